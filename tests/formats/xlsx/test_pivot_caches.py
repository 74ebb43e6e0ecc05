import datetime

import pytest

from fixtures.making import WORKBOOK, Field, Row, add_pivot, summary, worksheet_source, xlsx
from fixtures.making.pivot import Pivot
from fixtures.making.workbook import Book
from leakscan.errors import MalformedFileError
from leakscan.views.caches import CacheSource, PivotCache
from tests.formats.xlsx.reading import read_workbook, rows_of, tie

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RECORDS: list[Row] = [["Theft", "Ada Field", 34], ["Assault", "Ben Marsh", 19.5], ["Theft", "Cy Dale", None]]
FIELDS: list[Field | str] = ["Offence", "Victim", Field("Age", shared=False)]
GONE = worksheet_source("Crimes", "A1:C4")


def shown(**options: object) -> tuple[Book, Pivot]:
    book = xlsx(sheets={"Summary": summary(RECORDS, by=0)})
    return book, add_pivot(book, RECORDS, FIELDS, source=GONE, **options)  # type: ignore[arg-type]


def only_cache(book: Book) -> PivotCache:
    (cache,) = read_workbook(book.to_bytes())[0].pivot_caches
    return cache


def with_definition(inside: str, *, records: str = "", attributes: str = "") -> Book:
    """Return a workbook whose one cache has the given definition and records."""
    book, pivot = shown()
    book.replace(
        pivot.definition,
        f'<pivotCacheDefinition xmlns="{MAIN}" {attributes}>{inside}</pivotCacheDefinition>',
    )
    book.replace(pivot.records, f'<pivotCacheRecords xmlns="{MAIN}">{records}</pivotCacheRecords>')
    return book


def test_records_are_joined_with_shared_items() -> None:
    book, _ = shown()
    data = book.to_bytes()
    (cache,) = read_workbook(data)[0].pivot_caches
    assert cache.fields == ("Offence", "Victim", "Age")
    assert rows_of(data, cache.table) == [tuple(row) for row in RECORDS]
    assert (cache.records, cache.declared_records, cache.shared_items) == (3, 3, 5)
    assert cache.refreshed_by == "J. Officer"


def test_every_kind_of_item_gives_its_value() -> None:
    items = '<m/><s v="Ada &amp;_x000A_Field"/><n v="12"/><n v="1.5"/><b v="1"/><e v="#N/A"/>'
    items += '<d v="2023-08-16T14:30:00"/>'
    stored = "".join(f'<r><x v="{number}"/></r>' for number in range(7))
    fields = f'<cacheFields count="1"><cacheField name="Any"><sharedItems>{items}</sharedItems></cacheField>'
    expected = [
        None,
        "Ada &\nField",
        12,
        1.5,
        True,
        "#N/A",
        datetime.datetime(2023, 8, 16, 14, 30),
    ]  # cells have no zone
    for records in (stored, "".join(f"<r>{item}/></r>" for item in items.split("/>")[:-1])):
        book = with_definition(f"{fields}</cacheFields>", records=records)
        cache = only_cache(book)
        assert [row[0] for row in rows_of(book.to_bytes(), cache.table)] == expected


def test_elements_inside_an_item_are_no_items() -> None:
    """A cube's members carry their properties (ECMA-376-1 §18.10.1.85) and captions inside and beside them."""
    fields = (
        '<cacheFields><cacheField name="[Staff].[Name]"><sharedItems>'
        '<s v="[Staff].&amp;[1]" c="Ada Field" cp="1"><x v="0"/></s><s v="[Staff].&amp;[2]" c="Ben Marsh"/>'
        "</sharedItems></cacheField></cacheFields>"
    )
    book = with_definition(fields, records='<r><x v="1"/></r><r><s v="x"><tpls><tpl/></tpls></s></r>')
    cache = only_cache(book)
    assert cache.shared_items == 2
    assert cache.fields == ("[Staff].[Name]",)
    assert [row[0] for row in rows_of(book.to_bytes(), cache.table)] == ["Ben Marsh", "x"]


def test_a_field_that_lists_its_items_twice_has_the_later_ones() -> None:
    twice = '<sharedItems><s v="Ada"/><s v="Ben"/></sharedItems><sharedItems><s v="Cy"/></sharedItems>'
    fields = f'<cacheFields><cacheField name="Name">{twice}</cacheField></cacheFields>'
    book = with_definition(fields, records='<r><x v="0"/></r><r><x v="1"/></r>')
    cache = only_cache(book)
    assert [row[0] for row in rows_of(book.to_bytes(), cache.table)] == ["Cy", None]


def test_items_that_no_record_uses_are_recovered_as_a_table() -> None:
    book = xlsx(sheets={"Summary": summary(RECORDS, by=0)})
    fields: list[Field | str] = ["Offence", Field("Victim", ghosts=("Di Elm",)), FIELDS[2]]
    add_pivot(book, RECORDS, fields, source=GONE)
    data = book.to_bytes()
    cache = only_cache(book)
    assert cache.ghost_items == 1
    assert rows_of(data, cache.ghost_table) == [("Victim", "Di Elm", None, "item")]


def test_a_calculated_item_is_no_ghost() -> None:
    fields = (
        '<cacheFields><cacheField name="Name"><sharedItems><s v="Ada"/><s v="Formula1" f="1"/></sharedItems>'
        '</cacheField></cacheFields><calculatedItems><calculatedItem formula="Name[Ada]*2"/></calculatedItems>'
    )
    cache = only_cache(with_definition(fields, records='<r><x v="0"/></r>'))
    assert cache.ghost_items == 0
    assert cache.formulas == ["Name[Ada]*2"]


def test_items_are_kept_where_records_were_dropped() -> None:
    book, _ = shown(save_data=False)
    data = book.to_bytes()
    cache = only_cache(book)
    assert (cache.records, cache.saves_data) == (0, False)
    assert cache.table is None
    kept = [row[:2] for row in rows_of(data, cache.items_table) if row[3] == "item"]
    assert ("Victim", "Ada Field") in kept
    assert len(kept) == 5


def test_calculated_and_grouped_fields_have_no_place_in_records() -> None:
    fields = (
        '<cacheFields><cacheField name="Age"><sharedItems containsNumber="1"/></cacheField>'
        '<cacheField name="Twice" formula="Age*2" databaseField="0"/>'
        '<cacheField name="Decade" databaseField="false"><fieldGroup base="0"><discretePr count="1"><x v="0"/>'
        '</discretePr><groupItems><s v="The young"/></groupItems></fieldGroup></cacheField></cacheFields>'
    )
    book = with_definition(fields, records='<r><n v="34"/></r>')
    data = book.to_bytes()
    cache = only_cache(book)
    assert cache.fields == ("Age",)
    assert rows_of(data, cache.table) == [(34,)]
    assert cache.formulas == ["Age*2"]
    kept = [(row[0], row[1]) for row in rows_of(data, cache.items_table)]
    assert kept == [("Twice", "Age*2"), ("Decade", "The young")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            '<cacheSource type="worksheet"><worksheetSource ref="A1" sheet="Summary"/></cacheSource>',
            "SHEET_VISIBLE",
        ),
        ('<cacheSource type="worksheet"><worksheetSource ref="A1" sheet="Crimes"/></cacheSource>', "SHEET_GONE"),
        ('<cacheSource type="worksheet"><worksheetSource name="Rows"/></cacheSource>', "SHEET_VISIBLE"),
        ('<cacheSource type="worksheet"><worksheetSource name="Nothing"/></cacheSource>', "SHEET_GONE"),
        ('<cacheSource type="external" connectionId="1"/>', "EXTERNAL"),
        ('<cacheSource type="scenario"/>', "SCENARIO"),
        ('<cacheSource type="consolidation"><consolidation/></cacheSource>', "CONSOLIDATION"),
        ("", "UNKNOWN"),
    ],
)
def test_the_source_is_told(source: str, expected: str) -> None:
    book = with_definition(source)
    book.add_defined_name("Rows", "Summary!$A$1:$B$5")
    assert only_cache(book).source is CacheSource[expected]


def test_a_source_in_another_workbook_is_told_with_its_path() -> None:
    book, pivot = shown()
    rid = book.relate(pivot.definition, "file:///C:\\Temp\\crimes.xlsx", "externalLinkPath", external=True)
    book.edit(pivot.definition, 'sheet="Crimes"', f'sheet="Crimes" r:id="{rid}"')
    if "xmlns:r=" not in book.read(pivot.definition):
        book.edit(
            pivot.definition,
            "<pivotCacheDefinition ",
            '<pivotCacheDefinition xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ',
        )
    cache = only_cache(book)
    assert cache.source is CacheSource.OTHER_WORKBOOK
    assert cache.source_path == "file:///C:\\Temp\\crimes.xlsx"


def test_a_cache_is_used_by_its_pivot_tables() -> None:
    book, pivot = shown(enable_drill=False)
    (use,) = only_cache(book).uses
    assert use.place.part == pivot.table
    assert use.place.sheet == "Summary"
    assert use.is_on_visible_sheet
    assert not use.can_drill
    book.edit(WORKBOOK, 'name="Summary"', 'name="Summary" state="hidden"')
    assert not only_cache(book).uses[0].is_on_visible_sheet


@pytest.mark.parametrize(("listed", "related"), [(True, True), (False, True), (False, False)])
def test_a_cache_without_a_pivot_table_is_an_orphan_however_it_is_found(listed: bool, related: bool) -> None:
    book, _ = shown(shown_on=None, listed=listed, related=related)
    cache = only_cache(book)
    assert cache.is_orphan
    assert cache.is_related is related
    assert rows_of(book.to_bytes(), cache.table)[0] == ("Theft", "Ada Field", 34)


def test_parts_that_nothing_declares_are_known_by_their_root() -> None:
    book, pivot = shown(shown_on=None, listed=False, related=False)
    book.rename(pivot.definition, "xl/old/1.xml")
    book.rename(pivot.records, "xl/old/records1.xml")
    data = book.to_bytes()
    cache = only_cache(book)
    assert cache.is_orphan
    assert len(rows_of(data, cache.table)) == 3


def test_records_without_a_definition_are_recovered_with_numbered_fields() -> None:
    book, pivot = shown(shown_on=None, listed=False, related=False)
    book.remove(pivot.definition)
    data = book.to_bytes()
    cache = only_cache(book)
    assert cache.part == ""
    assert cache.fields == ("Field 1", "Field 2", "Field 3")
    assert rows_of(data, cache.table)[0] == (None, None, 34)


def test_a_damaged_records_part_costs_only_what_follows_the_damage() -> None:
    book, pivot = shown()
    text = book.read(pivot.records).partition("?>")[2]
    book.replace(pivot.records, text[: text.index("</r>") + 4] + "<r><oops")
    workbook, problems = read_workbook(book.to_bytes())
    (cache,) = workbook.pivot_caches
    assert cache.records == 1
    assert cache.ghost_items == 0
    assert [problem.place.part for problem in problems] == [pivot.records]
    rows = cache.table.rows() if cache.table is not None else iter(())
    tie(book.to_bytes(), cache.table)
    assert next(rows) == ("Theft", "Ada Field", 34)
    with pytest.raises(MalformedFileError):
        next(rows)


def test_dates_in_a_cache_are_the_serial_numbers_of_cells() -> None:
    days: list[Row] = [
        ["Theft", datetime.date(2023, 8, 15)],
        ["Theft", datetime.datetime(2023, 8, 16, 14, 30)],
    ]  # cells have no zone
    book = xlsx(sheets={"Summary": days})
    add_pivot(book, days, ["Offence", "Reported"], source=GONE, shown_on=None)
    workbook, _ = read_workbook(book.to_bytes())
    assert workbook.not_visible(workbook.pivot_caches[0].values) == 0


@pytest.mark.parametrize("ranged", ["", '<rangePr groupBy="months"/>'])
def test_names_of_groups_are_told_from_items_and_from_ranges(ranged: str) -> None:
    names = '<s v="a"/><s v="Ada Field"/><s v="Group2"/><n v="7"/>' + (
        "<s v='&lt;1/1/2020'/><s v='Jan'/>" if ranged else ""
    )
    fields = (
        '<cacheFields><cacheField name="Age"><sharedItems><s v="a"/><s v="b"/></sharedItems>'
        f'<fieldGroup base="0">{ranged}<groupItems>{names}</groupItems></fieldGroup></cacheField></cacheFields>'
    )
    book = with_definition(fields, records='<r><x v="0"/></r>')
    data = book.to_bytes()
    cache = only_cache(book)
    assert cache.given_names == ["Ada Field"]
    assert len(cache.given_values) == 1
    assert rows_of(data, cache.given_table) == [("Age", "Ada Field")]


def test_names_of_the_pages_of_several_ranges_are_told() -> None:
    pages = '<pages><page><pageItem name="Item1"/><pageItem name="Ada&apos;s team"/></page></pages>'
    inside = (
        f'<cacheSource type="consolidation"><consolidation>{pages}<rangeSets><rangeSet i1="0" ref="A1:B2" '
        'sheet="North"/></rangeSets></consolidation></cacheSource><cacheFields><cacheField name="Page1">'
        '<sharedItems><s v="Item1"/></sharedItems></cacheField></cacheFields>'
    )
    book = with_definition(inside, records='<r><x v="0"/></r>')
    data = book.to_bytes()
    cache = only_cache(book)
    assert cache.given_names == ["Ada's team"]
    assert cache.formulas == []
    assert rows_of(data, cache.given_table) == [("", "Ada's team")]
    assert ("", "North!A1:B2", None, "source range") in rows_of(data, cache.items_table)
