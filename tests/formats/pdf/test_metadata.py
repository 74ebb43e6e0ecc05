"""XMP packets through the public face: properties of the standards and of the document's own."""

import pytest

import leakscan
from fixtures.making.pdf import Pdf, image, text

SECRET = "ZQ-Note-8c4 about Rosamund"


def packet(inside: str, behind: str = "") -> str:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpTPg="http://ns.adobe.com/xap/1.0/t/pg/"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" xmlns:my="http://example.org/own/"'
        f' {inside}</rdf:Description></rdf:RDF></x:xmpmeta>{behind}<?xpacket end="w"?>'
    )


def scanned(inside: str, behind: str = "", *, holder: str = "document", info: str = "") -> leakscan.Report:
    pdf = Pdf()
    held = pdf.stream(packet(inside, behind), "/Type/Metadata/Subtype/XML")
    entry = f"/Metadata {held} 0 R"
    if holder == "picture":
        number = image(pdf, [bytes(range(40)) for _ in range(30)], entry)
        pdf.page(
            text("Report", 20, 270) + "q 50 0 0 50 9 9 cm /Im Do Q", resources=f"/XObject<</Im {number} 0 R>>"
        )
    else:
        pdf.page(text("Report", 20, 270), entries=entry if holder == "page" else "")
    if holder == "document":
        pdf.catalogue["Metadata"] = f"{held} 0 R"
    if info:
        pdf.trailer["Info"] = f"{pdf.add(info)} 0 R"
    return leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True), name="report.pdf")


def told(report: leakscan.Report) -> list[tuple[str, str]]:
    assert report.complete
    return sorted((finding.rule.id, finding.severity.name) for finding in report.findings)


def texts(report: leakscan.Report) -> list[str]:
    return [item.reveal() for finding in report.findings for item in finding.evidence]


@pytest.mark.parametrize(
    "inside",
    [
        f"><my:note>{SECRET}</my:note>",
        f'my:note="{SECRET}">',
        f"><my:notes><rdf:Seq><rdf:li>{SECRET}</rdf:li></rdf:Seq></my:notes>",
        f'><my:about rdf:parseType="Resource"><my:note>{SECRET}</my:note></my:about>',
        f'><my:about rdf:resource="{SECRET}"/>',
        f"><pdfx:Case>{SECRET}</pdfx:Case>",
        f"><dc:contributor><rdf:Bag><rdf:li>{SECRET}</rdf:li></rdf:Bag></dc:contributor>",
        f"><!-- {SECRET} -->",
    ],
)
def test_a_property_of_the_document_s_own_is_told_of(inside: str) -> None:
    report = scanned(inside)
    assert told(report) == [("document-properties", "LOW")]
    assert texts(report) == [SECRET]


def test_a_remark_in_the_padding_is_told_of() -> None:
    report = scanned(">", f"   <!-- {SECRET} -->   ")
    assert told(report) == [("document-properties", "LOW")]
    assert texts(report) == [SECRET]


@pytest.mark.parametrize(
    "inside",
    [
        "><xmpTPg:NPages>4</xmpTPg:NPages>",
        "><xmp:CreatorTool>Writer</xmp:CreatorTool>",
        "><pdfaProperty:description>Year of standard</pdfaProperty:description>",
        "><my:isTagged>True</my:isTagged>",
        "><!-- -->",
    ],
)
def test_what_programs_write_is_no_one_s_words(inside: str) -> None:
    assert {severity for _, severity in told(scanned(inside))} <= {"INFO"}


def test_a_property_that_both_sets_have_is_told_of_once() -> None:
    report = scanned(f"><pdfx:Case>{SECRET}</pdfx:Case>", info=f"<</Case({SECRET})>>")
    assert told(report) == [("document-properties", "LOW")]
    assert [finding.counts.values for finding in report.findings] == [1]


@pytest.mark.parametrize("holder", ["page", "picture"])
def test_properties_of_pages_and_pictures_are_told_of(holder: str) -> None:
    report = scanned(f"><my:note>{SECRET}</my:note>", holder=holder)
    assert told(report) == [("document-history", "LOW")]
    assert texts(report) == [SECRET]
    quiet = scanned("><xmp:CreatorTool>Writer</xmp:CreatorTool>", holder=holder)
    assert told(quiet) == [("document-history", "INFO")]
