"""What sheets hide: sheets, rows and columns, and strings that no cell uses."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.kinds.people import XML_PARTS
from tests.corpus.seen import Finding, Seen, count, place

_STATES = {"hidden": "hidden", "veryHidden": "very hidden"}
_SHEET_MESSAGE = re.compile(r"The (.+?) is (very hidden|hidden)\b")
_KINDS = {"worksheet": "worksheet", "chartsheet": "chart sheet", "dialogsheet": "dialog sheet"}
_NOT_FLAGGED = ("of zero size", "too small", "by the sheet's default")


def _hidden_sheets(facts: Facts) -> Iterator[Item]:
    for sheet in facts.get("hidden_sheets", []):
        kind = _KINDS.get(sheet["type"], sheet["type"])
        yield sheet["name"], kind, _STATES[sheet["state"]], sheet.get("nonempty_cells", 0)


def _hidden_sheet_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("hidden-sheet"):
        said = _SHEET_MESSAGE.match(finding["message"])
        kind, state = said.groups() if said else ("", finding["message"])
        yield place(finding, "sheet"), kind, state, count(finding, "cells")


def _lines(facts: Facts, fact: str) -> Iterator[Item]:
    for sheet, lines in facts.get(fact, {}).items():
        if lines["nonempty_cells"]:
            yield sheet, lines["count"], lines["nonempty_cells"]


def _empty_lines(facts: Facts, fact: str) -> Iterator[Item]:
    for sheet, lines in facts.get(fact, {}).items():
        if not lines["nonempty_cells"]:
            yield sheet, lines["count"]


def _line_findings(seen: Seen, *rules: str) -> Iterator[Item]:
    """Yield sheet, lines and cells, of all ways of hiding that set the flag of a row or column."""
    lines: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    for finding in seen.findings(*rules):
        if not any(words in finding["message"] for words in _NOT_FLAGGED):
            lines[place(finding, "sheet")] += _line_count(finding)
            cells[place(finding, "sheet")] += count(finding, "cells")
    for sheet, number in lines.items():
        if cells[sheet]:
            yield sheet, number, cells[sheet]


def _line_count(finding: Finding) -> int:
    return count(finding, "rows") or count(finding, "columns")


def _empty_line_findings(seen: Seen, *rules: str) -> Iterator[Item]:
    for finding in seen.findings(*rules):
        if not count(finding, "cells") and not any(words in finding["message"] for words in _NOT_FLAGGED):
            yield place(finding, "sheet"), _line_count(finding)


def _filtered_rows(facts: Facts) -> Iterator[Item]:
    yield from facts.get("hidden_rows_in_active_filter", {}).items()


def _filtered_row_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("filtered-rows"):
        yield place(finding, "sheet"), _line_count(finding)


def _default_hidden(facts: Facts) -> Iterator[Item]:
    for sheet in facts.get("default_row_hidden", []):
        yield (sheet,)


def _default_hidden_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("hidden-rows"):
        if "default" in finding["message"]:
            yield (place(finding, "sheet"),)


def _orphan_strings(facts: Facts) -> Iterator[Item]:
    if facts.get("orphan_shared_strings"):
        yield (facts["orphan_shared_strings"],)


def _orphan_string_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("orphan-string"):
        yield (count(finding, "values"),)


def _same_colour(facts: Facts) -> Iterator[Item]:
    yield from facts.get("text_same_colour_as_fill", {}).items()


def _same_colour_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("invisible-text"):
        if "colour of its background" in finding["message"]:
            yield place(finding, "sheet"), count(finding, "cells")


KINDS = (
    Kind(
        name="hidden_sheets",
        compared="name, kind, state, cells that hold something",
        rules=("hidden-sheet",),
        stated=_hidden_sheets,
        found=_hidden_sheet_findings,
    ),
    Kind(
        name="hidden_rows",
        compared="sheet, rows flagged hidden, cells in them",
        rules=("hidden-rows", "filtered-rows"),
        stated=lambda facts: _lines(facts, "hidden_rows"),
        found=lambda seen: _line_findings(seen, "hidden-rows", "filtered-rows"),
    ),
    Kind(
        name="hidden_rows empty",
        compared="sheet, rows flagged hidden that hold nothing",
        rules=("hidden-rows",),
        stated=lambda facts: _empty_lines(facts, "hidden_rows"),
        found=lambda seen: _empty_line_findings(seen, "hidden-rows"),
    ),
    Kind(
        name="hidden_rows_in_active_filter",
        compared="sheet, rows hidden by a filter",
        rules=("filtered-rows",),
        stated=_filtered_rows,
        found=_filtered_row_findings,
        formats=XML_PARTS,
    ),
    Kind(
        name="default_row_hidden",
        compared="sheet",
        rules=("hidden-rows",),
        stated=_default_hidden,
        found=_default_hidden_findings,
    ),
    Kind(
        name="hidden_columns",
        compared="sheet, columns flagged hidden, cells in them",
        rules=("hidden-columns",),
        stated=lambda facts: _lines(facts, "hidden_columns"),
        found=lambda seen: _line_findings(seen, "hidden-columns"),
    ),
    Kind(
        name="hidden_columns empty",
        compared="sheet, columns flagged hidden that hold nothing",
        rules=("hidden-columns",),
        stated=lambda facts: _empty_lines(facts, "hidden_columns"),
        found=lambda seen: _empty_line_findings(seen, "hidden-columns"),
    ),
    Kind(
        name="orphan_shared_strings",
        compared="number of strings that no cell uses",
        rules=("orphan-string",),
        stated=_orphan_strings,
        found=_orphan_string_findings,
    ),
    Kind(
        name="text_same_colour_as_fill",
        compared="sheet, cells",
        rules=("invisible-text",),
        stated=_same_colour,
        found=_same_colour_findings,
    ),
)
