# ruff: noqa: E501  # records are clearer on one line
"""The fast reader of pivot records tells what the exact one tells: over traps, and blocks cut anywhere."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.formats.xlsx.pivot_definitions import read_definition
from leakscan.formats.xlsx.pivots import Definition
from leakscan.formats.xlsx.record_blocks import read_block
from tests.differential.parts import parts_of, workbooks
from tests.differential.records import BothRecords

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ITEMS = (
    "".join(f'<s v="{text}"/>' for text in ("Ada", "Ben", "a_x0000_b", "17"))
    + '<m/><n v="3"/><d v="2024-01-02T00:00:00"/>'
)
NAMES = '<s v="Cy"/><s v=""/><s v="c_x0000_d"/>'
FIELDS = "".join(
    f'<cacheField name="{name}"><sharedItems>{items}</sharedItems></cacheField>'
    for name, items in (("A", ITEMS), ("B", ""), ("C", NAMES))
)


def definition() -> Definition:
    found = Definition()
    read_definition(
        io.BytesIO(
            f'<pivotCacheDefinition xmlns="{NAMESPACE}"><cacheFields>{FIELDS}</cacheFields></pivotCacheDefinition>'.encode()
        ),
        found,
    )
    return found


def part(records: str) -> bytes:
    return f'<pivotCacheRecords xmlns="{NAMESPACE}" count="9">{records}{PLAIN_RECORD}</pivotCacheRecords>'.encode()


PLAIN_RECORD = '<r><x v="1"/><s v="Dee"/><x v="0"/></r>'

PLAIN = {
    "indices": "".join(f'<r><x v="{n}"/><n v="{n}.5"/><x v="{9 - n}"/></r>' for n in range(10)),
    "kinds": '<r><b v="1"/><e v="#N/A"/><m/></r><r><d v="2024-01-02T03:04:05"/><s v=""/><n v="1e5"/></r>',
    "numbers": "".join(
        f'<r><n v="{text}"/><m/><s v="{text}"/></r>' for text in ("1", "1.50", "-3", "123456789", "x", " 7", "")
    ),
    "texts": "".join(
        f'<r><s v="{text}"/><m/><m/></r>'
        for text in ("a", "b &amp; c", "_x0041_", " blank ", "žluť", "raw > here", "17", "a'b")
    ),
    "words where numbers belong": "".join(
        f'<r><n v="{text}"/><d v="{text} too"/><b v="{text} as well"/></r>'
        for text in (
            "words",
            "17",
            "1.5",
            "more words",
            "words",
            "a &amp; b",
            "words of more than thirty-two letters",
        )
    ),
}

VALUE = '<x v="1"/>'

ODD = {
    "missing with a value": '<r><m v="words"/><m/><m/></r>',
    "namespace of the records": f'<r xmlns="{NAMESPACE}"><x v="1"/><m/><m/></r>',
    "space in a tag": '<r><x v="1" /><m /><m/></r>' * 3,
    "space between values": '<r><x v="1"/> <m/><m/> </r>' * 3,
    "value not at its place": '<r><x  v="1"/><m/><m/></r>' * 3,
    "caption": '<r><s v="a" c="b"/><x v="1"/><m/></r>',
    "mark of unused": '<r><x v="1"/><s v="b" u="1"/><m/></r>',
    "missing with an attribute": '<r><m u="1"/><m/><m/></r>',
    "single quotes": "<r><s v='a'/><x v='1'/><m/></r>",
    "other widths": '<r><x v="1"/></r><r><x v="1"/><x v="1"/><x v="1"/><x v="1"/></r><r/><r></r>',
    "blanks": '<r> <x v="1"/>\n<m/> </r>\n',
    "comment": '<!-- <r><x v="5"/><m/><m/></r> -->' * 4,
    "section": '<r><x v="1"/><![CDATA[<r><x v="4"/></r>]]><m/><m/></r>',
    "prefix": f'<p:r xmlns:p="{NAMESPACE}"><p:x v="1"/><p:x v="2"/><p:m/></p:r>',
    "reference": '<r><s v="&#65;"/><m/><m/></r>',
    "tab": '<r><s v="a\tb"/><m/><m/></r>',
    "indices that are none": '<r><x v="-1"/><x v=" 1"/><x v="a"/></r><r><x v=""/><m/><m/></r><r><x/><m/><m/></r>',
    "huge index": '<r><x v="123456789"/><m/><m/></r>',
    "child": '<r><s v="a"><tpls><tpl fld="1"/></tpls></s><m/><m/></r>',
    "indices of two characters": "".join(
        f'<r><x v="{n}"/><m/><x v="1"/></r>' for n in ("07", "1a", "a1", "1.", "+1", "1")
    ),
    "record without values among values": '<r><x v="1"/><r/><x v="2"/><m/></r>',
    "record after one that is missing": '<r><x v="1"/><m/><r/><m/></r>',
    "record with a value among values": '<r><x v="1"/><r v="9"/><x v="1"/><m/></r>',
    "record without values between records": '<r><x v="1"/><m/><m/></r><r/><r><x v="1"/><m/><m/></r>',
    "record with an attribute": '<r q="1"><x v="1"/><m/><m/></r>' * 2,
    "record in a record": '<r><x v="1"/><r><x v="2"/><m/></r><m/></r>',
    "records in an element": '<foo><r><x v="1"/><m/><m/></r></foo>' * 5,
    "attribute of the record": '<r a="1"><x v="1"/><m/><m/></r>',
    "values in another element": '<r><x v="1"/><m/><m/></r><q><x v="2"/></q><r><x v="0"/><m/><m/></r>',
    "very wide": "".join(3 * f"<r>{width * VALUE}</r>" for width in (1_022, 1_023, 1_024)),
    "other element": '<r><y v="1"/><m/><m/></r>',
}

DAMAGED = {
    "attribute twice": '<r><s v="a" v="b"/><m/><m/></r>',
    "bare &": '<r><s v="a & b"/><m/><m/></r>',
    "control character": '<r><s v="a\x01"/><m/><m/></r>',
    "quote left open": '<r><x v="1\'/><m/><m q="/></r>',
    "text in a tag": '<r><s v="a"x/><m/><m/></r>',
}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_records_are_read_as_arrays_and_mean_the_same(name: str) -> None:
    both = BothRecords(part(PLAIN[name]), definition())
    assert (both.different, both.is_damaged) == ([], False)
    assert (both.taken, both.refused) == (1, 0)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("block_bytes", [1, 40, 200, 4096])
def test_traps_mean_the_same(name: str, block_bytes: int) -> None:
    both = BothRecords(part(PLAIN_RECORD + ODD[name] + PLAIN_RECORD * 20), definition(), block_bytes=block_bytes)
    assert (both.different, both.is_damaged, both.is_kept) == ([], False, True)


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_not_overlooked(name: str) -> None:
    both = BothRecords(part(PLAIN_RECORD + DAMAGED[name] + PLAIN_RECORD * 20), definition(), block_bytes=40)
    assert (both.different, both.is_damaged) == ([], True)


@settings(max_examples=60, deadline=None)
@given(
    block_bytes=st.integers(1, 700),
    names=st.lists(st.sampled_from(sorted(PLAIN) + sorted(ODD)), min_size=1, max_size=8),
)
def test_blocks_may_be_cut_anywhere(block_bytes: int, names: list[str]) -> None:
    records = "".join(PLAIN.get(name) or ODD[name] for name in names)
    both = BothRecords(part(records), definition(), block_bytes=block_bytes)
    assert (both.different, both.is_damaged) == ([], False)


@pytest.mark.parametrize("block_bytes", [100, 1 << 18])
def test_records_of_the_fixtures_mean_the_same(block_bytes: int) -> None:
    count = 0
    for path in workbooks(FIXTURES):
        for name, data in parts_of(path, holding=b"<pivotCacheRecords"):
            count += 1
            both = BothRecords(data, definition(), block_bytes=block_bytes)
            assert both.is_damaged or not both.different, (path, name, both.different)
    assert count > 3


@pytest.mark.parametrize(("values", "is_array"), [(1_000, True), (1_100, False)])
def test_records_too_wide_for_arrays_are_left_to_the_parser(values: int, *, is_array: bool) -> None:
    assert (read_block(f"<r>{values * VALUE}</r>".encode() * 3) is not None) is is_array
