"""Reads what the pages show, and the text on them that does not."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.pdf.appearances import Laid, lay, overlays
from leakscan.formats.pdf.contents import painted_contents
from leakscan.formats.pdf.cut_text import is_continued
from leakscan.formats.pdf.gaps import read_gaps, takes_wide_steps
from leakscan.formats.pdf.hidden_pixels import cropped_pictures, hidden_pixels
from leakscan.formats.pdf.hidden_text import PageText, has_black_box, read_page
from leakscan.formats.pdf.inner_texts import inner_texts
from leakscan.formats.pdf.nomination import Surroundings
from leakscan.formats.pdf.nought_text import nought_texts
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf
from leakscan.formats.pdf.painting import Page
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Value
from leakscan.views.pages import Box, Cover, HiddenText, Layer, Pages, gap_rows, hidden_rows
from leakscan.views.values import value_key
from leakscan.views.words import missing_words, pieces


def read_pages(pdf: Pdf) -> Pages:
    """Return what the pages show."""
    objects, paper = pdf.objects, pdf.paper
    layers = read_layers(objects) if objects is not None else []
    pages = Pages(count=len(paper) if paper is not None else len(pdf.nodes), layers=layers)
    if paper is None:
        return pages
    has_hidden_layers = any(not layer.is_visible for layer in layers) or (
        objects is not None
        and bool(layers)
        and any(_is_inverted(objects, entries) for _, entries in pdf.census.holding("Type"))
    )
    cut: dict[int, PageText] = {}
    words: set[str] = set()
    wide = {item.page for item in painted_contents(pdf) if item.data is not None and takes_wide_steps(item.data)}
    laid = None
    with pdf.recording(Place(), lost="text of annotations"):
        laid = lay(pdf)
    limit = pdf.source.budget.limits.pages
    if len(paper) > limit:
        pdf.problem("limit-pages", "the document has too many pages", lost="the text of the pages after the limit")
    for number in range(1, min(len(paper), limit) + 1):
        pdf.source.budget.check_time()
        node = pdf.nodes[number - 1] if number <= len(pdf.nodes) else None
        annotations = (
            overlays(objects, objects.array(node.entries.get("Annots")))
            if objects is not None and node is not None
            else ()
        )
        with (
            pdf.recording(Place(page=number), lost="text of the page that does not show"),
            paper.page(number) as page,
        ):
            surroundings = _surroundings(objects, node, Surroundings(annotations, has_hidden_layers))
            if objects is not None and node is not None and _has_pictures(objects, node):
                pages.hidden_pixels.extend(hidden_pixels(page, number, annotations))
                for key, use, is_plain in cropped_pictures(page, number):
                    pdf.crops.setdefault(key, []).append((use, is_plain))
            found = _read(page, number, surroundings, laid)
            if found.shown.strip():
                pages.gaps.extend(read_gaps(page, number, has_wide_steps=number in wide))
            if objects is not None and node is not None:
                found.hidden.extend(_marked_for_redaction(objects, node, page, number))
            pages.hidden.extend(found.hidden)
            if found.letters:
                cut[number] = found
            pages.painted += found.is_painted
            pages.letters.update(found.shown, *(item.text for item in found.hidden))
            if found.shown.strip() or found.hidden:
                pages.pages_with_text += 1
            words.update(pieces(found.shown))
    if laid is not None:
        laid.paper.close()
    with pdf.recording(Place(), lost="text of no size"):
        for text in nought_texts(pdf):
            pages.hidden.append(text)
            pages.letters.update(text.text)
    pages.visible.update(held for piece in words if (held := value_key(piece)) is not None)
    with pdf.recording(Place(), lost="text within patterns, masks and drawn letters"):
        for text in inner_texts(pdf):
            pages.letters.update(text.text)
            if text.cover is not Cover.INSIDE or missing_words(text.text, pages.visible):
                pages.hidden.append(text)
    pages.hidden = [
        item._replace(cover=Cover.CUT) if item.cover.is_edge and is_continued(item, cut) else item
        for item in pages.hidden
    ]
    _add_tables(pages)
    pages.gap_table = pdf_table("gaps", count=len(pages.gaps), lent=partial(gap_rows, pages.gaps))
    return pages


def _read(page: Page, number: int, surroundings: Surroundings, laid: Laid | None) -> PageText:
    """Return the text of a page, that of its annotations included."""
    if laid is None or number not in laid.numbers:
        return read_page(page, number, surroundings)
    own = len(page.objects())
    with laid.paper.page(laid.numbers[number]) as copy:
        return read_page(copy, number, replace(surroundings, annotations=laid.left[number], own_objects=own))


def _has_pictures(objects: Objects, node: PageNode) -> bool:
    """Return whether a page may paint pictures that are objects, by itself or in forms."""
    resources = objects.dictionary(node.entries.get("Resources"))
    return bool(objects.dictionary(resources.get("XObject")))


def has_black_boxes(pdf: Pdf) -> bool:
    """Return whether black boxes without text stand on the pages, as redactions leave them."""
    paper = pdf.paper
    if paper is None:
        return False
    for number in range(1, min(len(paper), pdf.source.budget.limits.pages) + 1):
        pdf.source.budget.check_time()
        with suppress(FileError), paper.page(number) as page:  # reading its text has told what is wrong with it
            if has_black_box(page):
                return True
    return False


def _add_tables(pages: Pages) -> None:
    groups: dict[tuple[Cover, int | None], list[HiddenText]] = {}
    for item in pages.hidden:
        for page in (item.page, None):
            groups.setdefault((item.cover, page), []).append(item)
    for (cover, page), items in groups.items():
        lent = partial(hidden_rows, items)
        table = pdf_table("hidden_text", count=len(items), lent=lent, cover=cover.name, page=page)
        if table is not None:
            pages.tables[cover, page] = table


def _box(sides: list[float]) -> Box:
    across, up = sides[0::2], sides[1::2]
    return min(across), min(up), max(across), max(up)


def _marked_for_redaction(objects: Objects, node: PageNode, page: Page, number: int) -> list[HiddenText]:
    """Return the text beneath redactions that were marked and never applied (ISO 32000-2 12.5.6.23)."""
    found = []
    for value in objects.array(node.entries.get("Annots")):
        entries = objects.dictionary(value)
        if objects.text(entries.get("Subtype")) != "Redact":
            continue
        quads = objects.numbers(entries.get("QuadPoints"))
        rect = objects.numbers(entries.get("Rect"))
        areas = [_box(quads[start : start + 8]) for start in range(0, len(quads) - 7, 8)]
        if not areas and len(rect) == 4:
            areas = [_box(rect)]
        for area in areas:
            text = page.text_within(area).strip()
            if any(character.isalnum() for character in text):
                found.append(HiddenText(number, text, Cover.REDACTION, area))
    return found


def _is_inverted(objects: Objects, entries: dict[str, Value]) -> bool:
    """Return whether an object shows what it marks where a layer does not show (ISO 32000-2 8.11.2.2)."""
    if objects.text(entries.get("Type")) != "OCMD":
        return False
    return "VE" in entries or objects.text(entries.get("P")) in ("AllOff", "AnyOff")


def _surroundings(objects: Objects | None, node: PageNode | None, surroundings: Surroundings) -> Surroundings:
    """Return what a page paints with, by itself or in forms, beside what is known of its surroundings."""
    if objects is None or node is None:
        return surroundings
    held = list(_resources(objects, node))
    return replace(
        surroundings,
        has_veils=any(_has_veil(objects, resources) for resources in held),
        has_patterns=any(objects.dictionary(resources.get("Pattern")) for resources in held),
        has_drawn_fonts=any(
            objects.text(objects.dictionary(font).get("Subtype")) == "Type3"
            for resources in held
            for font in objects.dictionary(resources.get("Font")).values()
        ),
    )


def _resources(objects: Objects, node: PageNode) -> Iterator[dict[str, Value]]:
    """Yield the resources of a page, and of the forms on it."""
    pending: list[Value] = [node.entries.get("Resources")]
    seen: set[Ref] = set()
    while pending:
        value = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
        resources = objects.dictionary(value)
        yield resources
        for form in objects.dictionary(resources.get("XObject")).values():
            if isinstance(form, Ref) and form not in seen:
                seen.add(form)
                pending.append(objects.dictionary(form).get("Resources"))


def _has_veil(objects: Objects, resources: dict[str, Value]) -> bool:
    """Return whether something is painted through a soft mask or blended (ISO 32000-2 11.3, 11.6.5)."""
    states = map(objects.dictionary, objects.dictionary(resources.get("ExtGState")).values())
    return any(
        isinstance(objects.resolve(entries.get("SMask")), dict) or _blends(objects, entries.get("BM"))
        for entries in states
    )


def _blends(objects: Objects, value: Value) -> bool:
    """Return whether a way of blending mixes what is painted with what lies beneath."""
    held = objects.resolve(value)
    modes = held if isinstance(held, list) else [held]
    return any(objects.text(mode) not in ("", "Normal", "Compatible") for mode in modes)


def read_layers(objects: Objects) -> list[Layer]:
    """Return the layers of a document and whether they show (ISO 32000-2 8.11.4)."""
    properties = objects.dictionary(objects.root.get("OCProperties"))
    default = objects.dictionary(properties.get("D"))
    on, off = _refs(objects, default.get("ON")), _refs(objects, default.get("OFF"))
    is_on_by_default = objects.text(default.get("BaseState")) != "OFF"
    events = _events(objects, default)
    layers = []
    for value in objects.array(properties.get("OCGs")):
        entries = objects.dictionary(value)
        if not entries or not isinstance(value, Ref):
            continue
        is_visible = is_on_by_default
        if value in off:
            is_visible = False
        elif value in on:
            is_visible = True
        usage = objects.dictionary(entries.get("Usage"))
        shown = objects.text(objects.dictionary(usage.get("View")).get("ViewState"))
        printed = objects.text(objects.dictionary(usage.get("Print")).get("PrintState"))
        if shown and "View" in events.get(value, set()):
            is_visible = shown != "OFF"
        prints = printed != "OFF" if printed and "Print" in events.get(value, set()) else None
        layers.append(Layer(objects.text(entries.get("Name")), is_visible, prints))
    return layers


def _refs(objects: Objects, value: Value) -> set[Ref]:
    return {item for item in objects.array(value) if isinstance(item, Ref)}


def _events(objects: Objects, default: dict[str, Value]) -> dict[Ref, set[str]]:
    """Return on which events the usage of each layer applies."""
    found: dict[Ref, set[str]] = {}
    for value in objects.array(default.get("AS")):
        entries = objects.dictionary(value)
        event = objects.text(entries.get("Event"))
        for ref in _refs(objects, entries.get("OCGs")):
            found.setdefault(ref, set()).add(event)
    return found
