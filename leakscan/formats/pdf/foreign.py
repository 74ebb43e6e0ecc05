"""Gives pypdf a stream of ours, for the filters that only pypdf knows."""

from typing import TYPE_CHECKING, Any

from leakscan.formats.pdf.values import Name, Value

if TYPE_CHECKING:
    from leakscan.formats.pdf.objects import Objects

_NESTING = 16


def encoded_stream(entries: dict[str, Value], raw: bytes, objects: "Objects") -> Any:
    """Return a stream as pypdf has it, as far as decoding it needs."""
    from pypdf.generic import EncodedStreamObject, NameObject

    held = EncodedStreamObject()
    for key in ("Filter", "DecodeParms"):
        if key in entries:
            held[NameObject(f"/{key}")] = _foreign(entries[key], objects, 0)
    held._data = raw  # noqa: SLF001  # where pypdf keeps it
    return held


def _foreign(value: Value, objects: "Objects", depth: int) -> Any:
    from pypdf import generic

    value = objects.resolve(value)
    match value:
        case bool():
            return generic.BooleanObject(value)
        case int():
            return generic.NumberObject(value)
        case float():
            return generic.FloatObject(value)
        case Name():
            return generic.NameObject(f"/{value}")
        case list() if depth < _NESTING:
            return generic.ArrayObject(_foreign(item, objects, depth + 1) for item in value)
        case dict() if depth < _NESTING:
            return generic.DictionaryObject(
                {generic.NameObject(f"/{key}"): _foreign(item, objects, depth + 1) for key, item in value.items()}
            )
        case _:
            return generic.NullObject()
