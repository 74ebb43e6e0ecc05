"""What presentations hold beside the slides of their show."""

from collections import Counter
from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.seen import Seen, count, texts

_FORMATS = ("pptx",)


def _notes(facts: Facts) -> Iterator[Item]:
    for notes in facts.get("speaker_notes", []):
        yield (notes["slide"],)


def _notes_seen(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("speaker-notes"):
        yield (finding["place"].get("page", 0),)


def _hidden(facts: Facts) -> Iterator[Item]:
    for number in facts.get("hidden_slides", []):
        yield (number,)


def _hidden_seen(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("hidden-slide"):
        yield (finding["place"].get("page", 0),)


def _comments(facts: Facts) -> Iterator[Item]:
    if facts.get("kind") == "pptx":
        yield from Counter(comment["slide"] for comment in facts.get("comments", [])).items()


def _comments_seen(seen: Seen) -> Iterator[Item]:
    is_deck = seen.report["source"]["format"] in ("pptx", "pptm", "ppsx", "ppsm", "potx", "potm")
    for finding in seen.findings("document-comment") if is_deck else ():
        yield finding["place"].get("page", 0), count(finding, "values")


def _authors(facts: Facts) -> Iterator[Item]:
    for record in facts.get("comment_author_records", []):
        if record[0] != "Author":  # what software writes where nobody is known
            yield (record[0],)


def _people(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("people-named"):
        for text in texts(finding):
            yield (text,)


KINDS = (
    Kind(
        name="speaker_notes",
        compared="number of the slide",
        rules=("speaker-notes",),
        stated=_notes,
        found=_notes_seen,
        formats=_FORMATS,
    ),
    Kind(
        name="hidden_slides",
        compared="number of the slide",
        rules=("hidden-slide",),
        stated=_hidden,
        found=_hidden_seen,
        formats=_FORMATS,
    ),
    Kind(
        name="comments slides",
        compared="number of the slide, number of comments",
        rules=("document-comment",),
        stated=_comments,
        found=_comments_seen,
        formats=_FORMATS,
    ),
    Kind(
        name="comment_author_records",
        compared="name",
        rules=("people-named",),
        stated=_authors,
        found=_people,
        is_shared=True,
        formats=_FORMATS,
    ),
)
