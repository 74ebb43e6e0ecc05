"""What a workbook keeps of data elsewhere: pivot caches, links, connections and names."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.kinds.people import XML_WORKBOOKS
from tests.corpus.seen import Seen, count, place, texts

_PIVOT_RULES = ("pivot-cache", "orphan-pivot-cache")
_PATH_RULES = ("external-link-path", "local-path")
_CREDENTIALS = re.compile(r"\b(?:password|pwd)\s*=\s*[^;\s]|//[^/@\s]+:[^/@\s]+@", re.IGNORECASE)
_MOST_NAMED = 3
"""How many names the place of a finding spells."""


def _pivot_records(facts: Facts) -> Iterator[Item]:
    for cache in facts.get("pivot_caches", []):
        if cache["records_counted"]:
            yield cache.get("records_part") or cache["part"], cache["records_counted"], len(cache["fields"])


def _pivot_record_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings(*_PIVOT_RULES):
        if count(finding, "records"):
            yield place(finding, "part"), count(finding, "records"), count(finding, "columns")


def _pivot_items(facts: Facts) -> Iterator[Item]:
    for cache in facts.get("pivot_caches", []):
        if cache["shared_items"] and not cache["records_counted"]:
            yield cache["part"], cache["shared_items"]


def _pivot_item_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings(*_PIVOT_RULES):
        if "items, without records," in finding["message"]:
            yield place(finding, "part"), count(finding, "values")


def _missing_items(facts: Facts) -> Iterator[Item]:
    for cache in facts.get("pivot_caches", []):
        missing = max((use.get("items_missing", 0) for use in cache["used_by"]), default=0)
        if missing:
            yield cache["part"], missing


def _missing_item_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings(*_PIVOT_RULES):
        if "items that none of its records uses" in finding["message"]:
            yield place(finding, "part"), count(finding, "values")


def _orphan_pivots(facts: Facts) -> Iterator[Item]:
    yield from ((part,) for part in facts.get("pivot_caches_orphan", []))


def _orphan_pivot_findings(seen: Seen) -> Iterator[Item]:
    yield from {(place(finding, "part"),): None for finding in seen.findings("orphan-pivot-cache")}


def _link_caches(facts: Facts) -> Iterator[Item]:
    for cache in facts.get("external_link_caches", []):
        if cache["cells"]:
            yield cache.get("part", "Workbook"), cache["cells"]


def _link_cache_findings(seen: Seen) -> Iterator[Item]:
    cells: Counter[str] = Counter()
    for finding in seen.findings("external-link-cache"):
        cells[place(finding, "part")] += count(finding, "cells")
    yield from ((part, number) for part, number in cells.items() if number)


def _link_targets(facts: Facts) -> Iterator[Item]:
    yield from {(link["target"],): None for link in facts.get("external_link_caches", [])}


def _outside_targets(facts: Facts) -> Iterator[Item]:
    yield from {(link["target"],): None for link in facts.get("external_relationships", []) if link["target"]}


def _link_target_findings(seen: Seen) -> Iterator[Item]:
    findings = seen.findings("external-link-cache")
    yield from {(text,): None for finding in findings for text in texts(finding, "file", "program")}


def _path_findings(seen: Seen) -> Iterator[Item]:
    findings = [*seen.findings(*_PATH_RULES), *seen.findings("external-link-cache")]
    yield from {(text,): None for finding in findings for text in texts(finding, "path", "file")}


def _hidden_names(facts: Facts) -> Iterator[Item]:
    """Yield how many hidden names there are, and which, as far as a place names them."""
    names = [name["name"] for name in facts.get("hidden_names", [])]
    if names:
        yield ("number", len(names))
    if len(names) <= _MOST_NAMED:
        yield from (("name", name) for name in names)


def _hidden_name_findings(seen: Seen) -> Iterator[Item]:
    findings = [finding for finding in seen.findings("defined-name") if " hidden" in finding["message"]]
    number = sum(count(finding, "values") for finding in findings)
    if number:
        yield ("number", number)
    if number <= _MOST_NAMED:
        yield from (("name", name) for finding in findings for name in place(finding, "name").split(", "))


def _credentials(facts: Facts) -> Iterator[Item]:
    for connection in facts.get("connections", []):
        if any(isinstance(value, str) and _CREDENTIALS.search(value) for value in connection.values()):
            yield (connection["name"],)


def _credential_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("connection-credentials"):
        yield (place(finding, "name"),)


_KEPT = {
    "query_tables": ("query table",),
    "rich_data_parts": ("linked data", "types of rich values", "structures of rich values", "empty part"),
    "chart_count": ("chart",),
}
"""What the ledger calls parts of these facts once they are examined."""


def _kept_parts(fact: str, seen: Seen) -> Iterator[Item]:
    for part in seen.parts():
        if part["kind"] in _KEPT[fact] and part["state"] in ("examined", "recognised"):
            yield (part["name"],)


def _query_tables(facts: Facts) -> Iterator[Item]:
    yield from ((name,) for name in facts.get("query_tables", []))


def _query_table_findings(seen: Seen) -> Iterator[Item]:
    yield from _kept_parts("query_tables", seen)


def _rich_data(facts: Facts) -> Iterator[Item]:
    yield from ((name,) for name in facts.get("rich_data_parts", []))


def _rich_data_findings(seen: Seen) -> Iterator[Item]:
    yield from _kept_parts("rich_data_parts", seen)


def _charts(facts: Facts) -> Iterator[Item]:
    if facts.get("chart_count"):
        yield (int(facts["chart_count"]),)


def _chart_findings(seen: Seen) -> Iterator[Item]:
    if count := sum(1 for _ in _kept_parts("chart_count", seen)):
        yield (count,)


KINDS = (
    Kind(
        name="pivot_caches records",
        compared="part, records stored, fields",
        rules=_PIVOT_RULES,
        stated=_pivot_records,
        found=_pivot_record_findings,
    ),
    Kind(
        name="pivot_caches items",
        compared="part and items, of caches without records",
        rules=_PIVOT_RULES,
        stated=_pivot_items,
        found=_pivot_item_findings,
    ),
    Kind(
        name="pivot_caches items_missing",
        compared="part and items that the source no longer has",
        rules=_PIVOT_RULES,
        stated=_missing_items,
        found=_missing_item_findings,
    ),
    Kind(
        name="pivot_caches_orphan",
        compared="part",
        rules=("orphan-pivot-cache",),
        stated=_orphan_pivots,
        found=_orphan_pivot_findings,
    ),
    Kind(
        name="external_link_caches",
        compared="part, cells kept",
        rules=("external-link-cache",),
        stated=_link_caches,
        found=_link_cache_findings,
    ),
    Kind(
        name="external_link_caches targets",
        compared="target",
        rules=("external-link-cache",),
        stated=_link_targets,
        found=_link_target_findings,
    ),
    Kind(
        name="external_relationships",
        compared="target",
        rules=_PATH_RULES,
        stated=_outside_targets,
        found=_path_findings,
        is_shared=True,
    ),
    Kind(
        name="hidden_names",
        compared="number, and the names where they are few",
        rules=("defined-name",),
        stated=_hidden_names,
        found=_hidden_name_findings,
    ),
    Kind(
        name="connections credentials",
        compared="name of each connection with a password",
        rules=("connection-credentials",),
        stated=_credentials,
        found=_credential_findings,
    ),
    Kind(
        name="query_tables",
        compared="part, examined",
        rules=(),
        stated=_query_tables,
        found=_query_table_findings,
    ),
    Kind(
        name="rich_data_parts",
        compared="part, examined or recognised",
        rules=(),
        stated=_rich_data,
        found=_rich_data_findings,
        is_shared=True,
    ),
    Kind(
        name="chart_count",
        compared="number of charts examined",
        rules=(),
        stated=_charts,
        found=_chart_findings,
        formats=XML_WORKBOOKS,
    ),
)
