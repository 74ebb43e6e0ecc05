"""Reads earlier states of a file, each as a document of its own, and what the last one no longer holds."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from leakscan.errors import FileError, LimitReachedError
from leakscan.findings import Place
from leakscan.formats.pdf.annotations import page_annotations
from leakscan.formats.pdf.costs import Costs
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf, file_name, name_tree, page_nodes
from leakscan.formats.pdf.painting import Paper
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Stream, refs_in
from leakscan.views.revisions import Loss, LossKind, Revision, Revisions
from leakscan.views.values import value_key
from leakscan.views.words import missing_words, pieces, word_set

_MOST_STATES = 200
_CLOSURE = 5_000
_PAINTING = ("Contents", "Resources", "MediaBox", "CropBox", "Rotate", "UserUnit")
"""Entries of a page on which the text that it paints depends (ISO 32000-2 table 31)."""
_ELSEWHERE = frozenset({"P", "Parent", "AP", "Dest", "A"})
"""Keys of an annotation that lead to what is not its own, or not of its words."""


def read_revisions(pdf: Pdf) -> Revisions:
    """Return the earlier states of a file."""
    states = pdf.layout.states[:-1]
    found = Revisions()
    if len(states) > _MOST_STATES:
        pdf.problem("limit-revisions", "the file has too many earlier states", lost="the earliest states")
    for state in states[-_MOST_STATES:]:
        pdf.source.budget.check_time()
        revision = read_revision(pdf, state.number)
        if revision is not None:
            found.items.append(revision)
    return found


def read_revision(pdf: Pdf, number: int) -> Revision | None:
    """Return one earlier state, with what the last one no longer holds."""
    state = pdf.layout.states[number - 1]
    place = Place(name=f"revision {number}", start=pdf.layout.header, end=state.end)
    revision = Revision(number, place, None)
    objects = pdf.objects
    if objects is None:
        return None
    with pdf.recording(place, lost="what an earlier state of the file holds"):
        earlier = pdf.state(state)
        costs = Costs(earlier)
        held = _Held(
            earlier,
            [],
            lambda: pdf.paper_of(state, lambda page: costs.check(held.nodes[page - 1].entries)),
            earlier.borrow(objects),
        )
        try:
            held.nodes = page_nodes(earlier, pdf.source.budget.limits.pages)
            revision.pages = len(held.nodes)
            _compare(pdf, objects, revision, held)
        finally:
            held.close()
    revision.table = pdf_table("revision", count=len(revision.losses), lent=revision.rows, number=number)
    return revision


@dataclass(slots=True)
class _Held:
    """An earlier state, opened.

    Attributes:
        objects: its objects.
        nodes: its pages.
        open_paper: opens its pages as PDFium sees them.
        changed: numbers of the objects that a later state wrote again, or no longer lists.
    """

    objects: Objects
    nodes: list[PageNode]
    open_paper: Callable[[], Paper | None]
    changed: set[int] = field(default_factory=set)
    _paper: Paper | None = None
    _is_open: bool = False

    @property
    def paper(self) -> Paper | None:
        """Its pages as PDFium sees them, opened when one is asked for; None when it cannot open the file."""
        if not self._is_open:
            self._is_open = True
            self._paper = self.open_paper()
        return self._paper

    def close(self) -> None:
        """Let go of both."""
        self.objects.close()
        if self._paper is not None:
            self._paper.close()


def _compare(pdf: Pdf, current: Objects, revision: Revision, held: _Held) -> None:
    readers = (_lost_pages, _lost_text, _lost_pictures, _lost_annotations, _lost_fields, _lost_facts, _lost_names)
    words: list[str] = []
    for reader in readers:
        for loss in reader(pdf, current, held):
            revision.losses.append(loss)
            if loss.kind is LossKind.TEXT:
                words.extend(missing_words(loss.text, pdf.pages.visible))
            elif loss.kind not in (LossKind.PAGE, LossKind.PICTURE):
                words.extend(pieces(loss.text))
    revision.values = word_set(words)
    for loss in revision.losses:
        if loss.kind is LossKind.PICTURE:
            revision.values.add(value_key(f"picture {loss.text}"))
    revision.not_visible = revision.values.missing_from(pdf.pages.visible)


def _lost_pages(pdf: Pdf, current: Objects, held: _Held) -> Iterator[Loss]:
    del current
    for node in held.nodes:
        if node.ref is not None and node.ref not in pdf.page_numbers:
            yield Loss(LossKind.PAGE, "", node.number)


def _lost_text(pdf: Pdf, current: Objects, held: _Held) -> Iterator[Loss]:
    """Yield the lines with a word that no page of the last state shows."""
    del current
    unchanged: set[int] = set()
    for node in held.nodes:
        if _paints_the_same(pdf, node) and not _reaches(held.objects, node, held.changed, unchanged):
            continue
        if held.paper is None or node.number > len(held.paper):
            return
        try:
            text = held.paper.text(node.number)
        except LimitReachedError as error:
            if error.ends_scan:
                raise
            pdf.problem(error.code, str(error), place=Place(page=node.number), lost="the text of an earlier page")
            continue
        except FileError:
            continue
        for line in text.splitlines():
            if missing_words(line, pdf.pages.visible):
                yield Loss(LossKind.TEXT, line.strip(), node.number)


def _paints_the_same(pdf: Pdf, node: PageNode) -> bool:
    """Return whether a page is still there, and paints the same, whatever else was changed in it."""
    number = None if node.ref is None else pdf.page_numbers.get(node.ref)
    if number is None:
        return False
    now = pdf.nodes[number - 1].entries
    return all(node.entries.get(key) == now.get(key) for key in _PAINTING)


def _reaches(objects: Objects, node: PageNode, changed: set[int], unchanged: set[int]) -> bool:
    """Return whether something that a page paints with is among the changed objects.

    `unchanged` are those that lead to no changed one; it grows, so that what pages share is looked at once.
    """
    pending = [ref for key in _PAINTING for ref in refs_in(node.entries.get(key))]
    seen: set[int] = set() if node.ref is None else {node.ref.number}
    while pending and len(seen) < _CLOSURE:
        ref = pending.pop()
        if ref.number in seen or ref.number in unchanged:
            continue
        if ref.number in changed:
            return True
        seen.add(ref.number)
        pending.extend(objects.references(ref))
    unchanged |= seen
    return False


def _lost_pictures(pdf: Pdf, current: Objects, held: _Held) -> Iterator[Loss]:
    """Yield the pictures whose bytes the last state does not hold."""
    now = {_digest(current, stream) for stream in _pictures(current, pdf.nodes).values()}
    for ref, stream in _pictures(held.objects, held.nodes).items():
        if ref.number in held.changed and _digest(held.objects, stream) not in now:
            width, height = (held.objects.integer(stream.dictionary.get(key)) for key in ("Width", "Height"))
            yield Loss(LossKind.PICTURE, f"{width} x {height}")


def _digest(objects: Objects, stream: Stream) -> bytes:
    return hashlib.sha256(objects.raw(stream)).digest()


def _pictures(objects: Objects, nodes: list[PageNode]) -> dict[Ref, Stream]:
    found: dict[Ref, Stream] = {}
    for node in nodes:
        resources = objects.dictionary(node.entries.get("Resources"))
        for value in objects.dictionary(resources.get("XObject")).values():
            stream = objects.resolve(value)
            is_picture = objects.text(objects.dictionary(stream).get("Subtype")) == "Image"
            if is_picture and isinstance(value, Ref) and isinstance(stream, Stream):
                found[value] = stream
    return found


def _lost_annotations(pdf: Pdf, current: Objects, held: _Held) -> Iterator[Loss]:
    changed = [node for node in held.nodes if _has_changed_annotations(pdf, held, node)]
    if not changed:
        return
    now = {(item.kind, item.author, item.text) for node in pdf.nodes for item in page_annotations(current, node)}
    for node in changed:
        for item in page_annotations(held.objects, node):
            if (
                (item.kind, item.author, item.text) not in now
                and (item.text or item.author)
                and item.kind != "Widget"
            ):
                words = " | ".join(filter(None, (item.author, item.text)))
                yield Loss(LossKind.ANNOTATION, words, node.number)


def _has_changed_annotations(pdf: Pdf, held: _Held, node: PageNode) -> bool:
    """Return whether a page is gone, or was written again, or one of the objects its annotations are made of."""
    if node.ref is None or node.ref not in pdf.page_numbers or node.ref.number in held.changed:
        return True
    numbers: set[int] = set()
    pending = list(refs_in(node.entries.get("Annots")))
    while pending:
        ref = pending.pop()
        if ref.number in held.changed:
            return True
        if ref.number not in numbers and ref not in pdf.page_numbers:
            numbers.add(ref.number)
            value = held.objects.get(ref)
            if isinstance(value, dict):
                value = {
                    key: inner for key, inner in value.items() if key not in ("P", "Parent", "AP", "Dest", "A")
                }
            pending.extend(refs_in(value))
    return False


def _lost_fields(pdf: Pdf, current: Objects, held: _Held) -> Iterator[Loss]:
    del pdf
    now = dict(_field_values(current))
    for name, value in _field_values(held.objects):
        if value and now.get(name) != value:
            yield Loss(LossKind.FIELD, value)


def _field_values(objects: Objects) -> Iterator[tuple[str, str]]:
    form = objects.dictionary(objects.root.get("AcroForm"))
    pending = [(value, "", 0) for value in objects.array(form.get("Fields"))]
    while pending:
        value, parent, depth = pending.pop()
        entries = objects.dictionary(value)
        name = f"{parent}.{objects.text(entries.get('T'))}"
        held = objects.resolve(entries.get("V"))
        if isinstance(held, str | list | Stream | bytes):
            text = "; ".join(objects.text(item) for item in held) if isinstance(held, list) else objects.text(held)
            yield name, text
        if depth < 32:
            pending.extend((kid, name, depth + 1) for kid in objects.array(entries.get("Kids")))


_OWN_FACTS = frozenset({"ModDate", "CreationDate", "Producer", "Trapped"})


def _lost_facts(pdf: Pdf, current: Objects, held: _Held) -> Iterator[Loss]:
    del pdf
    now = current.dictionary(current.trailer.get("Info"))
    for key, value in held.objects.dictionary(held.objects.trailer.get("Info")).items():
        text = held.objects.text(value).strip()
        if text and key not in _OWN_FACTS and current.text(now.get(key)).strip() != text:
            yield Loss(LossKind.PROPERTY, text)


def _lost_names(pdf: Pdf, current: Objects, held: _Held) -> Iterator[Loss]:
    del pdf
    now = set(_attachment_names(current))
    for name in _attachment_names(held.objects):
        if name not in now:
            yield Loss(LossKind.ATTACHMENT, name)
    titles = set(_titles(current))
    for title in _titles(held.objects):
        if title not in titles:
            yield Loss(LossKind.TITLE, title)


def _attachment_names(objects: Objects) -> Iterator[str]:
    names = objects.dictionary(objects.root.get("Names"))
    for _, value in name_tree(objects, names.get("EmbeddedFiles")):
        yield file_name(objects, value)


def _titles(objects: Objects) -> Iterator[str]:
    pending = [objects.dictionary(objects.root.get("Outlines")).get("First")]
    seen: set[Ref] = set()
    while pending:
        value = pending.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
        entries = objects.dictionary(value)
        if entries:
            yield objects.text(entries.get("Title"))
            pending.extend(entries[key] for key in ("Next", "First") if key in entries)
