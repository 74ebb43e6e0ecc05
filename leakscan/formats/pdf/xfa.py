"""Reads XFA forms: what they keep, what they hide, and what they run (XFA 3.3)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import LimitReachedError
from leakscan.findings import Place
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.values import Ref, Stream, Value
from leakscan.views.forms import FormDatum
from leakscan.views.words import missing_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_KEEPING = ("datasets", "form", "connectionSet", "sourceSet")
"""Packets all of whose texts are data: values, those of the last session, and where they come from."""
_UNSEEN = frozenset({"hidden", "invisible", "inactive"})
"""Part 2, chapter 17, `presence`."""


def data_items(pdf: Pdf) -> list[FormDatum]:
    """Return what a form keeps beside its pages."""
    return [datum for _, root in _packets(pdf) for datum in _data(pdf, root)]


def script_items(pdf: Pdf) -> list[tuple[Place, str]]:
    """Return the scripts of a form's template, with the object that holds them."""
    found = []
    for place, root in _packets(pdf):
        for top in _tops(root, "template"):
            for element in xmlsafe.descendants(top, "script"):
                text = (element.text or "").strip()
                if text:
                    found.append((place, text))
    return found


def _packets(pdf: Pdf) -> Iterator[tuple[Place, "_Element"]]:
    """Yield the roots of the XML of a form: of the whole, or of each of its packets that is read here."""
    objects = pdf.objects
    if objects is None:
        return
    held = objects.resolve(objects.dictionary(objects.root.get("AcroForm")).get("XFA"))
    pieces: list[Value] = [held] if isinstance(held, Stream) else []
    if isinstance(held, list):
        names = [objects.text(item) for item in held[::2]]
        told = zip(names, held[1::2], strict=False)
        pieces = [piece for name, piece in told if name in (*_KEEPING, "template")] or held[1::2]
    for piece in pieces:
        stream = objects.resolve(piece)
        place = Place(part=f"object {piece.number}" if isinstance(piece, Ref) else "", name="XFA")
        with pdf.recording(place, lost="the form's own data"):
            xml = (objects.data(stream) if isinstance(stream, Stream) else None) or b""
            if len(xml) > pdf.source.budget.limits.tree_bytes:
                raise LimitReachedError("the form's data are too large to be read", code="limit-tree-bytes")
            if xml.strip():
                yield place, xmlsafe.parse(xml)


def _data(pdf: Pdf, root: "_Element") -> Iterator[FormDatum]:
    for name in _KEEPING:
        for top in _tops(root, name):
            for element in top.iter("*"):
                texts = [("", "".join([element.text or "", *(child.tail or "" for child in element)]))]
                attributes = [(str(key), str(value)) for key, value in element.items()]
                texts += [(f"/@{key}", value) for key, value in attributes if not key.startswith("{")]
                for suffix, text in texts if name == "datasets" else texts[:1]:
                    yield from _datum(pdf, element, text, suffix)
    for top in _tops(root, "template"):
        for element in top.iter("*"):
            if xmlsafe.local_name(element) in ("text", "exData") and _is_unseen_value(element):
                yield from _datum(pdf, element, xmlsafe.text_of(element))


def _is_unseen_value(element: "_Element") -> bool:
    """Return whether an element is the value of a field or text that a template hides; a caption is no value."""
    names = [xmlsafe.local_name(item) for item in element.iterancestors()]
    if names[:1] != ["value"] or "caption" in names or "items" in names:
        return False
    return any(item.get("presence") in _UNSEEN for item in element.iterancestors())


def _tops(root: "_Element", name: str) -> "list[_Element]":
    """Return the packets of a name: the root, or what stands right in it."""
    return [item for item in (root, *root) if xmlsafe.local_name(item) == name]


def _datum(pdf: Pdf, element: "_Element", text: str, suffix: str = "") -> Iterator[FormDatum]:
    text = text.strip()
    if text:
        names = [xmlsafe.local_name(item) for item in element.iterancestors()]
        path = "/".join([*reversed(names), xmlsafe.local_name(element)])
        yield FormDatum(path + suffix, text, tuple(missing_words(text, pdf.pages.visible)))
