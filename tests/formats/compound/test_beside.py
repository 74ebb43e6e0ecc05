"""Signatures and custom XML of binary documents, and what is told of documents whose pages are not examined."""

import struct

import pytest

import fixtures
import leakscan
from fixtures.making.biff import xls
from fixtures.making.compound import certified, stored
from fixtures.making.macros import Macro, project_streams
from fixtures.making.signing import certificate
from leakscan.containers.cfb_writing import compound_file
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.compound import signatures

ITEM = '<client xmlns="urn:example"><name>ZQ-Client-61b</name></client>'


def book(**streams: bytes) -> bytes:
    made = xls(sheets={"Cover": [["Visits", 12]]})
    made.streams = streams
    return made.data()


def texts(report: leakscan.Report, rule: str) -> list[str]:
    return [
        str(cell)
        for finding in report.findings
        if finding.rule.id == rule and finding.table is not None
        for row in finding.table.rows()
        for cell in row
    ]


def test_a_signature_of_a_binary_workbook_names_its_signer() -> None:
    report = leakscan.scan(fixtures.built("signature") / "leaky-certificate.xls")
    found = texts(report, "signature")
    assert {"ZQ-Signer-f31", "CN=ZQ-Signer-f31", "zq.signer2@example.org", "2023-08-15T20:00:00"} <= set(found)
    assert "ZQ-Signer-f31" in texts(report, "people-named")
    assert report.complete


def test_who_vouches_for_a_signer_is_the_software_s_own() -> None:
    stream = certified("Ben Marsh", certificate("Ben Marsh"), chain=certificate("Example Chain"))
    found = {item.text: item.is_own for item in signatures.certified(stream, Place())}
    assert found["CN=Example Chain"]
    assert not found["CN=Ben Marsh"]


def test_several_signatures_are_told_each() -> None:
    one, other = (certified(name, b"") for name in ("Ben Marsh", "Ada Moss"))
    start = struct.unpack_from("<I", one)[0] + 8
    both = one[:-4] + other[start:]
    names = [item.text for item in signatures.certified(both, Place()) if item.what == "signer"]
    assert names == ["Ben Marsh", "Ada Moss"]


@pytest.mark.parametrize("data", [b"", certified("Ben Marsh", b"")[:-40], certified("Ben", b"") + b"ZQ-Tail"])
def test_a_signature_that_breaks_off_or_says_more_is_damaged(data: bytes) -> None:
    with pytest.raises(MalformedFileError):
        list(signatures.certified(data, Place()))


def test_a_damaged_signature_leaves_the_report_incomplete() -> None:
    assert not leakscan.scan(book(_signatures=b"\xff" * 90)).complete
    assert not leakscan.scan(book(**{"_xmlsignatures/7": b"<Signature"})).complete


def test_custom_xml_of_a_binary_workbook_comes_back() -> None:
    report = leakscan.scan(fixtures.built("custom_xml") / "leaky-store.xls")
    assert "ZQ-Stored-d04" in texts(report, "custom-xml")
    assert report.complete


def test_what_the_properties_of_custom_xml_do_not_know_is_told() -> None:
    streams = stored(ITEM)
    name = next(name for name in streams if name.endswith("Properties"))
    streams[name] = streams[name].replace(b'ds:uri="', b'note="ZQ-Note-b1e" ds:uri="')
    assert "ZQ-Note-b1e" in texts(leakscan.scan(book(**streams)), "markup-remark")


def test_other_streams_of_the_data_store_stay_unknown() -> None:
    assert not leakscan.scan(book(**{"MsoDataStore/A/More": b"ZQ-More-3c3"})).complete


def test_a_document_whose_pages_are_not_examined_tells_the_rest() -> None:
    macros = project_streams({"Module1": Macro(source='Const Word = "ZQ-Word-11d"\r\n')}, prefix="Macros/")
    inside = xls(sheets={"Cover": [["ZQ-Inside-7a0"]]}).stream()
    streams = {"WordDocument": bytes(512), **macros, **stored(ITEM), "ObjectPool/_1234/Workbook": inside}
    report = leakscan.scan(
        compound_file(streams) + b"ZQ-Remnant-5f5 was here".ljust(512, b"\0"), name="letter.doc"
    )
    assert 'Const Word = "ZQ-Word-11d"' in texts(report, "macro-source")
    assert "ZQ-Client-61b" in texts(report, "custom-xml")
    assert "ZQ-Remnant-5f5 was here" in texts(report, "extra-bytes")
    assert ("letter.doc", "ObjectPool/_1234") in report.embedded
    assert [problem.code for problem in report.problems] == ["format-not-examined"]
    skipped = [part.name for part in report.parts if part.state is leakscan.PartState.SKIPPED]
    assert skipped == ["WordDocument"]
