"""What every byte of a PDF file belongs to."""

from pathlib import Path

import pytest

import fixtures
from fixtures.making.pdf import Pdf, stream_body, text
from leakscan.formats.pdf.layout import Layout, RangeKind, header_position, read_layout
from leakscan.limits import Budget, Limits
from tests.scanned import files

PDFS = [path for name in fixtures.folders() for path in files(name) if path.suffix == ".pdf"]


def layout_of(data: bytes) -> Layout:
    return read_layout(data, Budget(Limits()))


def minimal() -> Pdf:
    pdf = Pdf()
    pdf.page(text("Ada", 20, 20))
    return pdf


@pytest.mark.parametrize("path", PDFS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_ranges_tile_the_file(path: Path) -> None:
    data = path.read_bytes()
    position = 0
    for found in layout_of(data).ranges:
        assert found.start == position < found.end
        position = found.end
    assert position == len(data)


def test_an_object_within_a_stream_is_part_of_the_stream() -> None:
    pdf = minimal()
    inner = b"7 0 obj\n<<>>\nendobj\nendstream\nendobj\n"
    number = pdf.stream(inner)
    found = [item for item in layout_of(pdf.to_bytes()).objects if item.number in (7, number)]
    assert [item.number for item in found] == [number]


def test_a_length_kept_in_an_object_of_its_own_is_followed() -> None:
    pdf = minimal()
    inner = b"endstream endobj 8 0 obj"
    length = pdf.add(str(len(inner)))
    number = pdf.add(stream_body(inner).replace(b"/Length %d" % len(inner), b"/Length %d 0 R" % length))
    objects = {item.number: item for item in layout_of(pdf.to_bytes()).objects}
    assert 8 not in objects
    start, end = objects[number].stream_start, objects[number].stream_end
    assert start is not None
    assert end is not None
    assert end - start == len(inner)


def test_bytes_before_between_and_after_are_told_apart_from_structure() -> None:
    pdf = minimal()
    pdf.before = b"From: someone\n"
    pdf.between(b"left over\n")
    pdf.after = b"and more"
    data = pdf.to_bytes()
    extra = [data[item.start : item.end] for item in layout_of(data).ranges if item.kind is RangeKind.EXTRA]
    assert extra == [b"From: someone\n", b"left over\n", b"and more"]


def test_each_saving_is_a_state_that_ends_behind_its_marker() -> None:
    pdf = minimal()
    first = len(pdf.to_bytes())
    pdf.update()
    pdf.add("<<>>")
    pdf.update()
    pdf.add("<<>>")
    data = pdf.to_bytes()
    states = layout_of(data).states
    assert [state.number for state in states] == [1, 2, 3]
    assert states[0].end == first
    assert states[2].end == len(data)


def test_the_header_may_stand_within_the_first_kilobyte() -> None:
    assert header_position(b" " * 1024 + b"%PDF-1.4") == 1024
    assert header_position(b" " * 1025 + b"%PDF-1.4") is None
    assert header_position(b"%PDF is a format") is None


def test_beginnings_without_ends_are_objects_each() -> None:
    looked = []

    class Bytes(bytes):
        def find(self, word: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
            found = super().find(word, start, len(self) if end is None else end)
            looked.append((min(len(self), end or len(self)) if found < 0 else found) - start)
            return found

    data = Bytes(b"%PDF-1.7\n" + b"1 0 obj\n" * 6_000)
    assert len(layout_of(data).objects) == 6_000
    assert sum(looked) < 5_000 * 6_000


def test_a_start_without_its_number_is_one_word() -> None:
    data = minimal().to_bytes().rpartition(b"startxref")[0] + b"startxref\n"
    assert RangeKind.EXTRA not in {item.kind for item in layout_of(data).ranges}
