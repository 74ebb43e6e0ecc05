"""Facts and recovered tables of random sheets, against a model that keeps every cell in a list."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import leakscan
from leakscan.findings import Finding
from leakscan.views.spreadsheet import column_letters
from tests.formats.xlsx.notation import cell, row, sheet, workbook

STRINGS = ["Ada", "Ben", "", "  ", "Cy", "unused"]
VALUES = {
    "s:0": "Ada",
    "s:1": "Ben",
    "s:2": None,
    "s:3": "  ",
    "s:9": None,
    "n:1": 1,
    "n:4.5": 4.5,
    "i:Dee": "Dee",
    "i:": None,
    "b:1": True,
    "e:#N/A": "#N/A",
    "f:": None,
    "f:8": 8,
    "-:": None,
    "d:2024-02-29": datetime.datetime(2024, 2, 29),
}
HOLDS = {word for word, value in VALUES.items() if value is not None} | {"s:9", "f:"}
ROW_WORDS = {
    "": "",
    'hidden="1"': "by hand",
    'hidden="1" outlineLevel="1"': "in a collapsed outline group",
    'ht="0"': "of zero size",
    'ht="1"': "too small to see",
}
CRITERION = '<filterColumn colId="0"><top10 val="1"/></filterColumn>'
RULES = ("hidden-sheet", "hidden-rows", "hidden-columns", "filtered-rows")
FLAGGED = ("by hand", "in a collapsed outline group")


@dataclass
class Line:
    """A row as written."""

    number: int | None
    attributes: str
    cells: list[tuple[int | None, str]] = field(default_factory=list)

    def xml(self, actual: int) -> str:
        place = "" if self.number is None else f' r="{self.number}"'
        cells = "".join(
            cell(word, "" if column is None else f"{column_letters(column)}{actual}")
            for column, word in self.cells
        )
        return f"<row{place} {self.attributes}>{cells}</row>"


lines = st.lists(
    st.builds(
        Line,
        number=st.none() | st.integers(1, 9),
        attributes=st.sampled_from(sorted(ROW_WORDS)),
        cells=st.lists(st.tuples(st.none() | st.integers(1, 5), st.sampled_from(sorted(VALUES))), max_size=5),
    ),
    max_size=6,
)
columns = st.dictionaries(st.integers(1, 6), st.sampled_from(['hidden="1"', 'width="0"', 'width="9"']), max_size=3)
COLUMN_WORDS = {'hidden="1"': "by hand", 'width="0"': "of zero size"}


def numbered(written: list[Line]) -> Iterator[tuple[int, Line]]:
    number = 0
    for line in written:
        number = number + 1 if line.number is None else line.number
        yield number, line


def rows_of(line: Line) -> Iterator[dict[int, str]]:
    """Yield the cells that hold something, anew whenever a column does not follow the one before."""
    column, held = 0, dict[int, str]()
    for place, word in line.cells:
        column = column + 1 if place is None else place
        if word in HOLDS:
            if held and column <= max(held):
                yield held
                held = {}
            held[column] = word
    if held:
        yield held


def table_of(found: Finding) -> list[tuple[object, ...]]:
    assert found.table is not None
    rows: list[tuple[object, ...]] = list(found.table.rows())
    assert len(found.table) == len(rows)
    assert all(len(one) == len(found.table.columns) for one in rows)
    return rows


@settings(max_examples=80, deadline=None)
@given(lines, columns, st.sampled_from(["visible", "hidden"]), st.booleans(), st.integers(1, 4))
def test_facts_and_tables_are_those_of_the_model(
    written: list[Line], sized: dict[int, str], state: str, is_filtered: bool, first: int
) -> None:
    head = "".join(f'<col min="{n}" max="{n}" {attributes}/>' for n, attributes in sorted(sized.items()))
    tail = f'<autoFilter ref="A{first}:C{first + 3}">{CRITERION}</autoFilter>'
    part = sheet(
        *(line.xml(number) for number, line in numbered(written)),
        head=f"<cols>{head}</cols>" if head else "",
        tail=tail if is_filtered else "",
    )
    data = workbook([("Sheet", state, part), ("Other", "visible", sheet())], STRINGS)
    report = leakscan.scan(data, leakscan.Options(select=RULES, strict=True))
    model = [
        (number, line, held, reason_of(number, line, first if is_filtered else None))
        for number, line in numbered(written)
        for held in rows_of(line)
    ]
    last = max((max(held) for _, _, held, _ in model), default=0)
    found = {(item.rule.id, item.message): item for item in report.findings}

    if state == "hidden":
        item = found.pop(("hidden-sheet", f"The worksheet is hidden{'' if model else ' and holds no cells'}."))
        assert item.counts.cells == sum(len(held) for _, _, held, _ in model)
        if model:
            assert table_of(item) == [expected(number, held, range(1, last + 1)) for number, _, held, _ in model]
    ending = ", on a sheet that does not show itself." if state == "hidden" else "."
    for reason in {reason for _, _, _, reason in model} - {""}:
        rule = "filtered-rows" if reason == "by a filter" else "hidden-rows"
        item = found.pop((rule, f"Rows are {sentence(reason)}{ending}"))
        chosen = [(number, held) for number, _, held, why in model if why == reason]
        assert table_of(item) == [expected(number, held, range(1, last + 1)) for number, held in chosen]
        assert item.counts.cells == sum(len(held) for _, held in chosen)
    for reason in COLUMN_WORDS.values():
        hidden = [n for n, attributes in sorted(sized.items()) if COLUMN_WORDS.get(attributes) == reason]
        chosen = [(number, held) for number, _, held, _ in model if any(n in held for n in hidden)]
        if chosen:
            item = found.pop(("hidden-columns", f"Columns are {sentence(reason)}{ending}"))
            shown = [n for n in hidden if n <= last]
            assert table_of(item) == [expected(number, held, shown) for number, held in chosen]
            assert item.counts.columns == len(hidden)
    assert [message for _, message in found if " hold nothing" not in message] == []
    if state == "visible":
        seen = {
            VALUES[word]
            for _, _, held, reason in model
            for n, word in held.items()
            if not reason and sized.get(n) not in COLUMN_WORDS
        }
        assert_not_visible(report.findings, {str(value) for value in seen})


def reason_of(number: int, line: Line, first: int | None) -> str:
    reason = ROW_WORDS[line.attributes]
    if first is not None and reason in FLAGGED and first < number <= first + 3:
        return "by a filter"
    return reason


def sentence(reason: str) -> str:
    return reason if reason.startswith(("of", "too")) else f"hidden {reason}"


def expected(number: int, held: dict[int, str], shown: "range | list[int]") -> tuple[object, ...]:
    return (number, *(VALUES[held[n]] if n in held else None for n in shown))


def assert_not_visible(findings: tuple[Finding, ...], seen: set[str]) -> None:
    for item in findings:
        if item.rule.id in ("hidden-rows", "hidden-columns", "filtered-rows") and item.table is not None:
            # As text, for True and 1 are one value to Python.
            texts = {str(value) for one in item.table.rows() for value in one[1:]} - {"None", "#N/A", "  "}
            assert item.counts.not_visible == len(texts - seen)


def test_strings_that_no_cell_uses_come_back_with_their_numbers() -> None:
    report = leakscan.scan(workbook([("Sheet", "visible", sheet(row("", "s:0"), row("", "s:4")))], STRINGS))
    [found] = [item for item in report.findings if item.rule.id == "orphan-string"]
    assert table_of(found) == [(1, "Ben"), (3, "  "), (5, "unused")]
    assert (found.counts.values, found.counts.distinct_values, found.counts.not_visible) == (3, 2, 2)


def test_no_string_is_an_orphan_when_a_sheet_could_not_be_read() -> None:
    broken = sheet(row("", "s:0"))[:-20]
    report = leakscan.scan(workbook([("Sheet", "visible", broken)], STRINGS))
    assert not report.complete
    assert [item for item in report.findings if item.rule.id == "orphan-string"] == []


def test_rows_before_the_damage_come_back() -> None:
    broken = sheet(row("", "s:0"), row("", "n:2"))[:-20]
    report = leakscan.scan(workbook([("Other", "visible", sheet()), ("Sheet", "hidden", broken)], STRINGS))
    [found] = [item for item in report.findings if item.rule.id == "hidden-sheet"]
    assert found.table is not None
    rows = found.table.rows()
    assert [next(rows), next(rows)] == [(1, "Ada"), (2, 2)]
    with pytest.raises(leakscan.FileError):
        next(rows)


FILTERED = [row("", "s:0"), row('hidden="1"', "s:1"), row("", "s:4"), row('hidden="1"', "n:5")]


@pytest.mark.parametrize("name", ['name="_xlnm._FilterDatabase" localSheetId="0"', 'name="_xlnm._FilterDatabase"'])
def test_an_advanced_filter_is_known_from_its_name(name: str) -> None:
    part = sheet(*FILTERED, head='<sheetPr filterMode="1"/>')
    names = f"<definedName {name} hidden=\"1\">'It''s'!$A$1:$A$3</definedName>"
    report = leakscan.scan(workbook([("It's", "visible", part)], STRINGS, names=names))
    assert places(report) == {"filtered-rows": "2:2", "hidden-rows": "4:4"}


@pytest.mark.parametrize(("inside", "rule"), [('<filters><filter val="x"/></filters>', "filtered-rows"), ("", "")])
def test_a_table_has_a_filter_of_its_own(inside: str, rule: str) -> None:
    table = f'ref="A1:A3"><autoFilter ref="A1:A3"><filterColumn colId="0">{inside}</filterColumn></autoFilter>'
    report = leakscan.scan(workbook([("Sheet", "visible", sheet(*FILTERED))], STRINGS, tables=table))
    assert places(report) == ({rule: "2:2", "hidden-rows": "4:4"} if rule else {"hidden-rows": "2:2,4:4"})


def test_a_filter_that_no_name_announces_is_told_from_rows_hidden_by_hand() -> None:
    tail = f'<autoFilter ref="A1:A3">{CRITERION}</autoFilter>'
    report = leakscan.scan(workbook([("Sheet", "visible", sheet(*FILTERED, tail=tail))], STRINGS))
    assert places(report) == {"filtered-rows": "2:2", "hidden-rows": "4:4"}


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    sheets = [("Seen", "visible", sheet(row("", "n:43889"))), ("Hidden", "hidden", sheet(row("", "d:2024-02-29")))]
    for properties, not_visible in (('<workbookPr date1904="1"/>', 0), ("", 1)):
        report = leakscan.scan(workbook(sheets, properties=properties))
        [found] = [item for item in report.findings if item.rule.id == "hidden-sheet"]
        assert found.counts.not_visible == not_visible


def places(report: leakscan.Report) -> dict[str, str]:
    return {item.rule.id: item.place.cells for item in report.findings if item.rule.id.endswith("-rows")}
