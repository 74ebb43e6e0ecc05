# ruff: noqa: E501  # rows are clearer on one line
"""A second pass in blocks finds unseen what the exact one does: looks, runs, and all that may lie over cells."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan import xmlsafe
from leakscan.formats.colours import WHITE
from leakscan.formats.xlsx.areas import Area, Areas
from leakscan.formats.xlsx.conditions import Condition
from leakscan.formats.xlsx.facts import SheetPass, Usage
from leakscan.formats.xlsx.looks import Look, Looks, Paint
from leakscan.formats.xlsx.palette import Palette
from leakscan.formats.xlsx.plain_rows import PlainRows
from leakscan.formats.xlsx.seeing import PlainSeeing, SeeingHandler
from leakscan.formats.xlsx.seeing_blocks import SeeingBlocks, can_be_judged_in_blocks
from leakscan.formats.xlsx.strings import Run, SharedStrings
from leakscan.formats.xlsx.unseen import Veil
from leakscan.views.unseen import Unseen
from tests.differential.sheets import _told, strings_of
from tests.differential.test_sheets import ODD, PLAIN, TEXTS, part, row

ALL = Area(1, 1, 1_048_576, 16_384)
AREAS = {
    "nothing": {},
    "merges": {"merges": Areas([(Area(2, 1, 4, 3), None), (Area(300, 2, 301, 2), None)])},
    "covers": {"covers": Areas([(Area(1, 2, 50, 2), Unseen.SHAPE), (Area(1, 1, 9, 9), Unseen.SHAPE)])},
    "far": {"far": Areas([(Area(100, 1, 10_000, 16_384), None)])},
    "conditions": {
        "conditions": Areas(
            [
                (
                    Area(1, 1, 1_048_576, 1),
                    Condition([], "cellIs", 1, "greaterThan", formulas=["3"], paint=Paint(colour=WHITE)),
                ),
                (Area(5, 2, 90, 3), Condition([], "containsText", 2, text="a", paint=Paint(colour=WHITE))),
            ]
        )
    },
}
MANY = "".join(
    row(n, f'<c r="A{n}" s="{n % 5}"><v>{n % 11}</v></c>', f'<c r="B{n}" t="s"><v>{n % 7}</v></c>', f'<c r="C{n}" t="str" s="0{n % 4}"><v>a{n % 3}</v></c>', f'<c r="D{n}" t="inlineStr"><is><t>Cy &amp;amp; {n}</t></is></c>', attributes=' hidden="1"' if n % 9 == 0 else "")
    for n in range(1, 400)
)  # fmt: skip


def strings() -> SharedStrings:
    found = strings_of(TEXTS)
    found.runs[3] = (Run("Be", has_font=True, colour=WHITE), Run("n"))
    return found


def looks() -> Looks:
    found = Looks(Palette({}, {}))
    found.cells = [Look(), Look(colour=WHITE), Look(code=";;;"), Look(code='0 "kg of it"'), Look(points=1)]
    found.texts = ("kg of it",)
    found.settle([])
    return found


class Both:
    """What came of a second pass: exact, of a small sheet, and in blocks."""

    def __init__(self, data: bytes, texts: SharedStrings, areas: str, block_bytes: int) -> None:
        self.told: list[dict[str, object]] = []
        self.taken = 0
        for reader in (SeeingHandler, PlainSeeing, SeeingBlocks):
            usage = Usage(texts, looks())
            veil = Veil(usage.looks, **AREAS[areas])  # type: ignore[arg-type]  # each of its own kind
            assert can_be_judged_in_blocks(veil)
            handler = reader(usage, veil, ())
            if isinstance(handler, PlainRows):
                take = handler.take
                handler.take = lambda data, take=take: self._counted(take(data))  # type: ignore[method-assign,misc]
                handler.feed(io.BytesIO(data), block_bytes)
            else:
                xmlsafe.stream(io.BytesIO(data), handler)
            self.told.append(_with_unseen(handler.finish(None), usage))

    def _counted(self, is_taken: bool) -> bool:
        self.taken += is_taken
        return is_taken

    @property
    def different(self) -> list[str]:
        exact, small, fast = self.told
        return [name for name in exact if not exact[name] == small[name] == fast[name]]


def _with_unseen(found: SheetPass, usage: Usage) -> dict[str, object]:
    told = _told(found, usage)
    told["shown texts"] = set(usage.looks.shown_texts)
    for cells in found.facts.unseen:
        told[f"unseen {cells.why}"] = (
            cells.cells,
            cells.spans,
            cells.spans_left_out,
            cells.examples,
            len(cells.values),
        )
    told["unseen"] = [cells.why for cells in found.facts.unseen]
    return told


@pytest.mark.parametrize("areas", AREAS)
@pytest.mark.parametrize("block_bytes", [2000, 1 << 18])
def test_cells_that_are_not_seen_are_the_same(areas: str, block_bytes: int) -> None:
    both = Both(part(MANY), strings(), areas, block_bytes)
    assert both.different == []
    assert both.taken >= 2
    assert both.told[0]["unseen"]


@settings(max_examples=40, deadline=None)
@given(
    block_bytes=st.integers(1, 900),
    names=st.lists(st.sampled_from(sorted(PLAIN) + sorted(ODD)), min_size=1, max_size=8),
    areas=st.sampled_from(sorted(AREAS)),
)
def test_blocks_may_be_cut_anywhere(block_bytes: int, names: list[str], areas: str) -> None:
    rows = "".join(PLAIN.get(name) or ODD[name] for name in names)
    both = Both(part(rows, before='<cols><col min="2" max="2" hidden="1"/></cols>'), strings(), areas, block_bytes)
    assert both.different == []
