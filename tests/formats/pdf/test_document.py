"""PDF files through the public face."""

from pathlib import Path

import pytest

import leakscan
from fixtures.making.pdf import Pdf, box, stream_body, string, text


def scanned(pdf: Pdf) -> leakscan.Report:
    return leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True), name="report.pdf")


def found(report: leakscan.Report) -> set[str]:
    return {finding.rule.id for finding in report.findings}


def page(words: str = "Report") -> Pdf:
    pdf = Pdf()
    pdf.page(text(words, 20, 270))
    return pdf


def test_a_plain_page_is_complete_and_gives_nothing() -> None:
    report = scanned(page())
    assert report.complete
    assert report.source.format == "pdf"
    assert report.findings == ()


def test_an_attachment_is_examined_by_its_own_rules() -> None:
    inner = page("annex")
    inner.page(text("hidden words", 20, 200) + box(10, 190, 200, 30))
    outer = page()
    held = outer.add(stream_body(inner.to_bytes(), "/Type/EmbeddedFile"))
    outer.catalogue["Names"] = (
        f"<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(annex.pdf)/EF<</F {held} 0 R>>>>]>>>>"
    )
    report = scanned(outer)
    [covered] = [finding for finding in report.findings if finding.rule.id == "covered-text"]
    assert covered.trail == ("report.pdf", "annex.pdf")
    assert covered.table is not None
    assert [row[1] for row in covered.table.rows()] == ["hidden words"]
    assert "embedded-file" in found(report)


def test_a_file_that_lost_its_table_is_read_by_its_marks_and_said_to_be_damaged() -> None:
    data = page().to_bytes()
    cut = data[: data.index(b"xref\n")].replace(b"(Report)", b"(R3port)")
    report = leakscan.scan(cut, leakscan.Options(strict=True), name="report.pdf")
    assert not report.complete
    assert {problem.code for problem in report.problems} == {"damaged-pdf"}


def test_names_in_the_information_dictionary_are_people_named() -> None:
    pdf = page()
    facts = pdf.add(f"<</Author{string('Rosamund Foyle')}/Creator(Writer)>>")
    pdf.trailer["Info"] = f"{facts} 0 R"
    report = scanned(pdf)
    assert {"people-named", "document-properties"} == found(report)
    assert report.worst is leakscan.Severity.INFO


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_short_never_raises_and_is_never_complete(kept: float) -> None:
    data = page().to_bytes()
    report = leakscan.scan(data[: int(len(data) * kept)], name="report.pdf")
    assert not report.complete


def test_a_page_too_large_to_be_painted_is_a_problem() -> None:
    pdf = Pdf()
    pdf.page(text("white", 20, 20, before="1 g"), size=(14_000, 14_000))
    report = leakscan.scan(
        pdf.to_bytes(), leakscan.Options(limits=leakscan.Limits(pixels=1000)), name="report.pdf"
    )
    assert [problem.code for problem in report.problems] == ["limit-pixels"]


def test_a_table_is_read_again_from_a_path(tmp_path: Path) -> None:
    pdf = page()
    pdf.page(text("hidden words", 20, 200, before="3 Tr"))
    path = tmp_path / "report.pdf"
    pdf.save(path)
    [finding] = leakscan.scan(path).findings
    assert finding.table is not None
    assert [(row[0], row[1]) for row in finding.table.rows()] == [(2, "hidden words")]


def locked(pdf: Pdf, *, user: str, algorithm: str) -> bytes:
    import io

    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(pdf.to_bytes()))
    writer.encrypt(user_password=user, owner_password="owner", algorithm=algorithm)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_an_encryption_that_opens_without_a_password_is_said(algorithm: str) -> None:
    pdf = page()
    pdf.page(text("hidden words", 20, 200, before="3 Tr"))
    report = leakscan.scan(locked(pdf, user="", algorithm=algorithm), leakscan.Options(strict=True))
    assert report.complete
    assert found(report) >= {"encrypted-file", "invisible-text"}


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_opens_the_file_and_its_tables_and_is_shown_nowhere(algorithm: str) -> None:
    pdf = page()
    pdf.page(text("hidden words", 20, 200, before="3 Tr"))
    data = locked(pdf, user="swordfish", algorithm=algorithm)
    closed = leakscan.scan(data)
    assert [problem.code for problem in closed.problems] == ["encrypted"]
    assert not closed.complete
    report = leakscan.scan(data, leakscan.Options(passwords=("wrong", "swordfish")))
    [hidden] = [finding for finding in report.findings if finding.rule.id == "invisible-text"]
    assert hidden.table is not None
    assert [row[1] for row in hidden.table.rows()] == ["hidden words"]
    assert "swordfish" not in report.to_json(reveal=True)


def test_an_attachment_of_a_locked_file_is_opened_too() -> None:
    inner = page("annex")
    inner.page(text("hidden words", 20, 200, before="3 Tr"))
    outer = page()
    held = outer.add(stream_body(inner.to_bytes(), "/Type/EmbeddedFile"))
    outer.catalogue["AF"] = f"[<</Type/Filespec/F(annex.pdf)/EF<</F {held} 0 R>>>>]"
    data = locked(outer, user="swordfish", algorithm="AES-256")
    report = leakscan.scan(data, leakscan.Options(passwords=("swordfish",)))
    [hidden] = [finding for finding in report.findings if finding.rule.id == "invisible-text"]
    assert hidden.trail[1:] == ("annex.pdf",)
    assert hidden.table is not None
    assert [row[1] for row in hidden.table.rows()] == ["hidden words"]


def _nested(pdf: Pdf, drawn: int, depth: int, *, kind: str = "form") -> str:
    """Return resources whose `X` is a form, pattern or soft mask that paints others again and again."""
    held = {
        "form": "/XObject<</X {0} 0 R>>",
        "pattern": "/Pattern<</X {0} 0 R>>",
        "mask": "/ExtGState<</X<</SMask<</S/Luminosity/G {0} 0 R>>>>>>",
    }[kind]
    operators = _painting(drawn, kind)
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Group<</S/Transparency>>"
    if kind == "pattern":
        entries = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9"
    number = pdf.stream("0 0 9 9 re f", entries + "/Resources<<>>")
    for _ in range(depth):
        number = pdf.stream(operators, f"{entries}/Resources<<{held.format(number)}>>")
    return held.format(number)


def _painting(count: int, kind: str) -> str:
    if kind == "form":
        return "/X Do " * count
    return ("/Pattern cs /X scn " if kind == "pattern" else "/X gs ") + "0 0 9 9 re f " * count


@pytest.mark.parametrize("kind", ["form", "pattern", "mask"])
@pytest.mark.parametrize("depth", [9, 1])
def test_a_page_that_paints_without_end_is_a_problem(kind: str, depth: int) -> None:
    pdf = page()
    pdf.page(_painting(10, kind), resources=_nested(pdf, 10, depth, kind=kind))
    report = leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True), name="report.pdf")
    found = [(problem.code, problem.place.page) for problem in report.problems]
    assert found == ([("limit-page-painting", 2)] if depth == 9 else [])


@pytest.mark.parametrize("kind", ["form", "pattern", "mask"])
@pytest.mark.parametrize("depth", [9, 0])
def test_pages_that_pdfium_alone_reads_are_not_painted_without_end(
    kind: str, depth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.formats.pdf.opened.page_nodes", lambda *_: [])
    pdf = page()
    pdf.page(_painting(10, kind), resources=_nested(pdf, 10, depth, kind=kind))
    problems = scanned(pdf).problems
    assert {item.code for item in problems} == ({"limit-page-painting"} if depth else set())
    assert {item.place.page for item in problems} >= ({1, 2} if depth else set())


def test_what_looks_dear_at_a_glance_is_reckoned_exactly() -> None:
    pdf = Pdf()
    pattern = pdf.stream(
        "0 0 9 9 re f % " + "." * 20_000,
        "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>",
    )
    pdf.page(
        text("Report", 20, 270) + "/Pattern cs /X scn 0 0 9 9 re f\n" + "0 0 m\n" * 10_000,
        resources=f"/Pattern<</X {pattern} 0 R>>",
    )
    assert scanned(pdf).problems == ()


def test_a_form_that_draws_itself_is_a_problem() -> None:
    pdf = page()
    number = pdf.add("null")
    pdf.set(
        number,
        stream_body("/X Do " * 9, f"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {number} 0 R>>>>"),
    )
    pdf.page("/X Do", resources=f"/XObject<</X {number} 0 R>>")
    assert [problem.code for problem in scanned(pdf).problems] == ["limit-page-painting"]


def test_forms_that_share_the_resources_of_their_page_are_painted() -> None:
    pdf = page()
    entries = "/Subtype/Form/BBox[0 0 9 9]"
    one, other = pdf.stream("0 0 9 9 re f", entries), pdf.stream("/One Do", entries)
    pdf.page("/One Do /Other Do", resources=f"/XObject<</One {one} 0 R/Other {other} 0 R>>")
    assert scanned(pdf).complete


def test_an_annotation_that_paints_without_end_is_a_problem() -> None:
    pdf = Pdf()
    look = pdf.stream("/X Do", f"/Subtype/Form/BBox[0 0 9 9]/Resources<<{_nested(pdf, 10, 9)}>>")
    pdf.page(
        text("Report", 20, 270),
        entries=f"/Annots[<</Subtype/Stamp/Rect[20 260 90 290]/AP<</N {look} 0 R>>>>]",
    )
    assert {problem.code for problem in scanned(pdf).problems} == {"limit-page-painting"}


def test_an_earlier_page_that_paints_without_end_is_a_problem() -> None:
    pdf = Pdf()
    pdf.page("/X Do", resources=_nested(pdf, 10, 9))
    pdf.update()
    contents = pdf.stream(text("Report", 20, 270))
    pdf.set(pdf.pages[0], pdf.page_body(contents))
    assert {problem.code for problem in scanned(pdf).problems} == {"limit-page-painting"}


def test_a_page_that_saves_its_graphics_without_end_is_a_problem() -> None:
    pdf = page()
    pdf.page("q " * 200_000)
    pdf.page("q Q " * 200_000)
    assert [problem.place.page for problem in scanned(pdf).problems] == [2]


def test_the_time_is_minded_while_a_page_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    from leakscan.formats.pdf.sight import Sight
    from leakscan.limits import Budget

    pdf = page()
    pdf.page(text("hidden words", 20, 200) + box(10, 190, 200, 30))
    asked: list[int] = []

    def begin(*_: object) -> None:
        monkeypatch.setattr(Budget, "check_time", expired)

    def expired(_: Budget) -> None:
        asked.append(1)
        raise leakscan.errors.LimitReachedError("the time limit is reached", code="limit-time", ends_scan=True)

    whole = Sight.__init__

    def started(self: Sight, *args: object) -> None:
        begin()
        whole(self, *args)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(Sight, "__init__", started)
    report = scanned(pdf)
    assert asked
    assert {problem.code for problem in report.problems} == {"limit-time"}


def test_a_page_that_would_be_painted_too_often_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.formats.pdf.painting._MOST_PAINTED", 3)
    pdf = page()
    pdf.page(text("hidden words", 20, 200) + box(10, 190, 200, 30))
    assert {problem.code for problem in scanned(pdf).problems} == {"limit-page-painting"}
