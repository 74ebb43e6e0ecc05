"""Formats told by content, whatever the name says."""

import pytest

import leakscan
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
