"""Parts beside the text of a document: diagrams, ink, imported chunks, and parts beyond the limits."""

import time

import leakscan
from fixtures.making.document import DOCUMENT, Text, paragraph, run
from tests.formats.docx.looking import found_in, quiet

_DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def with_diagram(data: str, drawn: str) -> bytes:
    text = Text("Before")
    for kind, words in (("diagramData", data), ("diagramDrawing", drawn)):
        held = "".join(f"<a:p><a:r><a:t>{word}</a:t></a:r></a:p>" for word in words.split())
        text.add(
            f"word/diagrams/{kind}.xml",
            f"<d:dataModel xmlns:d='http://schemas.openxmlformats.org/drawingml/2006/diagram' {_DRAWING}>{held}"
            "</d:dataModel>",
            content_type="application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
            related_from=DOCUMENT,
            rel_type=kind,
        )
    return text.to_bytes()


def test_what_a_diagram_does_not_draw_is_told_of() -> None:
    assert "hidden-shape" in found_in(with_diagram("Drawn ZQ-Kept-a11", "Drawn"), "ZQ-Kept-a11")
    assert quiet(with_diagram("Drawn ZQ-Kept-a11", "ZQ-Kept-a11 Drawn")) == []


def with_ink(words: str) -> bytes:
    text = Text("Before")
    text.add(
        "word/ink/ink1.xml",
        f'<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML">{words}'
        "<inkml:trace>0 1, 2 '3, \"4*5 !6</inkml:trace>"
        "</inkml:ink>",
        content_type="application/inkml+xml",
        related_from=DOCUMENT,
        rel_type="customXml",
    )
    return text.to_bytes()


def test_words_beside_strokes_of_ink_are_told_of() -> None:
    words = '<inkml:annotation type="note">ZQ-Ink-b12</inkml:annotation>'
    assert "custom-xml" in found_in(with_ink(words), "ZQ-Ink-b12")
    assert quiet(with_ink("")) == []


def test_an_imported_chunk_is_a_file_of_its_own() -> None:
    text = Text("Before")
    text.add(
        "word/chunk.html",
        b"<html><body>ZQ-Chunk-c13</body></html>",
        content_type="text/html",
        related_from=DOCUMENT,
        rel_type="aFChunk",
    )
    report = leakscan.scan(text.to_bytes(), name="x.docx")
    assert "embedded-file" in {finding.rule.id for finding in report.findings}
    assert ("x.docx", "word/chunk.html") in report.embedded


def test_a_document_too_deep_names_the_limit() -> None:
    deep = paragraph("<w:ins>" * 300 + run("ZQ-Deep-d14") + "</w:ins>" * 300)
    report = leakscan.scan(Text("Before", deep).to_bytes(), name="x.docx")
    (problem,) = [item for item in report.problems if item.place.part == DOCUMENT]
    assert problem.code == "limit-xml-depth"
    assert "256 deep" in problem.message
    assert not report.complete


def test_a_document_just_within_the_limit_is_read() -> None:
    deep = paragraph("<w:ins>" * 240 + run("ZQ-Deep-d14", "<w:vanish/>") + "</w:ins>" * 240)
    assert "hidden-text" in found_in(Text("Before", deep).to_bytes(), "ZQ-Deep-d14")


def test_values_made_to_be_slow_take_no_time() -> None:
    values = ("," * 5_000 + "x", "d" * 5_000 + "t", "1" * 5_000 + "x", "''" * 2_000 + "t", "a " * 2_000)
    places = ("lang", "dateFormat", "jc", "lvlText", "pStyle", "compatSetting")
    blocks = "".join(f'<w:{name} w:val="{value}" w:name="{value}"/>' for name in places for value in values)
    shapes = "".join(f'<v:rect style="{value}" path="{value}" adj="{value}"/>' for value in values)
    handles = "".join(f'<v:h position="{value}"/><v:f eqn="{value}"/>' for value in values)
    text = Text("Before", f"<w:p><w:pPr>{blocks}</w:pPr><w:r><w:pict>{shapes}{handles}</w:pict></w:r></w:p>")
    started = time.process_time()
    leakscan.scan(text.to_bytes(), name="x.docx")
    assert time.process_time() - started < 10


def test_numbers_that_are_none_do_no_harm() -> None:
    odd = paragraph(run("Visits", '<w:sz w:val="²"/><w:spacing w:val="1e999"/>'), '<w:ind w:left="1e999"/>')
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="²"/><w:tcW w:w="nan"/></w:tcPr>' + odd + "</w:tc>"
    rows = f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="9" w:hRule="exact"/></w:trPr>{cell}</w:tr></w:tbl>'
    report = leakscan.scan(Text("Before", odd, rows).to_bytes(), name="x.docx")
    assert report.complete, report.problems
