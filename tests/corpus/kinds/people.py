"""Who a file names: properties, comments, persons and paths."""

from collections import Counter
from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.seen import Seen, count, place, texts

_SOFTWARE_NAMES = frozenset(
    {
        "apache poi",
        "author",
        "calc",
        "excel",
        "microsoft",
        "microsoft corporation",
        "microsoft office user",
        "openpyxl",
        "sheetjs",
        "unknown",
        "user",
        "windows user",
        "xlsxwriter",
    }
)
"""Names in the corpus that programs write where nobody is known, lower case."""
_AUTHORS = ("creator", "lastModifiedBy", "Creator", "LastModifiedBy")
_ORGANISATION = ("Company", "Manager")
XML_WORKBOOKS = ("xlsx", "xlsb", "encrypted-ooxml")
"""Formats whose facts tell of texts and values; of others they tell only where and how many."""
XML_PARTS = ("xlsx", "encrypted-ooxml")
"""Formats whose facts tell what stands in XML parts alone."""
_EXAMPLES = 5
_MOST_SHOWN = 20


def names_of(names: "Iterator[str] | list[str]") -> Iterator[Item]:
    """Yield each name once, those of software left out."""
    for name in dict.fromkeys(" ".join(name.split()) for name in names):
        if name and name.casefold() not in _SOFTWARE_NAMES:
            yield (name,)


def _authors(facts: Facts) -> Iterator[Item]:
    core = facts.get("core_properties", {})
    yield from names_of([core[key] for key in _AUTHORS if key in core])


def _organisation(facts: Facts) -> Iterator[Item]:
    app = facts.get("app_properties", {})
    yield from names_of([app[key] for key in _ORGANISATION if key in app])


def _refreshers(facts: Facts) -> Iterator[Item]:
    yield from names_of([cache.get("refreshed_by", "") for cache in facts.get("pivot_caches", [])])


def _comment_authors(facts: Facts) -> Iterator[Item]:
    yield from names_of([comment.get("author") or "" for comment in facts.get("comments", [])])


def _persons(facts: Facts) -> Iterator[Item]:
    yield from names_of([person["name"] for person in facts.get("persons", [])])


def people_findings(seen: Seen) -> Iterator[Item]:
    """Yield everyone that a report names."""
    yield from {(text,): None for finding in seen.findings("people-named") for text in texts(finding)}


def _abs_path(facts: Facts) -> Iterator[Item]:
    if "abs_path" in facts:
        yield (facts["abs_path"],)


def _path_findings(seen: Seen) -> Iterator[Item]:
    yield from {(text,): None for finding in seen.findings("local-path") for text in texts(finding)}


def _comments(facts: Facts, fact: str) -> Iterator[Item]:
    """Yield sheet, number, and the lengths of the first texts, which are the examples of a finding."""
    sheets: dict[str, list[int]] = {}
    for comment in facts.get(fact, []):
        sheets.setdefault(comment["sheet"], []).append(comment["chars"])
    for sheet, lengths in sheets.items():
        examples = [length for length in lengths if length][:_EXAMPLES]
        yield sheet, len(lengths), *sorted(examples)


def _comment_findings(seen: Seen, rule: str) -> Iterator[Item]:
    numbers: Counter[str] = Counter()
    lengths: dict[str, list[int]] = {}
    for finding in seen.findings(rule):
        numbers[place(finding, "sheet")] += count(finding, "values")
        lengths.setdefault(place(finding, "sheet"), []).extend(len(text) for text in texts(finding))
    for sheet, number in numbers.items():
        yield sheet, number, *sorted(lengths[sheet])


def _custom_properties(facts: Facts) -> Iterator[Item]:
    values = list(facts.get("custom_properties", {}).values())
    if values:
        yield "number", len(values)
    if len(values) <= _MOST_SHOWN:
        yield from (("value", _written_alike(value)) for value in values)


def _written_alike(value: object) -> str:
    """Return a value in one spelling: booleans and dates are written in several."""
    return str(value).casefold().replace(" ", "t").removesuffix("z")


def _property_findings(seen: Seen) -> Iterator[Item]:
    if seen.report["source"]["format"] == "pdf":
        return
    for finding in seen.findings("document-properties"):
        if finding["message"].startswith("Custom properties"):
            yield "number", count(finding, "values")
            if count(finding, "values") <= _MOST_SHOWN:
                yield from (("value", _written_alike(text)) for text in texts(finding))


KINDS = (
    Kind(
        name="core_properties authors",
        compared="name of creator and last editor",
        rules=("people-named",),
        stated=_authors,
        found=people_findings,
        is_shared=True,
    ),
    Kind(
        name="app_properties organisation",
        compared="company and manager",
        rules=("people-named",),
        stated=_organisation,
        found=people_findings,
        is_shared=True,
    ),
    Kind(
        name="pivot_caches refreshed_by",
        compared="name",
        rules=("people-named",),
        stated=_refreshers,
        found=people_findings,
        is_shared=True,
    ),
    Kind(
        name="comments",
        compared="sheet, number, lengths of the first five texts",
        rules=("cell-comment",),
        stated=lambda facts: _comments(facts, "comments"),
        found=lambda seen: _comment_findings(seen, "cell-comment"),
        formats=XML_WORKBOOKS,
    ),
    Kind(
        name="comments authors",
        compared="name",
        rules=("people-named",),
        stated=_comment_authors,
        found=people_findings,
        is_shared=True,
    ),
    Kind(
        name="threaded_comments",
        compared="sheet, number, lengths of the first five texts",
        rules=("threaded-comment",),
        stated=lambda facts: _comments(facts, "threaded_comments"),
        found=lambda seen: _comment_findings(seen, "threaded-comment"),
    ),
    Kind(
        name="persons",
        compared="name",
        rules=("people-named",),
        stated=_persons,
        found=people_findings,
        is_shared=True,
    ),
    Kind(
        name="abs_path",
        compared="path",
        rules=("local-path",),
        stated=_abs_path,
        found=_path_findings,
        is_shared=True,
    ),
    Kind(
        name="custom_properties",
        compared="number, and the values where they are not too many to show",
        rules=("document-properties",),
        stated=_custom_properties,
        found=_property_findings,
        formats=XML_WORKBOOKS,
    ),
)
