# ruff: noqa: E501  # strings are clearer on one line
"""Strings and items that are read together are those that the parser tells: over traps, and blocks cut anywhere."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.differential.parts import parts_of, workbooks
from tests.differential.strings import BothDefinitions, BothStrings

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN_STRING = "<si><t>Dee</t></si>"

PLAIN = {
    "texts": "".join(
        f"<si><t>{text}</t></si>" for text in ("Ada", "", "  ", "17", "1.50", "žluť", "x" * 300, "a'b\"c")
    ),
    "preserved": '<si><t xml:space="preserve"> a </t></si>',
    "preserved in the text": '<si><t> xml:space="preserve"</t></si>',
    "references": "<si><t>a &amp;lt; b &lt;&gt;&quot;&apos;</t></si>",
    "escapes": "<si><t>_x0041_da</t></si><si><t>&amp;_x005F_x0041_</t></si>",
    "line ends": "<si><t>a\nb\tc</t></si>",
    "brackets": "<si><t>a > b ]] c</t></si>",
}
ODD = {
    "runs": '<si><r><t>a</t></r><r><rPr><b/><sz val="1"/><color rgb="FFFFFFFF"/></rPr><t>b</t></r></si>',
    "reading": '<si><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></si>',
    "closed": "<si/><si><t/></si>",
    "comment": "<!-- <si><t>no</t></si> -->" * 3,
    "comment in a string": "<si><t>a<!-- b --></t></si>",
    "section": "<si><t><![CDATA[</t></si><si><t>]]></t></si>",
    "instruction": "<?x <si><t>no</t></si> ?>",
    "prefix": f'<x:si xmlns:x="{NAMESPACE}"><x:t>a</x:t></x:si>',
    "namespace": f'<si xmlns="{NAMESPACE}"><t>a</t></si>',
    "space before the end": "<si ><t >a</t ></si >",
    "number reference": "<si><t>&#65;</t></si>",
    "carriage return": "<si><t>a\r\nb</t></si>",
    "stray text": "<si>lost<t>a</t></si>lost",
    "stray text like an attribute": '<si><t>a</t></si> xml:space="preserve"<si><t>b</t></si>',
    "two texts": "<si><t>a</t><t>b</t></si>",
    "string in a string": "<si><si><t>a</t></si><t>b</t></si>",
    "strings in an element": "<foo><si><t>a</t></si></foo>" * 3,
    "strings in a text": "<si><t>a<si><t>b</t></si>c</t></si>",
    "strings in a reading": "<si><rPh><si><t>b</t></si><si><t>c</t></si></rPh></si>",
    "pretty": "<si>\n  <t>a</t>\n</si>\n" * 3,
    "other spaces": '<si><t xml:space="default">a</t></si>',
}
DAMAGED = {
    "control character": "<si><t>a\x01b</t></si>",
    "undefined entity": "<si><t>&nope;</t></si>",
    "bare &": "<si><t>a & b</t></si>",
    "end of a section": "<si><t>a]]>b</t></si>",
    "no character": "<si><t>a\ufffeb</t></si>",
    "never closed": "<si><t>a</si>",
}


def part(strings: str) -> bytes:
    return f'<sst xmlns="{NAMESPACE}">{strings}{PLAIN_STRING}</sst>'.encode()


@pytest.mark.parametrize("name", PLAIN)
def test_plain_strings_are_read_together_and_mean_the_same(name: str) -> None:
    both = BothStrings(part(PLAIN[name]), block_bytes=1 << 16)
    assert (both.different, both.is_damaged) == ([], False)
    assert both.together


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("block_bytes", [1, 40, 200, 4096])
def test_traps_mean_the_same(name: str, block_bytes: int) -> None:
    both = BothStrings(part(PLAIN_STRING + ODD[name] + PLAIN_STRING * 20), block_bytes=block_bytes)
    assert (both.different, both.is_damaged) == ([], False)


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("block_bytes", [40, 4096])
def test_damage_is_not_overlooked(name: str, block_bytes: int) -> None:
    both = BothStrings(part(PLAIN_STRING + DAMAGED[name] + PLAIN_STRING * 20), block_bytes=block_bytes)
    assert both.is_damaged
    assert both.exact["damage"] == both.fast["damage"]


@settings(max_examples=60, deadline=None)
@given(
    block_bytes=st.integers(1, 700),
    names=st.lists(st.sampled_from(sorted(PLAIN) + sorted(ODD)), min_size=1, max_size=8),
)
def test_blocks_may_be_cut_anywhere(block_bytes: int, names: list[str]) -> None:
    both = BothStrings(part("".join(PLAIN.get(name) or ODD[name] for name in names)), block_bytes=block_bytes)
    assert (both.different, both.is_damaged) == ([], False)


@pytest.mark.parametrize("block_bytes", [100, 1 << 16])
def test_strings_and_items_of_the_fixtures_mean_the_same(block_bytes: int) -> None:
    strings = items = 0
    for path in workbooks(FIXTURES):
        for name, data in parts_of(path, holding=b"<sst"):
            strings += 1
            both = BothStrings(data, block_bytes=block_bytes)
            assert both.is_damaged or not both.different, (path, name, both.different)
        for name, data in parts_of(path, holding=b"<pivotCacheDefinition"):
            items += 1
            definitions = BothDefinitions(data, block_bytes=block_bytes)
            assert definitions.is_damaged or not definitions.different, (path, name, definitions.different)
    assert strings > 50
    assert items > 3


ITEMS = {
    "plain": "".join(f'<s v="{text}"/>' for text in ("Ada", "", " b ", "17", "žluť", "_x0041_", "a'b")),
    "mixed": '<s v="a" u="1"/><n v="1.5"/><d v="2024-01-02T00:00:00"/><b v="1"/><e v="#N/A"/><m/><s v="b"/>',
    "captions": '<s v="a" c="b"/><s c="d" v="c"/><s v="e" c="e"/>',
    "references": '<s v="a &amp; b"/><s v="&#65;"/>',
    "line end": '<s v="a\nb"/>',
    "raw >": '<s v="a>b"/>',
    "single quotes": "<s v='a'/><s v=\"it's\"/>",
    "with members": '<s v="a"><x v="3"/><tpls/></s><s v="b"/>',
    "calculated": '<s v="a" f="1"/><s v="b"/>',
    "comment": '<!-- <s v="no"/><s v="no"/> --><s v="b"/>',
    "prefix": f'<x:s xmlns:x="{NAMESPACE}" v="a"/>',
    "no value": '<s/><s v="a" />',
    "groups": '</sharedItems><fieldGroup><groupItems><s v="g"/><s v="h"/></groupItems></fieldGroup><sharedItems><s v="z"/>',
    "two lists": '<s v="a"/></sharedItems><sharedItems minValue="1" maxValue="9"><s v="b"/><s v="c"/>',
    "map": '</sharedItems><mpMap v="0"><s v="a"/></mpMap><sharedItems>',
}


def definition(*names: str) -> bytes:
    fields = "".join(
        f'<cacheField name="{name}"><sharedItems>{ITEMS[name]}</sharedItems></cacheField>' for name in names
    )
    inside = f"<cacheFields>{fields}</cacheFields>"
    return f'<pivotCacheDefinition xmlns="{NAMESPACE}">{inside}</pivotCacheDefinition>'.encode()


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("block_bytes", [1, 30, 100, 4096])
def test_shared_items_mean_the_same(name: str, block_bytes: int) -> None:
    both = BothDefinitions(definition("plain", name, "plain", "plain"), block_bytes=block_bytes)
    assert (both.different, both.is_damaged) == ([], False)


@settings(max_examples=60, deadline=None)
@given(block_bytes=st.integers(1, 700), names=st.lists(st.sampled_from(sorted(ITEMS)), min_size=1, max_size=8))
def test_items_may_be_cut_anywhere(block_bytes: int, names: list[str]) -> None:
    both = BothDefinitions(definition(*names), block_bytes=block_bytes)
    assert (both.different, both.is_damaged) == ([], False)


@pytest.mark.parametrize("items", ['<s v="a" v="b"/>', '<s v="a & b"/>', '<s v="a\x01"/>', '<s v="a"/></s>'])
def test_damaged_items_are_not_overlooked(items: str) -> None:
    data = definition("plain", "plain").replace(b"<sharedItems>", b"<sharedItems>" + items.encode(), 1)
    both = BothDefinitions(data, block_bytes=40)
    assert both.is_damaged
    assert both.exact["damage"] == both.fast["damage"]
