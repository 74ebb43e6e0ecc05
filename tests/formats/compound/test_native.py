import struct

import pytest

import leakscan
from leakscan.containers.cfb_writing import compound_file
from leakscan.formats.compound.document import native_paths

PATH = "C:\\Users\\zq.sender\\Desktop\\list.txt"
COPY = "C:\\Users\\zq.sender\\AppData\\Local\\Temp\\list.txt"


def native(path: str = PATH, copy: str = COPY) -> bytes:
    content = b"ZQ-Inside the file"
    body = struct.pack("<H", 2) + b"list.txt\0" + path.encode("latin-1") + b"\0" + struct.pack("<HH", 0, 3)
    body += struct.pack("<I", len(copy) + 1) + copy.encode() + b"\0" + struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(body)) + body


def test_the_folders_of_a_packaged_file_are_told() -> None:
    report = leakscan.scan(compound_file({"\x01Ole10Native": native()}), name="object.bin")
    (finding,) = (item for item in report.findings if item.rule.id == "local-path")
    assert finding.severity is leakscan.Severity.LOW
    assert finding.table is not None
    assert [row[0] for row in finding.table.rows()] == [PATH, COPY]


def test_the_copies_in_two_bytes_a_character_tell_letters_that_no_code_page_tells() -> None:
    path = PATH.replace("Desktop", "\u65b0\u5efa")
    wide = [struct.pack("<I", len(item)) + item.encode("utf-16-le") for item in (COPY, "list.txt", path)]
    held = native(path.encode("gbk").decode("latin-1"))
    assert native_paths(held + b"".join(wide)) == [path, COPY]
    assert native_paths(held + b"".join(wide)[:-2]) == native_paths(held) != [path, COPY]


def test_names_without_a_folder_are_no_paths() -> None:
    assert native_paths(native("list.txt", "list.txt")) == []
    assert native_paths(b"") == []


@pytest.mark.parametrize("stream", ["\x01Ole", "\x03LinkInfo"])
def test_the_source_of_a_linked_object_is_told(stream: str) -> None:
    path = r"C:\Users\ben.marsh\ZQ-Linked-9c4\pay.xlsx"
    plain = path.encode("cp1252") + b"\0"
    moniker = b"\0\0" + len(plain).to_bytes(4, "little") + plain + b"\xff\xff\xad\xde" + bytes(20)
    moniker += (2 * len(path) + 6).to_bytes(4, "little") + (2 * len(path)).to_bytes(4, "little")
    moniker += b"\x03\0" + path.encode("utf-16-le")
    wrapped = native("list.txt", "list.txt")
    report = leakscan.scan(compound_file({stream: moniker, "\x01Ole10Native": wrapped}), name="object.bin")
    found = [item for item in report.findings if item.rule.id == "local-path"]
    assert path in [item.reveal() for finding in found for item in finding.evidence]
