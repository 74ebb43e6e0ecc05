"""Documents of Word 2003 are read as the package that they stand for."""

import base64

import leakscan
from fixtures.making.document_2003 import annotation, deletion, document_2003, paragraph, run
from fixtures.making.pictures import png
from leakscan import Report, Severity

BOX = "<w:txbxContent><w:p><w:r><w:t>ZQ-Box-a01</w:t></w:r></w:p></w:txbxContent>"


def scanned(*blocks: str, before: str = "", section: str = "") -> Report:
    data = document_2003(*blocks, before=before, section=section).encode()
    report = leakscan.scan(data, name="x.xml")
    assert report.source.format == "wordml"
    return report


def rules_telling(report: Report, text: str) -> set[str]:
    return {
        finding.rule.id for finding in report.findings if any(text in item.reveal() for item in finding.evidence)
    }


def test_an_innocent_document_is_complete_and_silent() -> None:
    report = scanned(paragraph(run("Visits") + '<w:proofErr w:type="spellStart"/>' + run("Visits", "<w:b/>")))
    assert report.complete, report.problems
    assert not [finding for finding in report.findings if finding.severity > Severity.INFO]


def test_changes_are_told_with_who_made_them() -> None:
    mark = paragraph(run("Kept"), f"<w:rPr>{annotation('Insertion', number=4)}</w:rPr>")
    changed = run("Kept", annotation("Formatting", "<w:rPr><w:b/></w:rPr>", number=5))
    report = scanned(paragraph(deletion("ZQ-Gone-5e1") + run("Visits")), mark, paragraph(changed))
    assert report.complete, report.problems
    (finding,) = [item for item in report.findings if item.rule.id == "tracked-deletion"]
    assert finding.table is not None
    assert [row[1:4] for row in finding.table.rows()] == [("ZQ-Gone-5e1", "Ada Field", "2003-08-15T09:00:00Z")]
    (changes,) = [item for item in report.findings if item.rule.id == "tracked-change"]
    assert changes.counts.values == 2


def test_comments_notes_and_headers_stand_within_the_text() -> None:
    comment = annotation("Comment", paragraph(run("ZQ-Remark-b12")), number=1, more='w:initials="A"')
    start, end = annotation("Comment.Start", number=1), annotation("Comment.End", number=1)
    note = f"<w:r><w:footnote>{paragraph(run('ZQ-Note-c13', '<w:vanish/>'))}</w:footnote></w:r>"
    header = f'<w:hdr w:type="even">{paragraph(run("ZQ-Header-d14"))}</w:hdr>'
    report = scanned(paragraph(f"{start}{run('Visits')}{end}<w:r>{comment}</w:r>{note}"), section=header)
    assert report.complete, report.problems
    assert "document-comment" in rules_telling(report, "ZQ-Remark-b12")
    assert "hidden-text" in rules_telling(report, "ZQ-Note-c13")
    assert "header-footer" in rules_telling(report, "ZQ-Header-d14")


def test_hidden_text_variables_links_and_paths_are_found() -> None:
    link = (
        '<w:hlink w:dest="file:///C:/Users/ada.field/ZQ-Link-e15.doc" w:screenTip="ZQ-Tip-f16">'
        f"{run('here')}</w:hlink>"
    )
    report = scanned(
        paragraph(run("ZQ-Hidden-a17", "<w:vanish/>") + link),
        paragraph(run("Low"), '<w:spacing w:line="1" w:line-rule="exact"/>'),
        before='<w:docPr><w:docVars><w:docVar w:name="a" w:val="ZQ-Variable-b18"/></w:docVars>'
        '<w:attachedTemplate w:val="C:\\Users\\ada.field\\ZQ-Template-c19.dot"/></w:docPr>',
    )
    assert "hidden-text" in rules_telling(report, "ZQ-Hidden-a17")
    assert "alternative-text" in rules_telling(report, "ZQ-Tip-f16")
    assert "document-variable" in rules_telling(report, "ZQ-Variable-b18")
    assert "local-path" in rules_telling(report, "ZQ-Link-e15")
    assert "local-path" in rules_telling(report, "ZQ-Template-c19")
    assert "invisible-text" in rules_telling(report, "Low")


def test_properties_are_read() -> None:
    properties = (
        "<o:DocumentProperties><o:Author>Ada Field</o:Author><o:LastAuthor>Ben Moss</o:LastAuthor>"
        "<o:Company>ZQ-Company-d20</o:Company></o:DocumentProperties><o:CustomDocumentProperties>"
        '<o:Case_x0020_number dt:dt="string">ZQ-Case-e21</o:Case_x0020_number></o:CustomDocumentProperties>'
    )
    report = scanned(paragraph(run("Visits")), before=properties)
    assert report.complete, report.problems
    assert "document-properties" in rules_telling(report, "ZQ-Case-e21")
    assert "people-named" in rules_telling(report, "Ben Moss")


def picture(data: bytes, name: str) -> str:
    text = base64.b64encode(data).decode()
    return (
        f'<w:r><w:pict><w:binData w:name="wordml://{name}">{text}</w:binData><v:shape id="_x0000_s1026"'
        f' style="width:10pt;height:10pt"><v:imagedata src="wordml://{name}"/></v:shape></w:pict></w:r>'
    )


def test_pictures_and_objects_are_files_of_their_own() -> None:
    hidden = f'<v:shape id="_x0000_s1027" style="visibility:hidden"><v:textbox>{BOX}</v:textbox></v:shape>'
    packed = base64.b64encode(b"ZQ-Object-f22 and more than that").decode()
    report = scanned(
        paragraph(picture(png(), "1.png") + f"<w:r><w:pict>{hidden}</w:pict></w:r>"),
        before=f'<w:docOleData><w:binData w:name="oledata.mso">{packed}</w:binData></w:docOleData>',
    )
    assert "word/media/2_1.png" in {part.name for part in report.parts}
    assert "hidden-shape" in rules_telling(report, "ZQ-Box-a01")
    assert "embedded-file" in {finding.rule.id for finding in report.findings}


def test_a_picture_that_is_no_base64_makes_the_report_incomplete() -> None:
    report = scanned(paragraph('<w:r><w:pict><w:binData w:name="wordml://1.png">?!</w:binData></w:pict></w:r>'))
    assert [problem.code for problem in report.problems] == ["damaged-data"]


def test_elements_of_a_schema_of_ones_own_show_what_is_in_them() -> None:
    own = f'<x:case xmlns:x="urn:x" no="ZQ-Number-a23">{paragraph(run("ZQ-Shown-b24"))}</x:case>'
    report = scanned(own, paragraph(run("ZQ-Shown-b24", "<w:vanish/>")))
    assert "markup-remark" in rules_telling(report, "ZQ-Number-a23")
    (hidden,) = [finding for finding in report.findings if finding.rule.id == "hidden-text"]
    assert hidden.redundant


def test_what_is_unknown_is_told_of() -> None:
    report = scanned("<!-- ZQ-Remark-c25 -->", paragraph(f"<w:zq>ZQ-Element-d26</w:zq>{run('Visits')}"))
    assert "markup-remark" in rules_telling(report, "ZQ-Remark-c25")
    assert "markup-remark" in rules_telling(report, "ZQ-Element-d26")
