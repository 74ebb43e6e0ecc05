"""Words in places of a file that no viewer shows, through the public face."""

from collections.abc import Callable

import pytest

import leakscan
from fixtures.making.pdf import Pdf, stream_body, text

SECRET = "ZQ-Note-8c4 about Rosamund Foyle"


def scanned(make: Callable[[Pdf, str], None], words: str) -> leakscan.Report:
    pdf = Pdf()
    pdf.page(text("Report", 20, 270))
    make(pdf, words)
    return leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True), name="report.pdf")


def told(report: leakscan.Report) -> set[tuple[str, str]]:
    return {(finding.rule.id, finding.severity.name) for finding in report.findings}


def trailer(pdf: Pdf, words: str) -> None:
    pdf.trailer["AcmeNote"] = f"({words})"


def identity(pdf: Pdf, words: str) -> None:
    pdf.trailer["ID"] = f"[({words})(b)]"


def legal(pdf: Pdf, words: str) -> None:
    pdf.catalogue["Legal"] = f"<</Attestation({words})>>"


def requirement(pdf: Pdf, words: str) -> None:
    pdf.catalogue["Requirements"] = f"[<</S/EnableJavaScripts/RH<</Script({words})>>>>]"


def separation(pdf: Pdf, words: str) -> None:
    number = pdf.pages[0]
    pdf.set(number, pdf.page_body(number - 1, entries=f"/SeparationInfo<</DeviceColorant({words})>>"))


def font(pdf: Pdf, words: str) -> None:
    pdf.set(pdf.font, f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/AcmeNote({words})>>")


def layer_user(pdf: Pdf, words: str) -> None:
    number = pdf.add(f"<</Type/OCG/Name(Report)/Usage<</User<</Type/Ind/Name({words})>>>>>>")
    pdf.catalogue["OCProperties"] = f"<</OCGs[{number} 0 R]/D<<>>>>"


def layer_creator(pdf: Pdf, words: str) -> None:
    number = pdf.add(f"<</Type/OCG/Name(Report)/Usage<</CreatorInfo<</Creator({words})>>>>>>")
    pdf.catalogue["OCProperties"] = f"<</OCGs[{number} 0 R]/D<<>>>>"


def unknown_stream(pdf: Pdf, words: str) -> None:
    pdf.catalogue["Acme"] = f"{pdf.stream(words)} 0 R"


def font_program(pdf: Pdf, words: str) -> None:
    program = pdf.stream(words)
    descriptor = pdf.add(f"<</Type/FontDescriptor/FontName/Foo/Flags 4/FontFile2 {program} 0 R>>")
    other = pdf.add(f"<</Type/Font/Subtype/TrueType/BaseFont/Foo/FontDescriptor {descriptor} 0 R>>")
    number = pdf.pages[0]
    fonts = f"/Font<</F1 {pdf.font} 0 R/F2 {other} 0 R>>"
    pdf.set(number, pdf.page_body(number - 1, resources=fonts))


def colour_profile(pdf: Pdf, words: str) -> None:
    number, profile = pdf.pages[0], pdf.stream(words, "/N 3")
    pdf.set(number, pdf.page_body(number - 1, resources=f"/ColorSpace<</C[/ICCBased {profile} 0 R]>>"))


PLACES = [
    trailer, identity, legal, requirement, separation, font, layer_user, layer_creator, unknown_stream,
    font_program, colour_profile,
]  # fmt: skip


@pytest.mark.parametrize("make", PLACES)
def test_words_that_no_viewer_shows_are_told_of(make: Callable[[Pdf, str], None]) -> None:
    report = scanned(make, SECRET)
    assert told(report) == {("private-data", "LOW")}
    assert [item.reveal() for finding in report.findings for item in finding.evidence] == [SECRET]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (trailer, "17C0FFEE"),
        (identity, "\x9c\x17@\xe9"),
        (separation, "Cyan"),
        (layer_creator, "Adobe Illustrator 14.0"),
    ],
)
def test_what_programs_keep_for_themselves_is_no_alarm(make: Callable[[Pdf, str], None], words: str) -> None:
    report = scanned(make, words)
    assert report.complete
    assert {severity for _, severity in told(report)} <= {"INFO"}


def test_the_base_of_addresses_is_a_path_like_theirs() -> None:
    def base(pdf: Pdf, words: str) -> None:
        pdf.catalogue["URI"] = f"<</Base({words})>>"

    assert told(scanned(base, "file:///home/rfoyle/")) == {("local-path", "LOW")}
    assert told(scanned(base, "https://example.org/")) == set()


def test_attributes_of_the_structure_are_alternative_texts() -> None:
    def summary(pdf: Pdf, words: str) -> None:
        own = f"<</O/UserProperties/P[<</N(Case)/V({words})>>]>>"
        element = pdf.add(f"<</Type/StructElem/S/TD/A[<</O/Table/Summary({words})>>{own}]>>")
        pdf.catalogue["StructTreeRoot"] = f"<</Type/StructTreeRoot/K {element} 0 R>>"

    report = scanned(summary, SECRET)
    assert told(report) == {("alternative-text", "INFO")}
    assert [finding.counts.values for finding in report.findings] == [2]
    assert told(scanned(summary, "Report")) == {("alternative-text", "INFO")}  # `Case` shows on no page


def test_an_article_that_only_beads_lead_to_is_read() -> None:
    def beads(pdf: Pdf, words: str) -> None:
        thread = pdf.add(f"<</Type/Thread/I<</Title({words})>>>>")
        bead = pdf.add(f"<</Type/Bead/T {thread} 0 R/R[0 0 9 9]>>")
        pdf.set(bead, f"<</Type/Bead/T {thread} 0 R/V {bead} 0 R/N {bead} 0 R/R[0 0 9 9]>>")
        number = pdf.pages[0]
        pdf.set(number, pdf.page_body(number - 1, entries=f"/B[{bead} 0 R]"))

    assert told(scanned(beads, SECRET)) == {("destination-name", "LOW")}
    assert told(scanned(beads, "Report")) == set()


def test_a_file_that_is_related_to_an_attachment_is_examined() -> None:
    def related(pdf: Pdf, words: str) -> None:
        inner = Pdf()
        inner.page(text(words, 20, 200))
        one, other = (pdf.add(stream_body(inner.to_bytes() + end, "/Type/EmbeddedFile")) for end in (b"", b"\n"))
        entries = f"/F(a.pdf)/EF<</F {one} 0 R>>/RF<</F[(b.pdf){other} 0 R]>>"
        pdf.catalogue["Names"] = f"<</EmbeddedFiles<</Names[(a)<</Type/Filespec{entries}>>]>>>>"

    report = scanned(related, "Report")
    assert {finding.place.name for finding in report.findings} == {"a.pdf", "b.pdf"}


@pytest.mark.parametrize("kind", ["3D", "Sound"])
def test_scenes_and_sounds_are_not_examined_and_that_is_said(kind: str) -> None:
    def media(pdf: Pdf, words: str) -> None:
        held = pdf.stream(bytes(range(256)) * 20, f"/Type/{kind}/Subtype/U3D/R 8000")
        entry = f"/3DD {held} 0 R" if kind == "3D" else f"/Sound {held} 0 R"
        note = pdf.add(f"<</Type/Annot/Subtype/{kind}/Rect[0 0 9 9]{entry}>>")
        number = pdf.pages[0]
        pdf.set(number, pdf.page_body(number - 1, entries=f"/Annots[{note} 0 R]"))

    report = scanned(media, "")
    assert not report.complete
    assert {problem.code for problem in report.problems} == {"not-examined"}
