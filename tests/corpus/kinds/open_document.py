"""What OpenDocument spreadsheets say of people and filters, as their facts tell it.

Their `printer_settings` count every setup, the empty ones that LibreOffice writes into each file included.
"""

from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.kinds.people import names_of, people_findings
from tests.corpus.seen import Seen, count, place

FORMATS = ("ods", "fods")
_PEOPLE = ("creator", "initial-creator", "printed-by")


def _meta_people(facts: Facts) -> Iterator[Item]:
    meta = facts.get("meta", {})
    yield from names_of([meta[key] for key in _PEOPLE if key in meta])


def _hidden_rows(facts: Facts) -> Iterator[Item]:
    for sheet, lines in facts.get("hidden_rows", {}).items():
        if lines.get("filtered"):
            yield sheet, lines["filtered"]


def _filtered_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("filtered-rows"):
        yield place(finding, "sheet"), count(finding, "rows")


KINDS = (
    Kind(
        name="meta people",
        compared="creators and who printed",
        rules=("people-named",),
        stated=_meta_people,
        found=people_findings,
        is_shared=True,
        formats=FORMATS,
    ),
    Kind(
        name="hidden_rows filtered",
        compared="sheet, number",
        rules=("filtered-rows",),
        stated=_hidden_rows,
        found=_filtered_findings,
        formats=FORMATS,
    ),
)
