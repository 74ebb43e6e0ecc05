"""Which objects the document uses, and as what: a walk along its references, and the kinds of its streams."""

from collections import deque
from enum import Enum

from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.values import Ref, Stream, Value


class Kind(Enum):
    """What an object is."""

    CONTENT = "page content"
    FORM = "form of page content"
    PICTURE = "picture"
    FONT = "font program"
    CHARACTER_MAP = "character map"
    GLYPH = "glyph of a font"
    COLOUR = "colour profile or table"
    FUNCTION = "function, shading or pattern"
    METADATA = "metadata"
    ATTACHMENT = "attached file"
    SCRIPT = "script"
    XFA = "XFA form"
    OBJECTS = "packed objects"
    TABLE = "table of objects"
    PRIVATE = "private data of an application"
    MEDIA = "sound, film or three-dimensional scene"
    TEXT = "text"
    WEB = "captured page of the web"
    PAGE = "page"
    ANNOTATION = "annotation"
    VALUE = "value"
    UNKNOWN = "stream of an unknown kind"


_TYPES = {
    "ObjStm": Kind.OBJECTS,
    "XRef": Kind.TABLE,
    "Metadata": Kind.METADATA,
    "EmbeddedFile": Kind.ATTACHMENT,
    "CMap": Kind.CHARACTER_MAP,
    "Sound": Kind.MEDIA,
    "3D": Kind.MEDIA,
    "Page": Kind.PAGE,
    "Annot": Kind.ANNOTATION,
}
_SUBTYPES = {
    "Image": Kind.PICTURE,
    "Form": Kind.FORM,
    "PS": Kind.FORM,
    "XML": Kind.METADATA,
    "U3D": Kind.MEDIA,
    "PRC": Kind.MEDIA,
    "Type1C": Kind.FONT,
    "CIDFontType0C": Kind.FONT,
    "OpenType": Kind.FONT,
}
_KEYS = {
    "Contents": Kind.CONTENT,
    "FontFile": Kind.FONT,
    "FontFile2": Kind.FONT,
    "FontFile3": Kind.FONT,
    "ToUnicode": Kind.CHARACTER_MAP,
    "Encoding": Kind.CHARACTER_MAP,
    "UseCMap": Kind.CHARACTER_MAP,
    "CIDToGIDMap": Kind.CHARACTER_MAP,
    "CIDSet": Kind.CHARACTER_MAP,
    "CharProcs": Kind.GLYPH,
    "Thumb": Kind.PICTURE,
    "SMask": Kind.PICTURE,
    "Mask": Kind.PICTURE,
    "JBIG2Globals": Kind.PICTURE,
    "ColorSpace": Kind.COLOUR,
    "CS": Kind.COLOUR,
    "Metadata": Kind.METADATA,
    "EF": Kind.ATTACHMENT,
    "RF": Kind.ATTACHMENT,
    "JS": Kind.SCRIPT,
    "XFA": Kind.XFA,
    "AP": Kind.FORM,
    "PieceInfo": Kind.PRIVATE,
    "Function": Kind.FUNCTION,
    "Functions": Kind.FUNCTION,
    "TR": Kind.FUNCTION,
    "TR2": Kind.FUNCTION,
    "BG": Kind.FUNCTION,
    "BG2": Kind.FUNCTION,
    "UCR": Kind.FUNCTION,
    "UCR2": Kind.FUNCTION,
    "HT": Kind.FUNCTION,
    "Shading": Kind.FUNCTION,
    "Pattern": Kind.FUNCTION,
    "XObject": Kind.FORM,
    "DestOutputProfile": Kind.COLOUR,
    "RC": Kind.TEXT,
    "RV": Kind.TEXT,
    "TU": Kind.TEXT,
    "V": Kind.TEXT,
    "DV": Kind.TEXT,
    "Movie": Kind.MEDIA,
    "SoundActions": Kind.MEDIA,
    "SpiderInfo": Kind.WEB,
    "URLS": Kind.WEB,
    "IDS": Kind.WEB,
}
RECOGNISED = frozenset(
    {Kind.FONT, Kind.CHARACTER_MAP, Kind.GLYPH, Kind.COLOUR, Kind.FUNCTION, Kind.OBJECTS, Kind.TABLE}
)
"""Kinds that carry no user content, or whose content is accounted for elsewhere."""
NOT_READ = frozenset({Kind.UNKNOWN, Kind.MEDIA, Kind.WEB})
"""Kinds of streams that no reader knows."""


def uses(objects: Objects) -> dict[Ref, tuple[str, ...]]:
    """Return every object that a chain of references leads to, with the last keys on the way to it."""
    found: dict[Ref, tuple[str, ...]] = {}
    pending: deque[Ref] = deque()
    _follow(objects.trailer, (), found, pending)
    while pending:
        ref = pending.popleft()
        _follow(objects.get(ref), found[ref], found, pending)
    return found


def _follow(value: Value, keys: tuple[str, ...], found: dict[Ref, tuple[str, ...]], pending: deque[Ref]) -> None:
    """Enter the objects that a value refers to and that were not met before, to be followed in their turn."""
    kind = type(value)
    if kind is Stream:
        value, kind = value.dictionary, dict
    if kind is dict:
        last = keys[-5:]
        for key, held in value.items():
            kind = type(held)
            if kind is Ref:
                if held not in found:
                    found[held] = (*last, key)
                    pending.append(held)
            elif kind in _HOLDING:
                _follow(held, (*last, key), found, pending)
    elif kind is list:
        for held in reversed(value):
            _follow(held, keys, found, pending)
    elif kind is Ref and value not in found:
        found[value] = keys
        pending.append(value)


_HOLDING = frozenset({Stream, dict, list})
"""What may hold a reference."""


def kind_of(objects: Objects, value: Value, keys: tuple[str, ...]) -> Kind:
    """Return what an object is, by what it says of itself and by the keys that lead to it."""
    entries = objects.dictionary(value)
    if not entries and type(value) is not Stream:
        return Kind.VALUE
    kind = _TYPES.get(objects.text(entries.get("Type"))) or _SUBTYPES.get(objects.text(entries.get("Subtype")))
    if kind is not None:
        return kind
    if not isinstance(value, Stream):
        return Kind.ANNOTATION if "Subtype" in entries and "Rect" in entries else Kind.VALUE
    if any(key in entries for key in ("FunctionType", "ShadingType", "PatternType", "HalftoneType")):
        return Kind.FUNCTION
    if "PieceInfo" in keys:
        return Kind.PRIVATE
    for key in reversed(keys):
        if key in _KEYS:
            return _KEYS[key]
    if "Width" in entries and "Height" in entries:
        return Kind.PICTURE
    if "Length1" in entries or "Length2" in entries:
        return Kind.FONT
    if "N" in entries and "Alternate" in entries:
        return Kind.COLOUR
    return Kind.UNKNOWN
