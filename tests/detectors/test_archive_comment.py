import datetime
import struct

import pytest

import fixtures
import leakscan
from leakscan.containers.zip_records import ZipEntry
from leakscan.detectors.package.archive_comment import archive_comment
from leakscan.findings import Content
from leakscan.formats.notes import _note
from leakscan.views.archive import Archive, Note, NoteKind

FOLDER = fixtures.built("archive_comment")
ENTRY = ZipEntry(
    name="a",
    listed_name="a",
    raw_name=b"a",
    flags=0,
    method=0,
    crc=0,
    size=9,
    packed_size=8,
    header=7,
    comment=b"c",
)


def test_words_are_data_and_numbers_of_accounts_are_authorship() -> None:
    archive = Archive(notes=[Note(NoteKind.COMMENT, "x"), Note(NoteKind.ACCOUNT, "1000/1000", ["a"])])
    assert [hit.content for hit in archive_comment(archive)] == [Content.DATA, Content.AUTHORSHIP]


def test_times_are_one_hit_that_holds_no_data() -> None:
    moment = datetime.datetime(2024, 5, 6)
    (hit,) = archive_comment(Archive(earliest=moment, latest=moment))
    assert hit.content is Content.OWN


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("leaky", "ZQ-Archive-f2a packed by Ada"),
        ("leaky-entry-comment", "ZQ-Entry-3d9"),
        ("leaky-unicode-comment", "ZQ-Unicode-b6e"),
        ("leaky-unicode-path", "home/ZQ-Path-08c/styles.xml"),
        ("leaky-unix-owner", "ZQ-Owner-a4d"),
        ("leaky-windows-times", "ZQ-Times-7f1"),
        ("leaky-local-only", "ZQ-Local-d11"),
    ],
)
def test_what_the_archive_says_comes_back(name: str, text: str) -> None:
    report = leakscan.scan(FOLDER / f"{name}.xlsx")
    said = [
        item.reveal()
        for finding in report.findings
        if finding.rule.id == "archive-comment"
        for item in finding.evidence
    ]
    assert text in said
    assert report.complete


@pytest.mark.parametrize(
    ("tag", "data"),
    [
        (0x0001, struct.pack("<2Q", 9, 8)),
        (0x000A, struct.pack("<LHHQQQ", 0, 1, 24, 1, 2, 3)),
        (0x5455, struct.pack("<BI", 1, 99)),
        (0xA220, b"\x28\xa0\x10\x00" + bytes(16)),
        (0xA220, b"\x28\xa0\x10\x00" + b"\xb2" * 16),  # as Word writes it
        (0xCAFE, b""),
        (0x7075, b"\x01" + bytes(4) + b"a"),
        (0x6375, b"\x01" + bytes(4) + b"c"),
    ],
)
def test_fields_of_ordinary_programs_say_nothing(tag: int, data: bytes) -> None:
    assert _note(tag, data, ENTRY) is None


@pytest.mark.parametrize("tag", [0x0001, 0x000A, 0x5455, 0xA220, 0xCAFE, None])
def test_text_in_the_guise_of_an_ordinary_field_is_seen(tag: int | None) -> None:
    assert _note(tag, b"ZQ-Guise-77b and more", ENTRY) == (NoteKind.TEXT, "ZQ-Guise-77b and more")


def test_numbers_of_accounts_are_read_from_every_field_that_has_them() -> None:
    for tag, data in (
        (0x7875, struct.pack("<BBIBI", 1, 4, 1000, 4, 1001)),
        (0x7855, struct.pack("<2H", 1000, 1001)),
        (0x5855, struct.pack("<2I2H", 0, 0, 1000, 1001)),
    ):
        assert _note(tag, data, ENTRY) == (NoteKind.ACCOUNT, "1000/1001")
