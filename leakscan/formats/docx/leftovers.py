"""What is left of a part when its reader has taken what it knows: remarks, unknown elements and attributes, texts.

A reader takes the text of an element away (`taken`) when it has told of it. What then remains stands where no program
shows it, or is nothing that this library knows; either way it is told of. Values of attributes are looked through too:
a value is a number, a measure, an identifier, a word of the closed list, a name of bounded length, or it is told of.
"""

import re
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.docx.vocabulary import ATTRIBUTES, ELEMENTS, NAMESPACES, WORDS
from leakscan.formats.xlsx.strays import REMARK, STRAY, Strays
from leakscan.views.side_texts import telling_in

if TYPE_CHECKING:
    from lxml.etree import _Element

UNKNOWN = "element that is none of the format's"
ATTRIBUTE = "attribute that is none of the format's"
VALUE = "value that is none of the format's"
NAMESPACE = "name space that is none of the format's"

_OWN_INSTRUCTIONS = frozenset({"mso-application", "xml"})
_NUMBER = r"[+-]?(?:\d{1,10}(?:\.\d{1,16})?|\.\d{1,16})"
_SWITCH = re.compile(
    rf"(?:{_NUMBER})?(?:%|pt|in|cm|mm|px|pc|pi|emu|fd?|em|ex|deg)?"
    r"|#?[0-9A-Fa-f]{1,8}"
    r"|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
    r"|-?\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?"
    rf"|(?:{_NUMBER}?(?:pt|in|cm|mm|px|%|emu|fd?)?[,;\s]+){{1,64}}{_NUMBER}?(?:pt|in|cm|mm|px|%|emu|fd?)?"
    r"|0x[0-9A-Fa-f]{1,8}|[01]{1,16}|[0-9A-Fa-f]{20}"
)
_ANY = re.compile(".*", re.DOTALL)
_NAME = re.compile(r"[^\n]{0,64}")
_LONG_NAME = re.compile(r"[^\n]{0,255}")
_TOKEN = re.compile(r"[\w.:#+-]{0,48}")
_URI = re.compile(r"(?:urn:|https?://)[\w./:#?=&%~+-]{1,200}")
_TAGS = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")
_DATE_MASK = re.compile(r"(?:[dMyhHmsSaApPgGeE/]+|[\W\d_]+|'[^']{0,12}'|AM|PM|de|at)*")
_LEVEL = re.compile(r"(?:[^\W\d_]{0,12}[\W\d_]*){0,2}")
_OUTLINE = re.compile(r"(?:[a-z]{0,4}[\d@,.\s;-]+)*[a-z]{0,4}")
_FORMULA = re.compile(r"(?:[a-z*+?/-]{1,16}(?:[\s,()]+|$)|[@#]?[\w.-]{1,16}(?:[\s,()]+|$)){1,8}")
_COLOUR = re.compile(
    r"#?[0-9A-Fa-f]{3,6}(?: \[\d+\])?|[A-Za-z]{3,20}(?: \[\d+\])?|fill [a-z]{4,8}\(\d+\)|\[\d+\]|this"
)
_MAPPINGS = re.compile(r"(?:xmlns:[\w.-]{1,16}=['\"][\w/.:#-]{0,160}['\"]\s*){0,16}")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]{0,128}")
_DIGITS = re.compile(r"[\d\s,.;:@-]*")
_BY_NAME = {
    "author": _ANY, "initials": _NAME, "rsid": _ANY, "id": _TOKEN, "ID": _TOKEN, "spid": _TOKEN,
    "prst": _TOKEN, "uri": _URI, "hash": _BASE64, "salt": _BASE64, "hashValue": _BASE64, "saltValue": _BASE64,
    "algorithmName": _TOKEN, "provider": _NAME, "providerId": _NAME, "lang": _TAGS, "adj": _DIGITS, "v": _OUTLINE,
    "wrapcoords": _DIGITS, "eqn": _FORMULA, "fmla": _FORMULA, "fillcolor": _COLOUR, "strokecolor": _COLOUR,
    "color": _COLOUR, "color2": _COLOUR, "colors": re.compile(r"[#\w,; \[\]%.]{0,255}"), "shadowcolor": _COLOUR,
    "extrusioncolor": _COLOUR, "bordertopcolor": _COLOUR, "borderleftcolor": _COLOUR, "chromakey": _COLOUR,
    "borderbottomcolor": _COLOUR, "borderrightcolor": _COLOUR, "embosscolor": _COLOUR, "recolortarget": _COLOUR,
    "typeface": _NAME, "font": _NAME, "storeItemID": _TOKEN, "points": _DIGITS, "position": _OUTLINE,
    "textboxrect": _DIGITS, "limo": _DIGITS, "xrange": _OUTLINE, "yrange": _OUTLINE, "polar": _OUTLINE,
    "method": re.compile(r"[a-z ]{1,24}"), "connectlocs": _OUTLINE, "connectangles": _OUTLINE, "ref": _TOKEN, "radiusrange": _OUTLINE, "fontKey": _TOKEN,
    "gfxdata": _ANY,
}  # fmt: skip
"""What the values of an attribute look like, wherever it stands; `_ANY` for those that a reader tells of."""
_BY_PLACE = {
    "activeWritingStyle": {"appName": _NAME}, "alias": {"val": _ANY}, "aliases": {"val": _LONG_NAME},
    "altName": {"val": _LONG_NAME}, "attachedSchema": {"val": _ANY}, "attr": {"name": _ANY, "val": _ANY, "uri": _ANY},
    "addressFieldName": {"val": _ANY}, "basedOn": {"val": _LONG_NAME}, "begChr": {"val": re.compile(".{0,2}")},
    "bookmarkStart": {"name": _ANY}, "caption": {"name": _NAME}, "autoCaption": {"name": _NAME, "caption": _NAME},
    "category": {"val": _NAME}, "charset": {"characterSet": _TOKEN}, "chr": {"val": re.compile(".{0,2}")},
    "clickAndTypeStyle": {"val": _NAME}, "cNvPr": {"name": _ANY, "descr": _ANY, "title": _ANY},
    "compatSetting": {"name": _TOKEN}, "connectString": {"val": _ANY}, "control": {"name": _TOKEN},
    "customXml": {"element": _ANY, "uri": _ANY}, "dataBinding": {"prefixMappings": _MAPPINGS, "xpath": _ANY},
    "dateFormat": {"val": _DATE_MASK}, "decimalSymbol": {"val": re.compile(".{0,3}")}, "default": {"val": _ANY},
    "defaultTableStyle": {"val": _NAME}, "description": {"val": _ANY}, "docPart": {"val": _NAME},
    "docPartCategory": {"val": _ANY}, "docPartGallery": {"val": _ANY}, "docId": {"val": _ANY},
    "docPr": {"name": _ANY, "descr": _ANY, "title": _ANY}, "docVar": {"name": _ANY, "val": _ANY},
    "encoding": {"val": _TOKEN}, "endChr": {"val": re.compile(".{0,2}")},
    "entryMacro": {"val": _ANY}, "exitMacro": {"val": _ANY}, "fldSimple": {"instr": _ANY},
    "font": {"name": _LONG_NAME}, "format": {"val": _NAME}, "frame": {"name": _ANY},
    "gd": {"name": _TOKEN}, "helpText": {"val": _ANY}, "hlinkClick": {"tooltip": _ANY, "tgtFrame": _ANY},
    "hlinkHover": {"tooltip": _ANY, "tgtFrame": _ANY}, "imagedata": {"title": _ANY, "href": _ANY},
    "fill": {"title": _ANY}, "hyperlink": {"tooltip": _ANY, "anchor": _ANY, "docLocation": _ANY, "tgtFrame": _ANY},
    "lang": {"val": _TAGS, "eastAsia": _TAGS, "bidi": _TAGS}, "lid": {"val": _TAGS}, "link": {"val": _LONG_NAME},
    "listEntry": {"val": _ANY}, "listItem": {"displayText": _ANY, "value": _ANY},
    "listSeparator": {"val": re.compile(".{0,3}")}, "lsdException": {"name": _NAME}, "lvlText": {"val": _LEVEL},
    "mailSubject": {"val": _ANY}, "mappedName": {"val": _ANY}, "mathFont": {"val": _NAME}, "name": {"val": _LONG_NAME},
    "next": {"val": _LONG_NAME}, "noLineBreaksAfter": {"val": re.compile(r"\W*"), "lang": _TAGS},
    "noLineBreaksBefore": {"val": re.compile(r"[\W\u3040-\u30ff]*"), "lang": _TAGS},
    "numFmt": {"format": _NAME}, "numberingChange": {"original": _LEVEL}, "numStyleLink": {"val": _LONG_NAME},
    "OLEObject": {"ProgID": _TOKEN, "ShapeID": _TOKEN, "ObjectID": _TOKEN}, "pStyle": {"val": _LONG_NAME},
    "permStart": {"ed": _ANY, "edGrp": _ANY}, "person": {"author": _ANY, "contact": _ANY},
    "presenceInfo": {"userId": _ANY}, "query": {"val": _ANY}, "rStyle": {"val": _LONG_NAME},
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), _NAME), "shape": {"type": _TOKEN},
    "schema": {"uri": _ANY, "manifestLocation": _ANY, "schemaLocation": _ANY}, "sepChr": {"val": re.compile(".{0,2}")},
    "smartTag": {"element": _ANY, "uri": _ANY}, "smartTagType": {"name": _TOKEN, "namespaceuri": _URI, "url": _URI},
    "src": {"val": _ANY}, "statusText": {"val": _ANY},
    "style": {"styleId": _LONG_NAME, "val": _LONG_NAME}, "styleLink": {"val": _LONG_NAME}, 
    "saveThroughXslt": {"solutionID": _ANY}, "symEx": {"font": _NAME}, "table": {"val": _ANY}, "tag": {"val": _ANY},
    "tblCaption": {"val": _ANY}, "tblDescription": {"val": _ANY}, "tblStyle": {"val": _LONG_NAME},
    "targetScreenSz": {"val": re.compile(r"\d+x\d+")}, "textpath": {"string": _ANY}, "themeFontLang": dict.fromkeys(
        ("val", "eastAsia", "bidi"), _TAGS
    ), "udl": {"val": _ANY}, "uniqueTag": {"val": _ANY}, "dataSource": {"val": _ANY}, "headerSource": {"val": _ANY},
    "moveFromRangeStart": {"name": _NAME}, "moveToRangeStart": {"name": _NAME}, "sectionTitle": {"val": _ANY},
    "entry": {"new": _DIGITS, "old": _DIGITS},
    "signatureline": dict.fromkeys(
        ("suggestedsigner", "suggestedsigner2", "suggestedsigneremail", "signinginstructions", "addlxml"), _ANY
    ),
    "path": {"textboxrect": _DIGITS}, "pos": {"x": _TOKEN, "y": _TOKEN}, "pt": {"x": _TOKEN, "y": _TOKEN},
    "ink": {"i": re.compile(r"[A-Za-z0-9+/=\s]*")}, "rect": dict.fromkeys("ltrb", _TOKEN),
    "arcTo": dict.fromkeys(("wR", "hR", "stAng", "swAng"), _TOKEN), "cxn": {"ang": _TOKEN}, "r": {"how": _TOKEN, "idref": _TOKEN}, "proxy": {"idref": _TOKEN},
    "h": {"position": re.compile(r"(?:[#@]?\d{1,8}|topLeft|bottomRight|center|,)*")}, "idmap": {"data": _DIGITS}, 
    "stylePaneSortMethod": {"val": _TOKEN}, "colormru": {"colors": re.compile(r"[#\w,]{0,255}")},
    "graphicData": {"uri": _URI}, "camera": {"prst": _TOKEN}, 
}  # fmt: skip
_VML = {
    "alt": _ANY, "title": _ANY, "href": _ANY, "target": _ANY, "path": _OUTLINE, "type": _TOKEN,
    "id": re.compile(r"[\w .:-]{0,40}\d{0,12}\d|_x0000_\w{1,24}|"),
}  # fmt: skip
"""What the values of attributes of VML look like, where that is something of its own."""
_STYLE_WORD = re.compile(r"[a-z][a-z-]{1,40}")
_STYLE_VALUE = re.compile(
    rf"(?:{_NUMBER}(?:pt|in|cm|mm|px|pc|%|fd?|em)?|[a-z][a-z-]{{0,31}}|#_x0000_s\d+|\"[\w .-]{{1,48}}\"|#[0-9a-f]{{3,6}})"
    r"(?:[ ,]+(?=\S)|$)",
    re.IGNORECASE,
)
_NUMBERS = frozenset(
    {"posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "align", "LinkType", "LockedField"}
)
_OWN_SPACES = re.compile(
    r"(?:http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml|schemas\.microsoft\.com|www\.w3\.org|purl\.org)/"
    r"|urn:(?:schemas-microsoft-com|schemas|schemas-tilde-lv|oasis:names:tc:opendocument):|uuid:)[\w/.:-]{0,80}"
    r"|http://(?:opendope\.org|www\.wps\.cn/officeDocument|customooxmlschemas\.google\.com"
    r"|docs\.oasis-open\.org|openoffice\.org|schemas\.apple\.com|www\.docx4java\.org)/[\w/.:-]{0,60}"
)


def group_of(element: "_Element") -> str:
    """Return the group of an element when the format knows it, else an empty string."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, _, name = tag[1:].rpartition("}")
    group = NAMESPACES.get(namespace, "")
    return group if name in ELEMENTS.get(group, ()) else ""


def taken(element: "_Element") -> str:
    """Return the text of an element and take it away, as told of."""
    text = element.text or ""
    element.text = None
    return text


def leftovers(root: "_Element", identifiers: Container[str]) -> Strays:
    """Return what no reader has told of in a part.

    Args:
        root: the part, less the texts that were taken.
        identifiers: ids of its relationships.
    """
    strays = Strays()
    for target, text in xmlsafe.remarks(root):
        if not target:
            strays.add(REMARK, text)
        elif target not in _OWN_INSTRUCTIONS:
            strays.add_instruction(target, text)
    for space in dict.fromkeys(xmlsafe.name_spaces(root)):
        if space not in NAMESPACES and not _OWN_SPACES.fullmatch(space):
            strays.add(NAMESPACE, space)
    sweep = _Sweep(strays, identifiers)
    pending = [root]
    while pending:
        element = pending.pop()
        strays.add(STRAY, element.tail or "")
        if not isinstance(element.tag, str):
            continue
        if sweep.look(element):
            pending.extend(element)
    return strays


class _Sweep:
    def __init__(self, strays: Strays, identifiers: Container[str]) -> None:
        self._strays = strays
        self._identifiers = identifiers
        self._fine: set[tuple[str, str, str]] = set()

    def look(self, element: "_Element") -> bool:
        """Look at an element itself and say whether its children are to be looked at."""
        strays = self._strays
        group = group_of(element)
        tag = str(element.tag)
        name = tag.rpartition("}")[2]
        if not group:
            self._foreign(element, name)
            return False
        text = element.text
        if text and not text.isspace() and not (name in _NUMBERS and is_switch(text.strip())):
            strays.add(STRAY, text)
        fine = self._fine
        for key, value in element.items():
            entry = (tag, key, value)
            if entry in fine:
                continue
            space, _, local = key.rpartition("}")
            kind = NAMESPACES.get(space[1:]) if space else group
            if kind is None or local not in ATTRIBUTES:
                strays.add(ATTRIBUTE, f"{local}: {value}")
            elif kind == "mc" or local == "Requires":
                if not all(word.partition(":")[0] in element.nsmap for word in value.split()):
                    strays.add(VALUE, value)
            elif kind == "r":
                if value and value not in self._identifiers:
                    strays.add(VALUE, value)
            elif self._is_fine(group, name, local, value):
                fine.add(entry)
            else:
                strays.add(VALUE, value)
        return True

    def _foreign(self, element: "_Element", name: str) -> None:
        """Take everything that an unknown element holds, its name when it holds nothing else."""
        pieces = [str(piece) for piece in element.itertext("*", with_tail=True)]
        own_tail = element.tail or ""
        if own_tail and pieces and pieces[-1] == own_tail:
            pieces.pop()
        words = "".join(pieces).strip()
        values = [str(value) for item in element.iter("*") for value in item.attrib.values()]
        for text in (words, *values):
            self._strays.add(UNKNOWN, text)
        if not words and not any(value.strip() for value in values):
            self._strays.add(UNKNOWN, name)

    @staticmethod
    def _is_fine(group: str, name: str, local: str, value: str) -> bool:
        if is_switch(value):
            return True
        place = _BY_PLACE.get(name)
        pattern = None if place is None else place.get(local)
        if pattern is None and group == "v":
            if local == "style":
                return _is_style(value)
            pattern = _VML.get(local)
        pattern = pattern or _BY_NAME.get(local)
        if pattern is None or pattern.fullmatch(value) is None:
            return False
        return pattern is _ANY or not any(True for _ in telling_in(value))


def is_switch(value: str) -> bool:
    """Return whether a value is a number, a measure, an identifier, a date or a word of the closed list."""
    return value in WORDS or _SWITCH.fullmatch(value) is not None


def _is_style(style: str) -> bool:
    """Return whether a style of VML names properties and measures alone (ECMA-376-4 §19.1.2.19)."""
    for pair in style.split(";"):
        key, separator, value = pair.partition(":")
        if not pair.strip():
            continue
        if not separator or _STYLE_WORD.fullmatch(key.strip().lower()) is None:
            return False
        rest = value.strip()
        while rest:
            found = _STYLE_VALUE.match(rest)
            if found is None:
                return False
            rest = rest[found.end() :]
    return True


def texts_of(roots: Iterable["_Element"]) -> list[str]:
    """Return the paragraphs in some elements and take their texts away."""
    found = []
    for root in roots:
        for paragraph in root.iter("{*}p"):
            text = "".join(taken(item) for item in paragraph.iter("{*}t", "{*}delText"))
            if text.strip():
                found.append(text.strip())
    return found
