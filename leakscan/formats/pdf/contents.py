"""Contents: the streams that paint, unpacked: of pages, forms and drawn glyphs (ISO 32000-2 7.8)."""

from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.values import Stream, Value


@dataclass(frozen=True, slots=True)
class Content:
    """What one page, form or font paints with.

    Attributes:
        part: the object that paints; empty where it is not one of its own.
        page: its page, from 1; None for what several pages may paint.
        data: its operators; None when they cannot be unpacked.
        resources: what their names mean.
    """

    part: str
    page: int | None
    data: bytes | None
    resources: dict[str, Value]


def painted_contents(pdf: Pdf) -> Iterator[Content]:
    """Yield everything that paints."""
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
    for ref in objects.refs():
        value = objects.get(ref)
        part = f"object {ref.number}"
        if isinstance(value, Stream) and "Resources" in value.dictionary:
            yield Content(part, None, _data(pdf, [value]), objects.dictionary(value.dictionary["Resources"]))
        elif isinstance(value, dict) and "CharProcs" in value and "Resources" in value:
            glyphs = list(objects.dictionary(value["CharProcs"]).values())
            yield Content(part, None, _data(pdf, glyphs), objects.dictionary(value["Resources"]))


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
