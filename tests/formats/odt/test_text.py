"""OpenDocument texts from end to end: closed lists, fields, changes, pages, parts of the package, damage."""

import io
import zipfile

import pytest

import leakscan
from fixtures.making.open_document import MIMETYPE, NAMESPACES
from fixtures.making.open_prose import (
    Prose,
    annotation,
    changes,
    frame,
    odp,
    odt,
    p,
    page,
    span,
    style,
    text_style,
)
from leakscan.parts import PartState
from tests.mutating import LIMITS

CANARY = "ZQ-Left-7c4"
_MASTER = '<style:master-page style:name="{}" style:page-layout-name="Page"{}>{}</style:master-page>'
_HEADER = "<style:header{}><text:p>{}</text:p></style:header>"


def report_of(data: bytes | Prose, name: str = "text.odt") -> leakscan.Report:
    content = data if isinstance(data, bytes) else data.data()
    return leakscan.scan(content, leakscan.Options(strict=True, limits=LIMITS), name=name)


def rows_of(report: leakscan.Report, rule: str) -> list[object]:
    """Return every value in the tables of a rule."""
    tables = (item.table for item in report.findings if item.rule.id == rule)
    return [value for table in tables if table is not None for row in table.rows() for value in row]


def rules_above_info(report: leakscan.Report) -> set[str]:
    return {item.rule.id for item in report.findings if item.severity is not leakscan.Severity.INFO}


@pytest.mark.parametrize(
    "inside",
    [
        f"<!--{CANARY}-->",
        f"<?note {CANARY}?>",
        f'<x:note xmlns:x="urn:x">{CANARY}</x:note>',
        f'<x:note xmlns:x="urn:x" x:value="{CANARY}"/>',
        f"<text:unheard>{CANARY}</text:unheard>",
        f'<text:span text:unheard="{CANARY}">shown</text:span>',
        f'<text:s text:c="{CANARY}"/>',
        f'<text:span xmlns:x="urn:x" x:note="{CANARY}">shown</text:span>',
        f"<text:line-break>{CANARY}</text:line-break>",
        f"<text:section>{p(CANARY)}</text:section>",
        f"<text:index-title>{p(CANARY)}</text:index-title>",
        f"<draw:frame><draw:image>{p(CANARY)}</draw:image></draw:frame>",
        f"<text:number>{CANARY} of Ada Field again</text:number>",
    ],
)
@pytest.mark.parametrize("where", ["text", "box", "note", "header", "slide"])
def test_what_no_reader_takes_is_recovered(inside: str, where: str) -> None:
    made = odt(p(inside))
    match where:
        case "box":
            made = odt(p(frame(p(inside))))
        case "note":
            note = f'<text:note text:note-class="endnote"><text:note-body>{p(inside)}</text:note-body></text:note>'
            made = odt(p(note))
        case "header":
            made = odt("Visits")
            made.masters = _MASTER.format("Standard", "", _HEADER.format("", inside))
        case "slide":
            made = odp(page("page1", f'<draw:frame svg:width="4cm" svg:height="4cm"><draw:text-box>{p(inside)}'
                            "</draw:text-box></draw:frame>"))  # fmt: skip
    report = report_of(made)
    assert report.complete
    assert any(CANARY in str(value) for value in rows_of(report, "markup-remark"))


@pytest.mark.parametrize(
    "block",
    [
        CANARY,
        f"<text:list>{CANARY}</text:list>",
        f"<text:list><text:list-item>{CANARY}</text:list-item></text:list>",
        f"<text:section>{CANARY}</text:section>",
        f"<office:change-info>{p(CANARY)}</office:change-info>",
        f"<form:textarea>{p(CANARY)}</form:textarea>",
        f"<text:insertion>{p(CANARY)}</text:insertion>",
        f"<text:deletion>{p(CANARY)}</text:deletion>",
        f"<table:table>{p(CANARY)}</table:table>",
        f"<table:table><table:table-row>{p(CANARY)}</table:table-row></table:table>",
        f"<draw:frame><draw:object>{p(CANARY)}</draw:object></draw:frame>",
        f"<text:tracked-changes>{p(CANARY)}</text:tracked-changes>",
    ],
)
def test_texts_between_blocks_are_recovered(block: str) -> None:
    made = odt("Visits")
    made.blocks = [p("Visits"), block]
    assert CANARY in rows_of(report_of(made), "markup-remark")


def test_an_ordinary_text_is_silent_and_complete() -> None:
    made = odt(
        '<text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Figure"/>'
        "</text:sequence-decls>",
        '<text:h text:outline-level="1">Visits</text:h>',
        f"<text:list>{'<text:list-item>'}{p('first')}</text:list-item></text:list>",
        p(
            'See <text:a xlink:type="simple" xlink:href="https://example.org/">here</text:a>'
            '<text:s text:c="2"/>end'
        ),
        p('<text:page-number text:select-page="current">1</text:page-number>'),
    )
    made.meta = "<meta:generator>LibreOffice/7.4</meta:generator>"
    report = report_of(made)
    assert report.complete
    assert rules_above_info(report) == set()


@pytest.mark.parametrize(
    ("display", "is_hidden", "shows"),
    [("none", "", False), ("condition", "true", False), ("condition", "false", True), ("true", "", True)],
)
def test_a_section_is_hidden_by_itself_or_by_its_condition(display: str, is_hidden: str, *, shows: bool) -> None:
    state = f' text:condition="1" text:is-hidden="{is_hidden}"' if is_hidden else ""
    block = f'<text:section text:name="S" text:display="{display}"{state}>{p("ZQ-Section")}</text:section>'
    assert ("ZQ-Section" not in rows_of(report_of(odt(block)), "hidden-text")) is shows


def test_a_condition_that_compares_with_a_text_is_told() -> None:
    condition = "ooow:Client==&quot;ZQ Ada Field&quot;"
    section = f'<text:section text:name="S" text:condition="{condition}">{p("x")}</text:section>'
    field = f'<text:hidden-paragraph text:condition="{condition}" text:is-hidden="false"/>'
    for block in (section, p(field)):
        assert any("ZQ Ada Field" in str(value) for value in rows_of(report_of(odt(block)), "field-code"))


def test_a_deletion_that_the_text_does_not_mention_is_told_once() -> None:
    made = odt(changes(("c9", "deletion", p("ZQ-Lost"))), "Visits")
    assert rows_of(report_of(made), "tracked-deletion").count("ZQ-Lost") == 1


def test_what_was_deleted_in_a_header_is_told() -> None:
    made = odt("Visits")
    gone = changes(("c1", "deletion", p("ZQ-Header")))
    mark = '<text:change text:change-id="c1"/>'
    made.masters = _MASTER.format("Standard", "", f"<style:header>{gone}{p('Report' + mark)}</style:header>")
    assert "ZQ-Header" in rows_of(report_of(made), "tracked-deletion")


def test_the_note_on_a_change_is_told() -> None:
    made = odt(
        changes(("c1", "insertion", "")).replace("</office:change-info>", p("ZQ-Why") + "</office:change-info>")
    )
    assert "ZQ-Why" in rows_of(report_of(made), "tracked-change")


def test_a_comment_names_its_author() -> None:
    report = report_of(odt(p(annotation("ZQ-Comment", "Grace Mill") + "Visits")))
    assert "ZQ-Comment" in rows_of(report, "document-comment")
    assert "Grace Mill" in rows_of(report, "people-named")


@pytest.mark.parametrize(
    ("master", "header", "is_used"),
    [
        ("Standard", "", True),
        ("Standard", ' style:display="false"', False),
        ("Next", "", True),
        ("Other", "", False),
    ],
)
def test_a_header_shows_on_the_pages_that_the_text_comes_to(master: str, header: str, *, is_used: bool) -> None:
    made = odt("Visits")
    next_style = ' style:next-style-name="Next"'
    made.masters = "".join(
        _MASTER.format(
            name,
            next_style if name == "Standard" else "",
            _HEADER.format(header, "ZQ-Words Field") if name == master else "",
        )
        for name in ("Standard", "Next", "Other")
    )
    assert ("ZQ-Words Field" not in rows_of(report_of(made), "header-footer")) is is_used


def test_the_value_of_a_cell_that_it_does_not_show_is_recovered() -> None:
    cell = (
        '<table:table><table:table-row><table:table-cell office:value-type="string" office:string-value="{}">'
        "<text:p>shown</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert "ZQ-Value" in rows_of(report_of(odt(cell.format("ZQ-Value"))), "markup-remark")
    assert rows_of(report_of(odt(cell.format("shown"))), "markup-remark") == []


def test_text_of_a_cell_too_low_or_narrow_cannot_be_seen() -> None:
    low = style("Low", "table-row", '<style:table-row-properties style:row-height="0.02cm"/>')
    narrow = style("Narrow", "table-column", '<style:table-column-properties style:column-width="0.02cm"/>')
    table = (
        "<table:table><table:table-column{}/><table:table-row{}><table:table-cell><text:p>ZQ-Cell</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    for column, row, is_seen in (
        ("", "", True),
        ("", ' table:style-name="Low"', False),
        (' table:style-name="Narrow"', "", False),
    ):
        report = report_of(odt(table.format(column, row), styles=low + narrow))
        assert ("ZQ-Cell" not in rows_of(report, "invisible-text")) is is_seen


def test_the_colour_of_the_page_is_that_of_its_layout() -> None:
    dark = '<style:page-layout style:name="Dark"><style:page-layout-properties fo:background-color="#1f3864"/>'
    for layout, text, is_seen in (("Page", "ffffff", False), ("Dark", "ffffff", True), ("Dark", "1f3864", False)):
        made = odt(p(span("ZQ-Ink", "T1")), styles=text_style("T1", f'fo:color="#{text}"'))
        made.own = dark + "</style:page-layout>"
        made.masters = _MASTER.format("Standard", "", "").replace('"Page"', f'"{layout}"')
        assert ("ZQ-Ink" not in rows_of(report_of(made), "invisible-text")) is is_seen


def test_a_size_may_be_a_share_of_that_of_the_style_below() -> None:
    styles = text_style("P1", 'fo:font-size="3pt"', family="paragraph") + text_style("T1", 'fo:font-size="50%"')
    assert "ZQ-Small" in rows_of(report_of(odt(p(span("ZQ-Small", "T1"), "P1"), styles=styles)), "invisible-text")
    assert rows_of(report_of(odt(p("ZQ-Small", "P1"), styles=styles)), "invisible-text") == []


def test_words_of_a_list_that_nothing_uses_are_told() -> None:
    level = (
        '<text:list-level-style-number text:level="1" style:num-prefix="ZQ words of a list" style:num-format="1"/>'
    )
    listed = f'<text:list-style style:name="L1">{level}</text:list-style>'
    assert "ZQ words of a list" in rows_of(report_of(odt("Visits", styles=listed)), "hidden-text")
    used = f'<text:list text:style-name="L1"><text:list-item>{p("x")}</text:list-item></text:list>'
    assert rows_of(report_of(odt(used, styles=listed)), "hidden-text") == []


def test_metadata_names_people_and_the_template() -> None:
    made = odt("Visits")
    made.meta = (
        "<meta:initial-creator>Ada Field</meta:initial-creator><dc:creator>Grace Mill</dc:creator>"
        '<meta:template xlink:type="simple" xlink:href="file:///C:/Users/zq.path/house.ott" xlink:title="House"/>'
    )
    report = report_of(made)
    assert {"Ada Field", "Grace Mill"} <= set(rows_of(report, "people-named"))
    assert any("zq.path" in str(value) for value in rows_of(report, "local-path"))


def test_a_link_to_a_file_is_a_path() -> None:
    link = '<text:a xlink:type="simple" xlink:href="file:///C:/Users/zq.link/pay.ods">pay</text:a>'
    assert any("zq.link" in str(value) for value in rows_of(report_of(odt(p(link))), "local-path"))


def test_a_document_inside_is_examined_with_its_trail() -> None:
    inner = odt(p(span("ZQ-Inner", "T1")), styles=text_style("T1", 'text:display="none"'))
    made = odt(p('<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'))
    parts = {entry.name: entry.data for entry in inner.entries() if entry.name in ("content.xml", "styles.xml")}
    made.files = {f"Object 1/{name}": data for name, data in parts.items()}
    made.folders = {"Object 1/": "application/vnd.oasis.opendocument.text"}
    report = report_of(made)
    assert report.complete
    (found,) = (item for item in report.findings if item.rule.id == "hidden-text")
    assert found.trail[-1] == "Object 1"


def test_a_chart_on_a_page_draws_its_points_and_another_does_not() -> None:
    table = (
        '<table:table table:name="local-table"><table:table-row><table:table-cell><text:p>Name</text:p>'
        "</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>ZQ-Point</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    body = f'<office:chart><chart:chart chart:class="chart:bar">{table}</chart:chart></office:chart>'
    root = "office:document-content"
    content = f"<{root}{NAMESPACES}><office:body>{body}</office:body></{root}>".encode()
    for block, is_told in (
        (p('<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'), False),
        (p("Visits"), True),
    ):
        made = odt(block)
        made.files = {"Object 1/content.xml": content}
        made.folders = {"Object 1/": MIMETYPE.replace("spreadsheet", "chart")}
        report = report_of(made)
        found = [item for item in report.findings if item.rule.id == "chart-cache"]
        assert bool(found) is is_told


def test_files_that_the_manifest_does_not_list_are_orphans() -> None:
    data = io.BytesIO(odt("Visits").data())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("notes.txt", "ZQ-Orphan of Ada Field")
    report = report_of(data.getvalue())
    assert "orphan-part" in {item.rule.id for item in report.findings}


def test_macros_are_examined() -> None:
    made = odt("Visits")
    made.files = {
        "Basic/Standard/Module1.xml": b'<script:module xmlns:script="http://openoffice.org/2000/script" '
        b'script:name="Module1" script:language="StarBasic">Sub Main: a = "ZQ-Macro": End Sub</script:module>'
    }
    assert any("ZQ-Macro" in str(value) for value in rows_of(report_of(made), "macro-source"))


def test_a_damaged_text_tells_what_came_before_and_is_incomplete() -> None:
    made = odt(p(span("ZQ-Hidden", "T1")), styles=text_style("T1", 'text:display="none"'))
    parts = {entry.name: entry.data for entry in made.entries()}
    content = bytes(parts["content.xml"] if isinstance(parts["content.xml"], bytes) else b"")
    cut = content[: content.index(b"</office:text>")] + b"<text:p"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, held in parts.items():
            assert isinstance(held, bytes)
            archive.writestr(name, cut if name == "content.xml" else held)
    report = report_of(data.getvalue())
    assert not report.complete
    assert "ZQ-Hidden" in rows_of(report, "hidden-text")


def test_elements_that_stand_in_one_another_too_deeply_are_a_problem() -> None:
    deep = "<text:section>" * 400 + "</text:section>" * 400
    report = report_of(odt(deep))
    assert "limit-xml-depth" in {item.code for item in report.problems}


def test_a_flat_text_says_what_the_packed_one_says() -> None:
    made = odt(
        changes(("c1", "deletion", p("ZQ-Gone"))),
        p(span("ZQ-Hidden", "T1") + '<text:change text:change-id="c1"/>' + annotation("ZQ-Comment")),
        styles=text_style("T1", 'text:display="none"'),
    )
    packed, flat = report_of(made), report_of(made.flat().encode(), name="text.fodt")
    assert flat.source.format == "fodt"
    for rule in ("hidden-text", "tracked-deletion", "document-comment"):
        wanted = [value for value in rows_of(packed, rule) if value != "content.xml"]
        assert [value for value in rows_of(flat, rule) if value != "(document)"] == wanted != []


def test_a_picture_in_a_flat_text_leaves_it_incomplete() -> None:
    inside = "<draw:frame><draw:image><office:binary-data>aGk=</office:binary-data></draw:image></draw:frame>"
    report = report_of(odt(p(inside)).flat().encode(), name="text.fodt")
    assert not report.complete


def test_every_part_of_an_ordinary_text_is_accounted_for() -> None:
    report = report_of(odt("Visits"))
    states = {part.name: part.state for part in report.parts}
    assert states["content.xml"] is PartState.EXAMINED
    assert PartState.UNKNOWN not in states.values()


_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0dd4"
    "6a3a0000000049454e44ae426082"
)


def test_a_picture_that_no_page_shows_is_told() -> None:
    shown = '<draw:frame><draw:image xlink:href="Pictures/dot.png" xlink:type="simple"/></draw:frame>'
    for block, is_told in ((p(shown), False), ("Visits", True)):
        made = odt(block)
        made.files = {"Pictures/dot.png": _DOT}
        report = report_of(made)
        assert report.complete
        assert ("unused-picture" in {item.rule.id for item in report.findings}) is is_told


@pytest.mark.parametrize(
    ("look", "is_hidden"),
    [
        ('fo:font-size="1%"', True),
        ('fo:font-size="90%"', False),
        ('style:font-size-rel="-11pt"', True),
        ('style:font-size-rel="-2pt"', False),
        ('style:text-position="-100% 1%"', True),
        ('style:text-position="super 58%"', False),
        ('fo:font-size="1e999%"', False),
        ('style:text-scale="inf%"', False),
    ],
)
def test_sizes_are_reckoned_in_every_spelling(look: str, *, is_hidden: bool) -> None:
    made = odt(p('<text:span text:style-name="T">ZQ-Sized</text:span>'))
    made.styles += f'<style:style style:name="T" style:family="text"><style:text-properties {look}/></style:style>'
    report = report_of(made)
    assert not report.problems
    assert ("ZQ-Sized" in str(rows_of(report, "invisible-text"))) is is_hidden


def test_a_link_by_dde_names_its_source() -> None:
    link = (
        '<text:dde-connection-decls><text:dde-connection-decl office:name="a" office:dde-application="soffice" '
        'office:dde-topic="/home/zq.rosa/plan.ods" office:dde-item="A1"/></text:dde-connection-decls>'
    )
    assert "/home/zq.rosa/plan.ods" in str(rows_of(report_of(odt(link + p("Visits"))), "local-path"))
