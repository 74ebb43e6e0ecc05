"""One pass over a sheet: why rows and columns do not show, what they hold, what is visible."""

import io
from collections.abc import Sequence

import pytest

from leakscan.formats.xlsx import facts as facts_module
from leakscan.formats.xlsx.facts import SheetPass, Usage, read_facts
from leakscan.formats.xlsx.layout import FilterRange
from leakscan.formats.xlsx.strings import SharedStrings
from leakscan.views.spreadsheet import Axis, Hiding, Region
from leakscan.views.values import value_key
from tests.formats.xlsx.notation import cell, row, sheet

CRITERION = '<filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn>'
FILTER = f'<autoFilter ref="A1:B4">{CRITERION}</autoFilter>'


def usage_of(*texts: str) -> Usage:
    strings = SharedStrings()
    for text in texts:
        strings.append(text)
    strings.finish()
    return Usage(strings)


def key_of(text: str) -> int:
    key = value_key(text)
    assert key is not None
    return key


def passed(
    part: bytes, *, shows: bool = True, filters: Sequence[FilterRange] = (), usage: Usage | None = None
) -> SheetPass:
    return read_facts(io.BytesIO(part), usage or usage_of("Ada", "Ben", "Cy"), shows=shows, filters=filters)


def regions(part: bytes, filters: Sequence[FilterRange] = ()) -> dict[str, str]:
    """Return, by reason, the spans of what does not show."""
    return {region.hiding.name: region.cells_text for region in passed(part, filters=filters).facts.regions}


def only_region(part: bytes) -> Region:
    [region] = passed(part).facts.regions
    return region


@pytest.mark.parametrize(
    ("attributes", "hiding"),
    [
        ('hidden="1"', Hiding.BY_HAND),
        ('hidden="true"', Hiding.BY_HAND),
        ('hidden="1" ht="0"', Hiding.BY_HAND),
        ('hidden="1" outlineLevel="2"', Hiding.COLLAPSED),
        ('ht="0" customHeight="1"', Hiding.ZERO),
        ('ht="0"', Hiding.ZERO),
        ('hidden="0" ht="0.75"', Hiding.TINY),
        ('hidden="0"', None),
        ('ht="15" collapsed="1"', None),
        ('outlineLevel="1"', None),
        ('ht="high"', None),
    ],
)
def test_a_row_does_not_show_for_one_reason(attributes: str, hiding: Hiding | None) -> None:
    found = passed(sheet(row("", "n:1"), row(attributes, "n:2"))).facts.regions
    assert [(region.axis, region.hiding, region.spans) for region in found] == (
        [] if hiding is None else [(Axis.ROWS, hiding, [(2, 2)])]
    )


@pytest.mark.parametrize(
    ("attributes", "hiding"),
    [
        ('hidden="1" width="9"', Hiding.BY_HAND),
        ('hidden="1"', Hiding.BY_HAND),
        ('hidden="true" outlineLevel="1"', Hiding.COLLAPSED),
        ('width="0"', Hiding.ZERO),
        ('width="0.14"', Hiding.TINY),
        ('width="0.85546875"', None),
        ("", None),
    ],
)
def test_a_column_does_not_show_for_one_reason(attributes: str, hiding: Hiding | None) -> None:
    head = f'<cols><col min="2" max="3" {attributes}/></cols>'
    found = passed(sheet(row("", "n:1", "n:2", "-:", "n:3"), head=head)).facts.regions
    assert [(region.axis, region.hiding, region.spans, region.lines, region.count) for region in found] == (
        [] if hiding is None else [(Axis.COLUMNS, hiding, [(2, 3)], 1, 2)]
    )


def test_rows_written_under_zero_height_show_unless_they_say_otherwise() -> None:
    head = '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'
    part = sheet(row("", "n:1"), row('hidden="1"', "n:2"), row('ht="15"', "n:3"), head=head)
    assert regions(part) == {"BY_HAND": "2:2", "DEFAULT": ""}


def test_rows_without_a_height_have_the_default_one() -> None:
    head = '<sheetFormatPr defaultRowHeight="0" customHeight="1"/>'
    assert regions(sheet(row("", "n:1"), row('ht="12"', "n:2"), row("", "n:3"), head=head)) == {
        "DEFAULT": "1:1,3:3"
    }


def test_columns_that_nothing_sizes_have_the_default_width() -> None:
    head = (
        '<sheetFormatPr defaultRowHeight="15" defaultColWidth="0"/><cols><col min="2" max="2" width="9"/></cols>'
    )
    region = only_region(sheet(row("", "n:1", "n:2", "n:3"), head=head))
    assert (region.hiding, region.cells_text, region.count, region.cells) == (
        Hiding.DEFAULT,
        "A:A,C:XFD",
        16_383,
        2,
    )


def test_of_overlapping_column_ranges_the_last_one_counts() -> None:
    head = '<cols><col min="1" max="16384" hidden="1"/><col min="2" max="3" width="9"/></cols>'
    region = only_region(sheet(row("", "n:1", "n:2"), head=head))
    assert (region.cells_text, region.cells) == ("A:A,D:XFD", 1)


def test_a_filter_with_criteria_hides_the_rows_below_its_header() -> None:
    part = sheet(*(row('hidden="1"', "n:1") for _ in range(5)), tail=FILTER)
    assert regions(part, [FilterRange(2, 4)]) == {"BY_HAND": "1:1,5:5", "FILTERED": "2:4"}


@pytest.mark.parametrize(
    "tail",
    [
        "",
        '<autoFilter ref="A1:B4"/>',
        '<autoFilter ref="A1:B4"><filterColumn colId="0" hiddenButton="1"/></autoFilter>',
        f"<customSheetViews><customSheetView guid='x'>{FILTER}</customSheetView></customSheetViews>",
        '<autoFilter ref="A1:B4"><sortState ref="A2:B4"><sortCondition ref="A2"/></sortState></autoFilter>',
    ],
)
def test_rows_under_a_filter_without_criteria_are_hidden_by_hand(tail: str) -> None:
    part = sheet(row("", "n:1"), row('hidden="1"', "n:1"), tail=tail)
    assert regions(part, [FilterRange(2, 4)]) == {"BY_HAND": "2:2"}


def test_filter_mode_without_a_filter_is_an_advanced_filter() -> None:
    part = sheet(row("", "n:1"), row('hidden="1"', "n:1"), head='<sheetPr filterMode="1"/>')
    assert regions(part, [FilterRange(2, 4)]) == {"FILTERED": "2:2"}


def test_a_filter_of_other_rows_than_those_foreseen_asks_for_another_pass() -> None:
    part = sheet(row("", "n:1"), row('hidden="1"', "n:1"), tail=FILTER)
    first = passed(part)
    assert first.unforeseen
    second = passed(part, filters=first.filters)
    assert not second.unforeseen
    assert [region.hiding for region in second.facts.regions] == [Hiding.FILTERED]


def test_a_filter_that_hides_nothing_asks_for_no_other_pass() -> None:
    assert not passed(sheet(row("", "n:1"), tail=FILTER)).unforeseen


@pytest.mark.parametrize(
    ("word", "cells", "values"),
    [
        ("s:0", 1, 1),
        ("s:7", 1, 0),
        ("s:-1", 1, 0),
        ("i:text", 1, 1),
        ("i:", 0, 0),
        ("i:  ", 1, 0),
        ("str:text", 1, 1),
        ("str:", 0, 0),
        ("n:4.5", 1, 1),
        ("b:1", 1, 1),
        ("e:#REF!", 1, 0),
        ("d:2024-02-29", 1, 1),
        ("f:", 1, 0),
        ("f:7", 1, 1),
        ("-:", 0, 0),
    ],
)
def test_what_a_cell_holds(word: str, cells: int, values: int) -> None:
    facts = passed(sheet(row("", word)), shows=False).facts
    assert (facts.cells, facts.rows, len(facts.values)) == (cells, cells, values)


def test_an_empty_shared_string_is_no_value() -> None:
    assert passed(sheet(row("", "s:0", "s:1")), usage=usage_of("", "Ada")).facts.cells == 1


def test_a_phonetic_reading_is_no_part_of_the_text() -> None:
    usage = usage_of()
    text = '<c t="inlineStr"><is><r><t>To</t></r><r><t>kyo</t></r><rPh sb="0" eb="1"><t>ZQ</t></rPh></is></c>'
    passed(sheet(f"<row>{text}</row>"), usage=usage)
    assert key_of("Tokyo") in usage.visible


@pytest.mark.parametrize(("serial", "iso"), [("45351", "2024-02-29"), ("45351.75", "2024-02-29T18:00:00Z")])
def test_a_date_is_the_same_value_however_it_is_written(serial: str, iso: str) -> None:
    usage = usage_of()
    passed(sheet(row("", f"n:{serial}")), usage=usage)
    hidden = passed(sheet(row("", f"d:{iso}")), shows=False, usage=usage)
    assert hidden.facts.values.missing_from(usage.visible) == 0


def test_values_are_visible_only_where_neither_row_nor_column_hides_them() -> None:
    usage = usage_of("shown", "in a hidden row", "in a hidden column")
    head = '<cols><col min="2" max="2" hidden="1"/></cols>'
    passed(sheet(row("", "s:0", "s:2"), row('hidden="1"', "s:1", "n:5"), head=head), usage=usage)
    usage.settle()
    assert key_of("shown") in usage.visible
    assert len(usage.visible) == 1
    assert list(usage.used) == [1, 1, 1]


def test_nothing_on_a_sheet_that_does_not_show_is_visible() -> None:
    usage = usage_of("Ada")
    facts = passed(sheet(row("", "s:0", "n:1")), shows=False, usage=usage).facts
    usage.settle()
    assert (len(usage.visible), len(facts.values), facts.examples) == (0, 2, ["Ada", "1"])


def test_a_cell_in_a_hidden_row_and_column_is_in_both() -> None:
    head = '<cols><col min="1" max="1" hidden="1"/></cols>'
    found = passed(sheet(row('hidden="1"', "s:0"), head=head)).facts.regions
    assert [(region.axis, region.cells) for region in found] == [(Axis.ROWS, 1), (Axis.COLUMNS, 1)]


def test_numbers_that_are_missing_follow_from_their_neighbours() -> None:
    cells = cell("n:1", "C7") + cell("n:2")
    facts = passed(sheet(f"<row>{cells}</row>", "<row><c><v>3</v></c></row>")).facts
    assert (facts.last_row, facts.last_column, facts.cells) == (8, 4, 3)


def test_a_row_that_repeats_a_column_is_two_rows_of_the_table() -> None:
    facts = passed(sheet(f'<row r="1">{cell("n:1", "A1")}{cell("n:2", "A1")}{cell("n:3", "B1")}</row>')).facts
    assert (facts.rows, facts.cells) == (2, 3)


def test_columns_beyond_the_last_one_stay_in_it() -> None:
    facts = passed(sheet(f'<row r="1">{cell("n:1", "XFD1")}{cell("n:2")}{cell("n:3", "XFE1")}</row>')).facts
    assert (facts.rows, facts.cells, facts.last_column) == (3, 3, 16_384)


def test_many_spans_are_told_by_their_number() -> None:
    part = sheet(*(row(f'r="{2 * number}" hidden="1"', "n:1") for number in range(1, 31)))
    region = only_region(part)
    assert (len(region.spans), region.spans_left_out, region.count) == (20, 10, 30)
    assert region.cells_text.endswith(",40:40,and 10 more")


def test_spans_of_rows_of_one_reason_are_joined() -> None:
    part = sheet(*(row('hidden="1"', "n:1") for _ in range(5)), tail='<autoFilter ref="A2:B3"/>')
    assert regions(part, [FilterRange(3, 3)]) == {"BY_HAND": "1:5"}


def test_facts_before_the_damage_are_kept() -> None:
    part = sheet(row('hidden="1"', "s:0"), row("", "n:1"))[:-30]
    found = passed(part)
    assert found.damage is not None
    assert [region.cells for region in found.facts.regions] == [1]


@pytest.mark.parametrize("root", ["worksheet", "xm:macrosheet", "chartsheet"])
def test_the_root_element_is_told_without_its_prefix(root: str) -> None:
    assert passed(sheet(row("", "n:1"), root=root)).root == root.rpartition(":")[2]


def test_many_shared_strings_become_visible_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_module, "PLAIN_LIMIT", 3)
    monkeypatch.setattr(facts_module, "_ARRAY_STRINGS", 2)
    usage = usage_of("a", "", "b", " ", "c", "d", "e")
    passed(sheet(row("", "s:0", "s:1", "s:3", "s:4", "s:6")), usage=usage)
    usage.settle()
    shown = [text for text in "abcde" if key_of(text) in usage.visible]
    assert (shown, len(usage.visible)) == (["a", "c", "e"], 3)
