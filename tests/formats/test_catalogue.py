"""Formats told by content, whatever the name says."""

import io
import zipfile

import pytest

import leakscan
from fixtures.making.pdf import Pdf, box, stream_body, text
from leakscan.formats.catalogue import flat_format

_EXCEL = b'xmlns:x="urn:schemas-microsoft-com:office:excel"'


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<html " + _EXCEL + b"><body>", "a.htm", "html"),
        (b"\xef\xbb\xbf\r\n<HTML><body><p>a</p>", "a.txt", "html"),
        (b"<!-- made by hand --><!DOCTYPE html><p>a</p>", "", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"></html>', "", "html"),
        (b"<p>a chunk</p>", "", "html"),
        (b"<html>".decode().encode("utf-16"), "", "html"),
        (b'<?xml version="1.0"?><page/>', "", ""),
        (b"<!-- a remark --><page/>", "", ""),
        (b"a,b\r\n1,2", "", ""),
        (b"{\\rtf1 a}", "a.doc", "rtf"),
    ],
)
def test_markup_is_told_by_its_beginning(data: bytes, name: str, expected: str) -> None:
    assert leakscan.scan(data, leakscan.Options(strict=True), name=name or "a.txt").source.format == expected


@pytest.mark.parametrize(
    ("kind", "expected"), [("spreadsheet", "fods"), ("text", "fodt"), ("presentation", "fodp"), ("image", "")]
)
def test_flat_documents_are_told_by_their_media_type(kind: str, expected: str) -> None:
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    head = b'<?xml version="1.0"?><office:document office:mimetype="' + media_type + b'">'
    assert flat_format(head) == expected


def archive(comment: bytes = b"") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("annex.txt", "the annex")
        packed.comment = comment
    return data.getvalue()


@pytest.mark.parametrize("before", [b"", b"\n\n"])
def test_an_archive_within_a_pdf_file_does_not_make_it_one(before: bytes) -> None:
    """pypdf 6 writes an attachment as it is, before what painted the page."""
    pdf = Pdf()
    pdf.before = before
    held = pdf.add(stream_body(archive(), "/Type/EmbeddedFile"))
    pdf.catalogue["Names"] = (
        f"<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(annex.zip)/EF<</F {held} 0 R>>>>]>>>>"
    )
    pdf.page(text("Report", 20, 270) + text("hidden words", 20, 200) + box(10, 190, 200, 30))
    report = leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True), name="report.pdf")
    assert report.source.format == "pdf"
    assert report.complete
    assert {(finding.rule.id, finding.trail[-1]) for finding in report.findings} == {
        ("archive-comment", "annex.zip"),
        ("covered-text", "report.pdf"),
        ("embedded-file", "report.pdf"),
    }


@pytest.mark.parametrize("is_comment", [False, True])
def test_an_archive_that_ends_where_a_pdf_file_ends_is_one_and_the_pdf_is_examined_too(is_comment: bool) -> None:
    pdf = Pdf()
    pdf.page(text("Report", 20, 270) + text("hidden words", 20, 200) + box(10, 190, 200, 30))
    if is_comment:
        start = len(pdf.to_bytes())
        pdf.update()
        pdf.set(90, "<</Hidden (words)>>")
        whole = pdf.to_bytes()
        data = whole[:start] + archive(whole[start:])
    else:
        data = pdf.to_bytes() + archive()
    report = leakscan.scan(data, leakscan.Options(strict=True), name="report.pdf")
    assert report.source.format == "zip"
    assert "covered-text" in {finding.rule.id for finding in report.findings}
