import io
import zipfile

from leakscan.containers.zip_writing import zip_archive

PARTS = [("a/b.xml", b"<a/>"), ("b\u00e9.bin", bytes(range(256))), ("empty", b"")]


def test_another_reader_finds_every_part_as_it_was() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_archive(PARTS))) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == PARTS


def test_the_same_parts_give_the_same_bytes() -> None:
    assert zip_archive(PARTS) == zip_archive(PARTS)
