"""What presentations hold beside the slides that show."""

from collections import Counter
from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.kinds.people import names_of, people_findings
from tests.corpus.seen import Finding, Seen, count, place, texts

_PRESENTATIONS = ("pptx", "pptm", "ppsx", "ppsm", "potx", "potm")
_SHOWN_CHARACTERS = 200


def _is_presentation(facts: Facts) -> bool:
    return facts.get("kind") == "pptx"


def _findings(seen: Seen, *rules: str) -> Iterator[Finding]:
    """Yield the findings of a presentation; facts of other documents have keys of the same names."""
    if seen.report["source"]["format"] in _PRESENTATIONS:
        yield from seen.findings(*rules)


def _page(finding: Finding) -> int:
    return int(finding["place"].get("page", 0))


def _hidden_slides(facts: Facts) -> Iterator[Item]:
    yield from ((number,) for number in facts.get("hidden_slides", ()) if _is_presentation(facts))


def _hidden_slide_findings(seen: Seen) -> Iterator[Item]:
    yield from ((_page(finding),) for finding in _findings(seen, "hidden-slide"))


def _notes(facts: Facts) -> Iterator[Item]:
    """Yield the slide and the first letters of its notes; spaces differ between programs."""
    for note in facts.get("speaker_notes", ()) if _is_presentation(facts) else ():
        yield note["slide"], "".join(note.get("text", "").split())[:20]


def _notes_findings(seen: Seen) -> Iterator[Item]:
    for finding in _findings(seen, "speaker-notes"):
        yield _page(finding), "".join("".join(texts(finding)).split())[:20]


def _comments(facts: Facts) -> Iterator[Item]:
    slides = Counter(item["slide"] for item in facts.get("comments", ()) if _is_presentation(facts))
    yield from slides.items()


def _comment_findings(seen: Seen) -> Iterator[Item]:
    yield from ((_page(item), count(item, "values")) for item in _findings(seen, "document-comment"))


def _comment_texts(facts: Facts) -> Iterator[Item]:
    for item in facts.get("comments", ()) if _is_presentation(facts) else ():
        if item.get("text", "").strip():
            yield (item["text"].strip()[:_SHOWN_CHARACTERS],)


def _comment_evidence(seen: Seen) -> Iterator[Item]:
    for item in _findings(seen, "document-comment"):
        yield from ((text[:_SHOWN_CHARACTERS],) for text in texts(item))


def _authors(facts: Facts) -> Iterator[Item]:
    if _is_presentation(facts):
        yield from names_of(facts.get("comment_authors", []))


def _creators(facts: Facts) -> Iterator[Item]:
    if _is_presentation(facts):
        core, app = facts.get("core_props", {}), facts.get("app_props", {})
        names = [core.get(key) for key in ("creator", "lastModifiedBy")]
        names += [app.get(key) for key in ("Company", "Manager")]
        yield from names_of([name for name in names if name])


def _people(seen: Seen) -> Iterator[Item]:
    if seen.report["source"]["format"] in _PRESENTATIONS:
        yield from people_findings(seen)


def _tags(facts: Facts) -> Iterator[Item]:
    if _is_presentation(facts) and "tags_count" in facts:
        yield ("number", facts["tags_count"])


def _tag_findings(seen: Seen) -> Iterator[Item]:
    number = sum(count(item, "values") for item in _findings(seen, "slide-tag") if "/tags/" in place(item, "part"))
    if number:
        yield "number", number


def _alternatives(facts: Facts) -> Iterator[Item]:
    if _is_presentation(facts):
        parts = Counter(part.lstrip("/") for part, _, text in facts.get("alt_text", ()) if text.strip())
        yield from parts.items()


def _alternative_findings(seen: Seen) -> Iterator[Item]:
    yield from ((place(item, "part"), count(item, "values")) for item in _findings(seen, "alternative-text"))


def _paths(facts: Facts) -> Iterator[Item]:
    if _is_presentation(facts):
        yield from {(item["target"],): None for item in facts.get("external_path_targets", ())}


def _path_findings(seen: Seen) -> Iterator[Item]:
    for item in _findings(seen, "local-path"):
        yield from ((text,) for text in texts(item))


def _embedded(facts: Facts) -> Iterator[Item]:
    if _is_presentation(facts):
        yield from ((item["part"].lstrip("/"), item["bytes"]) for item in facts.get("embedded", ()))


def _embedded_parts(seen: Seen) -> Iterator[Item]:
    for part in seen.parts() if seen.report["source"]["format"] in _PRESENTATIONS else ():
        if part["kind"] == "file inside the file":
            yield part["name"], part["size"]


KINDS = (
    Kind("hidden_slides", "number of the slide", ("hidden-slide",), _hidden_slides, _hidden_slide_findings),
    Kind("speaker_notes", "slide, first letters", ("speaker-notes",), _notes, _notes_findings),
    Kind("comments on slides", "slide, number", ("document-comment",), _comments, _comment_findings),
    Kind("comments texts", "text", ("document-comment",), _comment_texts, _comment_evidence, is_shared=True),
    Kind("comment_authors", "name", ("people-named",), _authors, _people, is_shared=True),
    Kind("core_props people", "name, organisation", ("people-named",), _creators, _people, is_shared=True),
    Kind("tags_count", "number", ("slide-tag",), _tags, _tag_findings),
    Kind("alt_text", "part, number", ("alternative-text",), _alternatives, _alternative_findings),
    Kind("external_path_targets", "path", ("local-path",), _paths, _path_findings, is_shared=True),
    Kind("embedded", "part, size", (), _embedded, _embedded_parts),
)
