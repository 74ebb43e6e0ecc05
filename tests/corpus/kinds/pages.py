"""What a PDF file holds beside its pages, and the text on them that does not show."""

from collections.abc import Callable, Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.seen import Seen, count, place, texts


def _number(fact: str, *, less: int = 0) -> Callable[[Facts], Iterator[Item]]:
    def stated(facts: Facts) -> Iterator[Item]:
        number = int(facts.get(fact, less)) - less
        if facts.get("kind") == "pdf" and number > 0:
            yield (number,)

    return stated


def _sum(rule: str, what: str, *, but: tuple[str, ...] = ()) -> Callable[[Seen], Iterator[Item]]:
    def found(seen: Seen) -> Iterator[Item]:
        number = sum(count(item, what) for item in seen.findings(rule) if not item["message"].startswith(but))
        if number and _is_pdf(seen):
            yield (number,)

    return found


def _is_pdf(seen: Seen) -> bool:
    return bool(seen.report["source"]["format"] == "pdf")


def _revisions(seen: Seen) -> Iterator[Item]:
    number = sum(1 for _ in seen.findings("earlier-revision"))
    if number:
        yield (number,)


def _losses(facts: Facts) -> Iterator[Item]:
    for earlier in facts.get("revision_content", {}).get("earlier", []):
        lost = [key for key in earlier if key.startswith(("lost", "text", "removed", "pages_removed"))]
        if lost:
            yield (f"revision {earlier['revision']}",)


def _losing_revisions(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("earlier-revision"):
        if count(finding, "values"):
            yield (place(finding, "name"),)


def _locked(facts: Facts) -> Iterator[Item]:
    if facts.get("kind") == "pdf" and "encrypted" in facts:
        yield ("closed" if facts["encrypted"].get("needs_password") else "opened",)


def _locked_seen(seen: Seen) -> Iterator[Item]:
    if seen.report["source"]["extension"] == "pdf":
        if any(seen.findings("encrypted-file")):
            yield ("opened",)
        elif any(
            problem["code"] == "encrypted" and len(problem["trail"]) == 1 for problem in seen.report["problems"]
        ):
            yield ("closed",)


def _embedded(facts: Facts) -> Iterator[Item]:
    if facts.get("kind") == "pdf" and facts.get("embedded_count"):
        yield (int(facts["embedded_count"]),)


def _embedded_seen(seen: Seen) -> Iterator[Item]:
    if _is_pdf(seen):
        names = {place(item, "part") for item in seen.findings("embedded-file", "embedded-workbook")}
        if names:
            yield (len(names),)


def _authors(facts: Facts) -> Iterator[Item]:
    for author in facts.get("annotation_authors", []):
        yield (str(author),)


def _authors_seen(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("annotation", "hidden-annotation"):
        yield from ((author,) for author in texts(finding, "author"))


def _layers_off(facts: Facts) -> Iterator[Item]:
    for name in facts.get("layers", {}).get("off_by_default", []):
        yield (str(name),)


def _layers_seen(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("hidden-layer"):
        if "off" in finding["message"]:
            yield (place(finding, "name"),)


_REASONS = {
    "render_mode_3": ("mode", "mark", "Recognised"),
    "outside_page": ("outside",),
    "covered_by_path": ("shape",),
    "covered_by_image": ("picture",),
    "same_colour_as_white_background": ("colour",),
}


def _unseen(facts: Facts) -> Iterator[Item]:
    for reason in facts.get("invisible_text", {}).get("chars_by_reason", {}):
        if reason in _REASONS:
            yield (reason,)


def _unseen_seen(seen: Seen) -> Iterator[Item]:
    messages = [finding["message"] for finding in seen.findings("invisible-text", "covered-text")]
    for reason, words in _REASONS.items():
        if _is_pdf(seen) and any(word in message for word in words for message in messages):
            yield (reason,)


def _thumbnails(seen: Seen) -> Iterator[Item]:
    number = sum(count(item, "values") for item in seen.findings("page-thumbnail"))
    if number:
        yield (number,)


def _applications(facts: Facts) -> Iterator[Item]:
    for name in facts.get("piece_info", {}):
        yield (str(name),)


def _applications_seen(seen: Seen) -> Iterator[Item]:
    for name in sorted({place(item, "name") for item in seen.findings("private-data")}):
        yield (name,)


def _bytes_before(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("extra-bytes"):
        if "header" in finding["message"]:
            yield (finding["place"]["end"] - finding["place"].get("start", 0),)


KINDS = (
    Kind("encrypted (pdf)", "opened or closed", ("encrypted-file",), _locked, _locked_seen),
    Kind("pdf_revisions", "earlier states", ("earlier-revision",), _number("pdf_revisions", less=1), _revisions),
    Kind(
        "revision_content",
        "states that hold what is gone",
        ("earlier-revision",),
        _losses,
        _losing_revisions,
        True,
    ),
    Kind("embedded_count", "files inside", ("embedded-file", "embedded-workbook"), _embedded, _embedded_seen),
    Kind(
        "markup_annotations_count",
        "remarks",
        ("annotation",),
        _number("markup_annotations_count"),
        _sum("annotation", "values"),
    ),
    Kind(
        "hidden_annotations_count",
        "hidden annotations",
        ("hidden-annotation",),
        _number("hidden_annotations_count"),
        _sum("hidden-annotation", "values", but=("Appearances",)),
    ),
    Kind("annotation_authors", "author", ("annotation", "hidden-annotation"), _authors, _authors_seen, True),
    Kind("layers", "layers that are off", ("hidden-layer",), _layers_off, _layers_seen),
    Kind(
        "javascript_count",
        "scripts",
        ("document-script",),
        _number("javascript_count"),
        _sum("document-script", "distinct_values"),
    ),
    Kind(
        "invisible_text", "why text does not show", ("invisible-text", "covered-text"), _unseen, _unseen_seen, True
    ),
    Kind("page_thumbnails", "thumbnails", ("page-thumbnail",), _number("page_thumbnails"), _thumbnails),
    Kind("piece_info", "applications", ("private-data",), _applications, _applications_seen, True),
    Kind("bytes_before_header", "bytes", ("extra-bytes",), _number("bytes_before_header"), _bytes_before),
    Kind(
        "signatures_count",
        "signatures",
        ("digital-signature",),
        _number("signatures_count"),
        lambda seen: _few(sum(1 for _ in seen.findings("digital-signature"))),
    ),
    Kind(
        "form_field_values_count",
        "fields with values",
        ("form-field",),
        _number("form_field_values_count"),
        _sum("form-field", "values", but=("Fields keep", "Tooltips")),
    ),
)


def _few(number: int) -> Iterator[Item]:
    if number:
        yield (number,)
