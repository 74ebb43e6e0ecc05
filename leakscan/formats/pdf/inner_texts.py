"""Finds text within what a page paints with: cells of patterns, soft masks, letters drawn by procedures.

PDFium says nothing of it, and is given each as a page of its own (ISO 32000-2 8.7.3, 9.6.4, 11.6.5.2). Whether
such a text shows depends on what is painted with it, and is not told here; what hides it within is.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.formats.pdf.appending import appended, written
from leakscan.formats.pdf.hidden_text import read_page
from leakscan.formats.pdf.nomination import Surroundings
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.values import Name, Ref, Stream, Value
from leakscan.views.pages import Cover, HiddenText

_NESTING = 4
_MOST = 200
_SQUARE: list[Value] = [0, 0, 1000, 1000]
_LOST = "text within patterns, masks and drawn letters"


class _Inner(NamedTuple):
    """A stream that a page paints with, and that shows text.

    Attributes:
        page: the first page that does.
        ref: the stream.
        resources: what it paints with itself.
        box: its bounds.
        is_mask: it is a soft mask, of which the light counts and no colour.
        is_letter: it is the procedure of a letter, which its bounds do not cut off.
    """

    page: int
    ref: Ref
    resources: Value
    box: Value
    is_mask: bool = False
    is_letter: bool = False


def inner_texts(pdf: Pdf) -> Iterator[HiddenText]:
    """Yield the text within what the pages of a document paint with."""
    objects = pdf.objects
    if objects is None or pdf.paper is None:
        return
    found = [item for item in _inner_streams(pdf, objects) if b"Tf" in _data(objects, item.ref)]
    if not found:
        return
    place = Place(page=found[0].page)
    if objects.is_encrypted:
        pdf.problem("text-not-read", "text within patterns or masks is not read here", place=place, lost=_LOST)
        return
    if len(found) > _MOST:
        pdf.problem("limit-inner-texts", "too many patterns, masks and drawn letters", place=place, lost=_LOST)
    found = found[:_MOST]
    addition, pages = _as_pages(pdf, objects, found)
    paper = pdf.painted_with(addition, pages)
    if paper is None:
        pdf.problem("text-not-read", "text within patterns or masks is not read here", place=place, lost=_LOST)
        return
    with closing(paper):
        for number, item in enumerate(found, start=1):
            with pdf.recording(Place(page=item.page), lost=_LOST), paper.page(number) as page:
                text = page.text()
                if not item.is_mask:
                    read = read_page(page, item.page, Surroundings())
                    text = read.shown
                    for hidden in read.hidden:
                        is_beyond = item.is_letter and hidden.cover is Cover.OFF_PAGE
                        yield hidden._replace(cover=Cover.INSIDE) if is_beyond else hidden
                if any(map(str.isalnum, text)):
                    yield HiddenText(item.page, text.strip(), Cover.INSIDE, page.box)


def _data(objects: Objects, ref: Ref) -> bytes:
    """Return the operators of a stream and of the forms that it draws."""
    stream = objects.resolve(ref)
    if not isinstance(stream, Stream):
        return b""
    forms = objects.dictionary(objects.dictionary(stream.dictionary.get("Resources")).get("XObject"))
    held = [stream, *map(objects.resolve, forms.values())]
    return b"\n".join(
        objects.data(item) or b""
        for item in held
        if isinstance(item, Stream) and objects.text(item.dictionary.get("Subtype")) != "Image"
    )


def _as_pages(pdf: Pdf, objects: Objects, found: list[_Inner]) -> tuple[bytes, list[Value]]:
    """Return an update that makes some streams the only pages of the file, and those pages."""
    first = max((ref.number for ref in objects.refs()), default=0) + 1
    tree, root = Ref(first, 0), Ref(first + 1, 0)
    pages: list[Value] = [
        {
            "Type": Name("Page"),
            "Parent": tree,
            "MediaBox": item.box,
            "Resources": item.resources,
            "Contents": item.ref,
        }
        for item in found
    ]
    refs: list[Value] = [Ref(first + 2 + index, 0) for index in range(len(pages))]
    bodies = {ref: written(page) for ref, page in zip(refs, pages, strict=True) if isinstance(ref, Ref)}
    bodies[tree] = written({"Type": Name("Pages"), "Count": len(refs), "Kids": refs})
    bodies[root] = written({"Type": Name("Catalog"), "Pages": tree})
    return appended(pdf, bodies, root), pages


def _inner_streams(pdf: Pdf, objects: Objects) -> Iterator[_Inner]:
    """Yield the patterns, masks and procedures of letters that have fonts to show text with."""
    seen: set[Ref] = set()
    for node in pdf.nodes:
        pending: list[tuple[Value, int]] = [(node.entries.get("Resources"), 0)]
        while pending:
            value, depth = pending.pop()
            if isinstance(value, Ref):
                if value in seen:
                    continue
                seen.add(value)
            resources = objects.dictionary(value)
            for item in _of_resources(objects, node.number, resources):
                if item.ref not in seen:
                    seen.add(item.ref)
                    yield item
            if depth < _NESTING:
                for form in objects.dictionary(resources.get("XObject")).values():
                    if isinstance(form, Ref) and form not in seen:
                        seen.add(form)
                        pending.append((objects.dictionary(form).get("Resources"), depth + 1))


def _of_resources(objects: Objects, page: int, resources: dict[str, Value]) -> Iterator[_Inner]:
    def streams(value: Value, *, is_mask: bool = False) -> Iterator[_Inner]:
        entries = objects.dictionary(value)
        held = entries.get("Resources")
        if isinstance(value, Ref) and _has_fonts(objects, held, _NESTING):
            yield _Inner(page, value, held, _box(objects, entries.get("BBox")), is_mask)

    for pattern in objects.dictionary(resources.get("Pattern")).values():
        yield from streams(pattern)
    for state in objects.dictionary(resources.get("ExtGState")).values():
        mask = objects.dictionary(objects.dictionary(state).get("SMask"))
        yield from streams(mask.get("G"), is_mask=True)
    for value in objects.dictionary(resources.get("Font")).values():
        font = objects.dictionary(value)
        held = font.get("Resources")
        if objects.text(font.get("Subtype")) == "Type3" and _has_fonts(objects, held, _NESTING):
            for procedure in objects.dictionary(font.get("CharProcs")).values():
                if isinstance(procedure, Ref):
                    yield _Inner(page, procedure, held, _box(objects, font.get("FontBBox")), is_letter=True)


def _has_fonts(objects: Objects, value: Value, depth: int) -> bool:
    """Return whether resources, or those of forms among them, have fonts."""
    resources = objects.dictionary(value)
    if objects.dictionary(resources.get("Font")):
        return True
    forms = objects.dictionary(resources.get("XObject")).values() if depth else ()
    return any(_has_fonts(objects, objects.dictionary(form).get("Resources"), depth - 1) for form in forms)


def _box(objects: Objects, value: Value) -> Value:
    """Return the bounds of a page for what has some bounds; those of most fonts' letters where it has none."""
    sides = objects.numbers(value)
    is_box = len(sides) == 4 and abs(sides[2] - sides[0]) > 1 and abs(sides[3] - sides[1]) > 1
    return list(sides) if is_box else _SQUARE
