"""XMP packets: the names, places and history that picture programs write (ISO 16684-1)."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.formats.pictures.exif import text_kind
from leakscan.views.pictures import PictureFact, PictureFactKind

_MOST_CHARACTERS = 2000
_KINDS = {
    "creator": PictureFactKind.OWNER,
    "rights": PictureFactKind.OWNER,
    "Owner": PictureFactKind.OWNER,
    "OwnerName": PictureFactKind.OWNER,
    "AuthorsPosition": PictureFactKind.OWNER,
    "Credit": PictureFactKind.OWNER,
    "CiEmailWork": PictureFactKind.OWNER,
    "PersonInImage": PictureFactKind.OWNER,
    "SerialNumber": PictureFactKind.SERIAL,
    "LensSerialNumber": PictureFactKind.SERIAL,
    "GPSLatitude": PictureFactKind.LOCATION,
    "GPSLongitude": PictureFactKind.LOCATION,
    "City": PictureFactKind.LOCATION,
    "Location": PictureFactKind.LOCATION,
    "Country": PictureFactKind.LOCATION,
    "filePath": PictureFactKind.PATH,
    "lastURL": PictureFactKind.PATH,
}
_TEXTS = frozenset({"description", "title", "subject", "Headline", "Instructions", "UserComment", "TextContent"})
_PREVIEWS = frozenset({"image"})
_STRUCTURE = frozenset({"xmpmeta", "RDF", "Description", "Seq", "Bag", "Alt", "li", "xapmeta"})


def xmp_facts(data: bytes) -> Iterator[PictureFact]:
    """Yield the properties of an XMP packet, elements and attributes alike.

    Raises:
        MalformedFileError: the packet is no XML.
    """
    root = xmlsafe.parse(data.strip(b"\0 \r\n\t").removeprefix(b"\xef\xbb\xbf"))
    for element in root.iter("*"):
        name = xmlsafe.local_name(element)
        if name == "li":
            parent = element.getparent()
            while parent is not None and xmlsafe.local_name(parent) in _STRUCTURE:
                parent = parent.getparent()
            name = "" if parent is None else xmlsafe.local_name(parent)
        text = (element.text or "").strip()
        if text and name and name not in _STRUCTURE:
            yield _fact(name, text)
        for key, value in element.attrib.items():
            attribute = str(key).rpartition("}")[2]
            is_plain = "}" not in str(key) or attribute in ("about", "parseType", "lang", "xmptk", "resource")
            if not is_plain and str(value).strip():
                yield _fact(attribute, str(value).strip())


def _fact(name: str, text: str) -> PictureFact:
    if name in _PREVIEWS:
        return PictureFact(PictureFactKind.PREVIEW, "XMP", name, f"({len(text)} characters)")
    kind = _KINDS.get(name, PictureFactKind.SOFTWARE)
    if name in _TEXTS:
        kind = text_kind(text)
    elif kind is PictureFactKind.SOFTWARE and name.endswith(("Date", "when")):
        kind = PictureFactKind.DATE
    return PictureFact(kind, "XMP", name, text[:_MOST_CHARACTERS])
