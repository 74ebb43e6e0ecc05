"""Contents: the streams that paint, unpacked: of pages, forms and drawn glyphs (ISO 32000-2 7.8)."""

from collections.abc import Iterable, Iterator

from leakscan.formats.pdf.opened import Content, Pdf
from leakscan.formats.pdf.values import Stream, Value

_MOST_KEPT = 8 << 20
"""What files up to this size paint is kept, for two readers ask for it; larger ones are unpacked again."""


def painted_contents(pdf: Pdf) -> Iterable[Content]:
    """Return everything that paints."""
    if len(pdf.data) > _MOST_KEPT:
        return _unpacked(pdf)
    if pdf.contents is None:
        pdf.contents = list(_unpacked(pdf))
    return pdf.contents


def _unpacked(pdf: Pdf) -> Iterator[Content]:
    objects = pdf.objects
    if objects is None:
        return
    for node in pdf.nodes:
        held = objects.resolve(node.entries.get("Contents"))
        resources = objects.dictionary(node.entries.get("Resources"))
        part = "" if node.ref is None else f"object {node.ref.number}"
        yield Content(part, node.number, _data(pdf, held if isinstance(held, list) else [held]), resources)
        for value in objects.dictionary(resources.get("XObject")).values():
            form = objects.resolve(value)
            if isinstance(form, Stream) and "Resources" not in form.dictionary:
                # A form may use its page's resources (ISO 32000-1 7.8.3).
                is_form = objects.text(form.dictionary.get("Subtype")) == "Form"
                yield Content(part, node.number, _data(pdf, [form]) if is_form else b"", resources)
    for ref, entries in pdf.census.holding("Resources"):
        value = objects.get(ref)
        part = f"object {ref.number}"
        if isinstance(value, Stream):
            yield Content(part, None, _data(pdf, [value]), objects.dictionary(entries["Resources"]))
        elif "CharProcs" in entries:
            glyphs = list(objects.dictionary(entries["CharProcs"]).values())
            yield Content(part, None, _data(pdf, glyphs), objects.dictionary(entries["Resources"]))


def _data(pdf: Pdf, streams: list[Value]) -> bytes | None:
    """Return the data of streams that are one content, or None when some cannot be unpacked."""
    objects = pdf.objects
    found = []
    for value in streams:
        stream = objects.resolve(value) if objects is not None else None
        if objects is None or not isinstance(stream, Stream):
            continue
        data = objects.data(stream)
        if data is None:
            return None
        found.append(data)
    return b"\n".join(found)
