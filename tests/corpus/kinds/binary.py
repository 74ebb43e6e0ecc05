"""What binary workbooks say of people and notes, as their facts tell it."""

from collections import Counter
from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.kinds.people import names_of, people_findings
from tests.corpus.seen import Seen, count, place

_PEOPLE = ("author", "last_saved_by", "company", "manager")
_XLS = ("xls",)
_TOLD_BY_NUMBER = ("xls", "ods", "fods")
"""Formats whose facts leave the texts of comments out."""


def _ole_people(facts: Facts) -> Iterator[Item]:
    properties = facts.get("ole_properties", {})
    yield from names_of([properties[key] for key in _PEOPLE if key in properties])


def _saver(facts: Facts) -> Iterator[Item]:
    if "write_access_user" in facts and not facts.get("encrypted"):
        yield from names_of([facts["write_access_user"]])


def _custom(facts: Facts) -> Iterator[Item]:
    if facts.get("custom_properties"):
        yield (len(facts["custom_properties"]),)


def _custom_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("document-properties"):
        if finding["message"].startswith("Custom properties"):
            yield (count(finding, "values"),)


def _comments(facts: Facts) -> Iterator[Item]:
    yield from Counter(comment["sheet"] for comment in facts.get("comments", [])).items()


def _comment_findings(seen: Seen) -> Iterator[Item]:
    numbers: Counter[str] = Counter()
    for finding in seen.findings("cell-comment"):
        numbers[place(finding, "sheet")] += count(finding, "values")
    yield from numbers.items()


KINDS = (
    Kind(
        name="ole_properties people",
        compared="creator, last editor, company and manager",
        rules=("people-named",),
        stated=_ole_people,
        found=people_findings,
        is_shared=True,
        formats=_XLS,
    ),
    Kind(
        name="write_access_user",
        compared="name",
        rules=("people-named",),
        stated=_saver,
        found=people_findings,
        is_shared=True,
        formats=_XLS,
    ),
    Kind(
        name="custom_properties number",
        compared="number",
        rules=("document-properties",),
        stated=_custom,
        found=_custom_findings,
        formats=_XLS,
    ),
    Kind(
        name="comments number",
        compared="sheet, number",
        rules=("cell-comment",),
        stated=_comments,
        found=_comment_findings,
        formats=_TOLD_BY_NUMBER,
    ),
)
