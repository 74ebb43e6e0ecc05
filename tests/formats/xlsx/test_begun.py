"""Which parts are read as arrays."""

import io
import sys

import pytest

from leakscan.formats.xlsx.begun import CELLS_PAY, RECORDS_PAY, Begun


def test_small_parts_are_worth_arrays_once_numpy_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", sys)
    assert not Begun(io.BytesIO(bytes(CELLS_PAY - 1))).is_large
    assert Begun(io.BytesIO(bytes(CELLS_PAY))).is_large
    assert Begun(io.BytesIO(bytes(RECORDS_PAY)), RECORDS_PAY).is_large


def test_loading_numpy_waits_until_it_would_have_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "numpy", raising=False)
    monkeypatch.setattr(Begun, "_passed", 0)
    part = bytes(200_000)
    assert [Begun(io.BytesIO(part)).is_large for _ in range(4)] == [False, False, True, True]
    assert Begun(io.BytesIO(bytes(1 << 19))).is_large
    assert not Begun(io.BytesIO(bytes(1000))).is_large


def test_the_bytes_of_the_beginning_come_all_the_same() -> None:
    data = bytes(range(256)) * 1000
    begun = Begun(io.BytesIO(data))
    pieces = []
    while piece := begun.read():
        pieces.append(piece)
    assert b"".join(pieces) == data
