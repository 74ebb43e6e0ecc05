"""What documents of running text hold beside their pages: changes, comments, hidden text, settings."""

from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.seen import Seen, count, place

_DELETED = ("tracked_deletions", "tracked_moves_from")
_CHANGED = ("tracked_insertions", "tracked_moves_to", "tracked_property_changes", "tracked_marks")

_FORMATS = ("docx",)


def _has_any(facts: Facts, *names: str) -> Iterator[Item]:
    if any(facts.get(name) for name in names):
        yield (True,)


def _fires(seen: Seen, rule: str) -> Iterator[Item]:
    if any(True for _ in seen.findings(rule)):
        yield (True,)


def _deleted(facts: Facts) -> Iterator[Item]:
    found = [facts[name] for name in _DELETED if facts.get(name)]
    if any(text.strip() for item in found for text in item["texts"]):
        yield (True,)


def _authors(facts: Facts) -> Iterator[Item]:
    yield from ((author,) for author in facts.get("tracked_authors", []))


def _named(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("people-named", "tracked-change"):
        yield from ((item["text"],) for item in finding["evidence"])


def _comment_count(facts: Facts) -> Iterator[Item]:
    if facts.get("comments_count"):
        yield (facts["comments_count"],)


def _comments_found(seen: Seen) -> Iterator[Item]:
    found = sum(count(finding, "values") for finding in seen.findings("document-comment"))
    if found:
        yield (found,)


def _lost(facts: Facts) -> Iterator[Item]:
    if facts.get("comments_without_anchor"):
        yield (facts["comments_without_anchor"],)


def _lost_found(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("document-comment"):
        if "no text refers" in finding["message"]:
            yield (count(finding, "values"),)


def _unused_headers(facts: Facts) -> Iterator[Item]:
    for part in {item["part"] for item in facts.get("header_footer_text_not_displayed", [])}:
        yield (part.lstrip("/"),)


def _unused_header_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("header-footer"):
        if place(finding, "part").startswith("word/"):
            yield (place(finding, "part"),)


def _variables(facts: Facts) -> Iterator[Item]:
    if facts.get("doc_vars_count"):
        yield (facts["doc_vars_count"],)


def _variables_found(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("document-variable"):
        yield (count(finding, "values"),)


KINDS = (
    Kind(
        name="tracked_deletions",
        compared="whether deleted or moved text is left",
        rules=("tracked-deletion",),
        stated=_deleted,
        found=lambda seen: _fires(seen, "tracked-deletion"),
        formats=_FORMATS,
    ),
    Kind(
        name="tracked_insertions",
        compared="whether other changes are tracked",
        rules=("tracked-change",),
        stated=lambda facts: _has_any(facts, *_CHANGED),
        found=lambda seen: _fires(seen, "tracked-change"),
        is_shared=True,
        formats=_FORMATS,
    ),
    Kind(
        name="tracked_authors",
        compared="name",
        rules=("people-named", "tracked-change"),
        stated=_authors,
        found=_named,
        is_shared=True,
        formats=_FORMATS,
    ),
    Kind(
        name="comments_count",
        compared="number of comments",
        rules=("document-comment",),
        stated=_comment_count,
        found=_comments_found,
        formats=_FORMATS,
    ),
    Kind(
        name="comments_without_anchor",
        compared="number of comments that no text refers to",
        rules=("document-comment",),
        stated=_lost,
        found=_lost_found,
        formats=_FORMATS,
    ),
    Kind(
        name="hidden_text",
        compared="whether text is hidden",
        rules=("hidden-text",),
        stated=lambda facts: _has_any(facts, "hidden_text"),
        found=lambda seen: _fires(seen, "hidden-text"),
        formats=_FORMATS,
    ),
    Kind(
        name="header_footer_text_not_displayed",
        compared="part",
        rules=("header-footer",),
        stated=_unused_headers,
        found=_unused_header_findings,
        formats=_FORMATS,
    ),
    Kind(
        name="doc_vars_count",
        compared="number of variables",
        rules=("document-variable",),
        stated=_variables,
        found=_variables_found,
        formats=_FORMATS,
    ),
    Kind(
        name="mail_merge",
        compared="whether a mail merge is remembered",
        rules=("mail-merge",),
        stated=lambda facts: _has_any(facts, "mail_merge"),
        found=lambda seen: _fires(seen, "mail-merge"),
        formats=_FORMATS,
    ),
)
