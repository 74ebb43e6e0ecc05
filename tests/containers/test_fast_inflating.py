"""Large entries are inflated by ISA-L where it is there: the same bytes, the same faults."""

import io
import zipfile

import pytest

import leakscan
from leakscan.containers import zip_data
from leakscan.errors import MalformedFileError
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source

pytest.importorskip("isal")
CONTENT = b"".join(b"line %d of many\n" % number for number in range(120_000))


def packed() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large.txt", CONTENT)
    return held.getvalue()


def content(data: bytes) -> bytes:
    from leakscan.containers.zipped import ZipContainer

    source = Source(BytesStore(data), name="a.zip", budget=Budget(Limits()))
    container = ZipContainer(source)
    with container.open("large.txt") as stream:
        return stream.read()


def test_a_large_entry_comes_whole() -> None:
    assert isinstance(zip_data._inflater(len(CONTENT)), zip_data._FastInflater)
    assert not isinstance(zip_data._inflater(100), zip_data._FastInflater)
    assert content(packed()) == CONTENT


@pytest.mark.parametrize("at", [200, 5_000])
def test_damage_is_a_fault_of_the_file(at: int) -> None:
    data = bytearray(packed())
    data[at : at + 40] = b"\xff" * 40
    with pytest.raises(MalformedFileError):
        content(bytes(data))


def test_the_scan_of_a_folder_of_one_reports_the_damage() -> None:
    data = bytearray(packed())
    data[5_000:5_040] = b"\xff" * 40
    assert not leakscan.scan(bytes(data), name="a.zip").complete
