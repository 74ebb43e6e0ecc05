"""Formats told by content, whatever the name says."""

import pytest

import leakscan
from leakscan.formats.catalogue import flat_format, saved_page

_EXCEL = b'xmlns:x="urn:schemas-microsoft-com:office:excel"'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<html " + _EXCEL + b"><body>", "html"),
        (b"\xef\xbb\xbf\r\n<HTML " + _EXCEL + b">", "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html " + _EXCEL + b">", "mhtml"),
        (b"<html><body>urn:schemas-microsoft-com:office:word</body>", ""),
        (b"a,b\r\n1,2", ""),
    ],
)
def test_pages_that_excel_saved_are_told(head: bytes, expected: str) -> None:
    assert saved_page(head) == expected


@pytest.mark.parametrize("before", [b"", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"])
def test_a_page_under_the_name_of_a_workbook_is_skipped_and_said(before: bytes) -> None:
    report = leakscan.scan(before + b"<html " + _EXCEL + b"><table></table></html>", name="figures.xls")
    assert [problem.code for problem in report.problems] == ["format-not-examined"]
    assert [finding.rule.id for finding in report.findings] == ["wrong-extension"]


@pytest.mark.parametrize(
    ("kind", "expected"), [("spreadsheet", "fods"), ("text", "fodt"), ("presentation", "fodp"), ("image", "")]
)
def test_flat_documents_are_told_by_their_media_type(kind: str, expected: str) -> None:
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    head = b'<?xml version="1.0"?><office:document office:mimetype="' + media_type + b'">'
    assert flat_format(head) == expected
