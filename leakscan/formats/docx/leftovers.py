"""What is left of a part when its reader has taken what it knows: remarks, unknown elements and attributes, texts.

A reader takes the text of an element away (`taken`) when it has told of it. What then remains stands where no
program shows it, or is nothing that this library knows; either way it is told of. Values of attributes are looked
through too: a value is a number, a measure, an identifier, a word of the closed list, a name of bounded length, or
it is told of.
"""

import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from leakscan import xmlsafe
from leakscan.formats.docx.vocabulary import ATTRIBUTES, ELEMENTS, NAMESPACES, WORDS
from leakscan.formats.strays import REMARK, STRAY, Strays
from leakscan.patterns import late_pattern
from leakscan.views.side_texts import telling_in

if TYPE_CHECKING:
    from lxml.etree import _Element

UNKNOWN = "element that is none of the format's"
ATTRIBUTE = "attribute that is none of the format's"
VALUE = "value that is none of the format's"
NAMESPACE = "name space that is none of the format's"

_MOST_TAGS = 1 << 11
_XML = "http://www.w3.org/XML/1998/namespace"
_DECLARATION = re.compile(r' xmlns(?::([\w.-]+))?="([^"]*)"')
_TAG = re.compile(r'(?:([\w.-]+):)?([\w.-]+)((?: [\w.:-]+="[^"&]*")*)/?>([^<&]*)')
_VALUE = re.compile(r' (?:([\w.-]+):)?([\w.-]+)="([^"]*)"')
"""Tags, the name spaces that they declare and their attributes, as lxml writes them."""
_SAVES = re.compile(r' (?:w:rsid(?:R|RPr|P|RDefault|Del|Sect|Tr)|w14:paraId|w14:textId)="[0-9A-F]{8}"')
"""Numbers of saves and of paragraphs (ECMA-376-1 §17.15.1.70, [MS-DOCX] 2.6.2.3)."""
_MOST_MEANINGS, _MOST_KNOWN = 64, 1 << 15
_KNOWN: dict[int, set[int]] = {}
"""Digests of tags that hold nothing to tell of, by what their prefixes mean; no tag itself is kept."""
_OWN_INSTRUCTIONS = frozenset({"mso-application", "xml"})
_NUMBER = r"[+-]?(?:\d{1,10}(?:\.\d{1,16})?|\.\d{1,16})"
_SWITCH = late_pattern(
    rf"(?:{_NUMBER})?(?:%|pt|in|cm|mm|px|pc|pi|emu|fd?|em|ex|deg)?"
    r"|#?[0-9A-Fa-f]{1,8}"
    r"|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
    r"|-?\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?"
    rf"|(?:{_NUMBER}?(?:pt|in|cm|mm|px|%|emu|fd?)?[,;\s]){{1,256}}{_NUMBER}?(?:pt|in|cm|mm|px|%|emu|fd?)?"
    r"|0x[0-9A-Fa-f]{1,8}|[01]{1,16}|[0-9A-Fa-f]{20}"
)
_ANY = late_pattern(".*", re.DOTALL)
_NAME = late_pattern(r"[^\n]{0,64}")
_LONG_NAME = late_pattern(r"[^\n]{0,255}")
_TOKEN = late_pattern(r"[\w.:#+-]{0,48}")
_URI = late_pattern(r"(?:urn:|https?://)[\w./:#?=&%~+-]{1,200}")
_TAGS = late_pattern(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")
_DATE_MASK = late_pattern(r"(?:[dMyhHmsSaApPgGeE/\d_]|[^\w']|'[^']{0,12}'|at)*")
_LEVEL = late_pattern(r"(?:[^\W\d_]{0,12}[\W\d_]*){0,2}")
_OUTLINE = late_pattern(r"(?:[a-z]{0,4}[\d@,.\s;-]+)*[a-z]{0,4}")
_FORMULA = late_pattern(r"(?:[a-z*+?/-]{1,16}(?:[\s,()]+|$)|[@#]?[\w.-]{1,16}(?:[\s,()]+|$)){1,8}")
_COLOUR = late_pattern(
    r"#?[0-9A-Fa-f]{3,6}(?: \[\d+\])?|[A-Za-z]{3,20}(?: \[\d+\])?|fill [a-z]{4,8}\(\d+\)|\[\d+\]|this"
)
_INITIALS = late_pattern(r"[^\n]{0,10}")
_MAPPINGS = late_pattern(r"(?:xmlns:[\w.-]{1,16}=['\"][\w/.:#-]{0,160}['\"]\s*){0,16}")
_BASE64 = late_pattern(r"[A-Za-z0-9+/=\s]{0,128}")
_DIGITS = late_pattern(r"[\d\s,.;:@-]*")
_SIGN = late_pattern(r".{0,2}")
_SIGNS = late_pattern(r".{0,3}")
_COLOURS = late_pattern(r"[#\w,; \[\]%.]{0,255}")
_METHOD = late_pattern(r"[a-z ]{1,24}")
_NO_LETTERS = late_pattern(r"[\W\u3040-\u30ff]*")
_SCREEN = late_pattern(r"\d{3,5}x\d{3,5}")
_STROKES = late_pattern(r"[A-Za-z0-9+/=\s]*")
_HANDLE = late_pattern(r"(?:[#@,\d]|topLeft|bottomRight|center)*")
_PLACES = {
    _ANY: """
        addressFieldName@val alias@val attachedSchema@val attr@name attr@uri attr@val bookmarkStart@name
        cNvPr@descr cNvPr@name cNvPr@title cellDel@author cellIns@author cellMerge@author comment@author
        connectString@val customXml@element customXml@uri dataBinding@xpath dataSource@val default@val
        del@author description@val docId@val docPartCategory@val docPartGallery@val docPr@descr docPr@name
        docPr@title docVar@name docVar@val entryMacro@val exitMacro@val fill@title fldSimple@instr frame@name
        headerSource@val helpText@val hlinkClick@tgtFrame hlinkClick@tooltip hlinkHover@tgtFrame
        hlinkHover@tooltip hyperlink@anchor hyperlink@docLocation hyperlink@tgtFrame hyperlink@tooltip
        imagedata@href imagedata@title ins@author listEntry@val listItem@displayText listItem@value
        mailSubject@val mappedName@val moveFrom@author moveTo@author numberingChange@author pPrChange@author
        permStart@ed permStart@edGrp person@author person@contact presenceInfo@userId query@val
        rPrChange@author saveThroughXslt@solutionID schema@manifestLocation schema@schemaLocation schema@uri
        sectPrChange@author sectionTitle@val signatureline@addlxml signatureline@signinginstructions
        signatureline@suggestedsigner signatureline@suggestedsigner2 signatureline@suggestedsigneremail
        smartTag@element smartTag@uri src@val statusText@val table@val tag@val tblCaption@val
        tblDescription@val tblGridChange@author tblPrChange@author tblPrExChange@author tcPrChange@author
        textpath@string trPrChange@author udl@val uniqueTag@val
        """,
    _NAME: """
        @font @provider @providerId @typeface activeWritingStyle@appName autoCaption@caption
        autoCaption@name caption@name category@val clickAndTypeStyle@val conflictDel@author conflictIns@author
        customXmlDelRangeStart@author customXmlInsRangeStart@author customXmlMoveFromRangeStart@author
        customXmlMoveToRangeStart@author defaultTableStyle@val docPart@val format@val lsdException@name
        mathFont@val moveFromRangeStart@author moveFromRangeStart@name moveToRangeStart@author
        moveToRangeStart@name numFmt@format rFonts@ascii rFonts@cs rFonts@eastAsia rFonts@hAnsi symEx@font
        """,
    _TOKEN: """
        @ID @algorithmName @fontKey @id @prst @ref @spid @storeItemID OLEObject@ObjectID OLEObject@ProgID
        OLEObject@ShapeID arcTo@hR arcTo@stAng arcTo@swAng arcTo@wR camera@prst charset@characterSet
        compatSetting@name control@name cxn@ang encoding@val gd@name pos@x pos@y proxy@idref pt@x pt@y r@how
        r@idref rect@b rect@l rect@r rect@t shape@type smartTagType@name stylePaneSortMethod@val
        """,
    _URI: """
        @uri graphicData@uri smartTagType@namespaceuri smartTagType@url
        """,
    _BASE64: """
        @hash @hashValue @salt @saltValue
        """,
    _TAGS: """
        @lang lang@bidi lang@eastAsia lang@val lid@val noLineBreaksAfter@lang noLineBreaksBefore@lang
        themeFontLang@bidi themeFontLang@eastAsia themeFontLang@val
        """,
    _DIGITS: """
        @adj @limo @points @textboxrect @wrapcoords entry@new entry@old idmap@data path@textboxrect
        """,
    _OUTLINE: """
        @connectangles @connectlocs @polar @position @radiusrange @v @xrange @yrange
        """,
    _FORMULA: """
        @eqn @fmla
        """,
    _COLOUR: """
        @borderbottomcolor @borderleftcolor @borderrightcolor @bordertopcolor @chromakey @color @color2
        @embosscolor @extrusioncolor @fillcolor @recolortarget @shadowcolor @strokecolor
        """,
    _COLOURS: """
        @colors colormru@colors
        """,
    _METHOD: """
        @method
        """,
    _LONG_NAME: """
        aliases@val altName@val basedOn@val font@name link@val name@val next@val numStyleLink@val pStyle@val
        rStyle@val style@styleId style@val styleLink@val tblStyle@val
        """,
    _INITIALS: "@initials",
    _SIGN: """
        begChr@val chr@val endChr@val sepChr@val
        """,
    _MAPPINGS: """
        dataBinding@prefixMappings
        """,
    _DATE_MASK: """
        dateFormat@val
        """,
    _SIGNS: """
        decimalSymbol@val listSeparator@val
        """,
    _LEVEL: """
        lvlText@val numberingChange@original
        """,
    _NO_LETTERS: """
        noLineBreaksAfter@val noLineBreaksBefore@val
        """,
    _SCREEN: """
        targetScreenSz@val
        """,
    _STROKES: """
        @gfxdata ink@i
        """,
    _HANDLE: """
        h@position
        """,
}
"""What values look like, by element and attribute, or by attribute alone; `_ANY` where a reader tells of them."""
_PATTERNS = {place: pattern for pattern, places in _PLACES.items() for place in places.split()}
_VML = {
    "alt": _ANY, "title": _ANY, "href": _ANY, "target": _ANY, "path": _OUTLINE, "type": _TOKEN,
    "id": re.compile(r"[\w .:-]{0,40}\d{0,12}\d|_x0000_\w{1,24}|"),
}  # fmt: skip
"""What the values of attributes of VML look like, where that is something of its own."""
_STYLE_WORD = late_pattern(r"[a-z][a-z-]{1,40}")
_STYLE_VALUE = late_pattern(
    rf"(?:{_NUMBER}(?:pt|in|cm|mm|px|pc|%|fd?|em)?|[a-z][a-z-]{{0,31}}"
    r"|#_x0000_s\d+|\"[\w .-]{1,48}\"|#[0-9a-f]{3,6})(?:[ ,]+(?=\S)|$)",
    re.IGNORECASE,
)
_NUMBERS = frozenset(
    {"posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "align", "LinkType", "LockedField"}
)
_OWN_SPACES = late_pattern(
    r"(?:http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml|schemas\.microsoft\.com|www\.w3\.org|purl\.org)/"
    r"|urn:(?:schemas-microsoft-com|schemas|schemas-tilde-lv|oasis:names:tc:opendocument):|uuid:)[\w/.:-]{0,80}"
    r"|http://(?:opendope\.org|www\.wps\.cn/officeDocument|customooxmlschemas\.google\.com"
    r"|docs\.oasis-open\.org|openoffice\.org|schemas\.apple\.com|www\.docx4java\.org)/[\w/.:-]{0,60}"
)


def group_of(element: "_Element") -> str:
    """Return the group of an element when the format knows it, else an empty string."""
    return _group_of(str(element.tag))


@lru_cache(_MOST_TAGS)
def _group_of(tag: str) -> str:
    namespace, _, name = tag[1:].rpartition("}")
    group = NAMESPACES.get(namespace, "")
    return group if name in ELEMENTS.get(group, ()) else ""


def taken(element: "_Element") -> str:
    """Return the text of an element and take it away, as told of."""
    text = element.text or ""
    element.text = None
    return text


def leftovers(root: "_Element", identifiers: Container[str], fine: set[tuple[str, str, str]]) -> Strays:
    """Return what no reader has told of in a part.

    Args:
        root: the part, less the texts that were taken.
        identifiers: ids of its relationships.
        fine: attributes of elements, with their values, that hold nothing to tell of; more are added.
    """
    strays = Strays()
    sweep = _Sweep(strays, identifiers, fine)
    if sweep.proves_plain(root):
        return strays
    for target, text in xmlsafe.remarks(root):
        if not target:
            strays.add(REMARK, text)
        elif target not in _OWN_INSTRUCTIONS:
            strays.add_instruction(target, text)
    for space in dict.fromkeys(xmlsafe.name_spaces(root)):
        if not _is_own_space(space):
            strays.add(NAMESPACE, space)
    pending = [root]
    while pending:
        element = pending.pop()
        tail = element.tail
        if tail and not tail.isspace():
            strays.add(STRAY, tail)
        if isinstance(element.tag, str) and sweep.look(element):
            pending.extend(element)
    return strays


class _Sweep:
    def __init__(self, strays: Strays, identifiers: Container[str], fine: set[tuple[str, str, str]]) -> None:
        self._strays = strays
        self._identifiers = identifiers
        self._fine = fine

    def proves_plain(self, root: "_Element") -> bool:
        """Return true only if nothing is left of a part: a proof by its written form, where few tags repeat often.

        In what lxml writes, `<` stands before tags alone. A prefix with two meanings, an entity, a remark prove
        nothing, nor does anything to tell of.
        """
        if root.getprevious() is not None or root.getnext() is not None:
            return False
        written = xmlsafe.serialised(root).decode()
        spaces = {"xml": _XML}
        for prefix, space in _DECLARATION.findall(written):
            if spaces.setdefault(prefix, space) != space or not _is_own_space(space):
                return False
        prefixes = root.nsmap
        if spaces.setdefault("", "") != (prefixes.get(None) or ""):
            return False
        if all(spaces.get(prefix, _XML) in NAMESPACES for prefix in ("w", "w14")) and not _has_text(root):
            written = _SAVES.sub("", written)
        known = _known_pieces(spaces)
        pieces = set(written.split("<")[1:])
        if known.issuperset(map(hash, pieces)):
            return True
        for piece in pieces:
            if hash(piece) not in known and not self._is_plain(piece, spaces, prefixes, known):
                return False
        return True

    def _is_plain(
        self, piece: str, spaces: Mapping[str, str], prefixes: Container[str | None], known: set[int]
    ) -> bool:
        """Return true only if there is nothing to tell of in a tag and the text behind it."""
        if piece[0] == "/":
            return not piece.rpartition(">")[2].strip()
        found = _TAG.fullmatch(piece)
        if found is None:
            return False
        prefix, name, attributes, text = found.groups("")
        tag = f"{{{spaces.get(prefix)}}}{name}"
        group = _group_of(tag)
        if not group or (text.strip() and not (name in _NUMBERS and is_switch(text.strip()))):
            return False
        is_everywhere = True
        for own_prefix, local, value in _VALUE.findall(attributes):
            if own_prefix == "xmlns" or (local == "xmlns" and not own_prefix):
                continue
            key = f"{{{spaces.get(own_prefix)}}}{local}" if own_prefix else local
            if self._stray(tag, group, key, value, prefixes):
                return False
            is_everywhere = is_everywhere and (tag, key, value) in self._fine
        if is_everywhere:
            known.add(hash(piece))
        return True

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
        for key, value in cast("list[tuple[str, str]]", element.items()):
            if (tag, key, value) not in self._fine:
                what = self._stray(tag, group, key, value, element.nsmap)
                if what:
                    strays.add(what, f"{key.rpartition('}')[2]}: {value}" if what == ATTRIBUTE else value)
        return True

    def _stray(self, tag: str, group: str, key: str, value: str, prefixes: Container[str | None]) -> str:
        """Return what a value is, when it holds something to tell of.

        Args:
            tag: its element.
            group: the group of that.
            key: its attribute.
            value: the value.
            prefixes: those of name spaces where it stands.
        """
        entry = (tag, key, value)
        if entry in self._fine:
            return ""
        space, _, local = key.rpartition("}")
        kind = NAMESPACES.get(space[1:]) if space else group
        if kind is None or local not in ATTRIBUTES:
            return ATTRIBUTE
        if kind == "mc" or local == "Requires":
            return "" if all(word.partition(":")[0] in prefixes for word in value.split()) else VALUE
        if kind == "r":
            return VALUE if value and value not in self._identifiers else ""
        if not self._is_fine(group, tag.rpartition("}")[2], local, value):
            return VALUE
        self._fine.add(entry)
        return ""

    def _foreign(self, element: "_Element", name: str) -> None:
        """Take everything that an unknown element holds, its name when it holds nothing else."""
        pieces = [str(piece) for piece in element.itertext("*", with_tail=True)]
        own_tail = element.tail or ""
        if own_tail and pieces and pieces[-1] == own_tail:
            pieces.pop()
        words = "".join(pieces).strip()
        values = [str(value) for item in element.iter("*") for value in item.attrib.values()]
        told = [value for value in values if not is_switch(value.strip())]
        for text in (words, *told):
            self._strays.add(UNKNOWN, text)
        if not words and not told:
            self._strays.add(UNKNOWN, name)

    @staticmethod
    def _is_fine(group: str, name: str, local: str, value: str) -> bool:
        if is_switch(value):
            return True
        pattern = _PATTERNS.get(f"{name}@{local}")
        if pattern is None and group == "v":
            if local == "style":
                return _is_style(value)
            pattern = _VML.get(local)
        pattern = pattern or _PATTERNS.get(f"@{local}")
        if pattern is None or pattern.fullmatch(value) is None:
            return False
        return pattern is _ANY or not any(True for _ in telling_in(value))


def _is_own_space(space: str) -> bool:
    return space in NAMESPACES or _OWN_SPACES.fullmatch(space) is not None


def _known_pieces(spaces: Mapping[str, str]) -> set[int]:
    """Return the digests of tags that hold nothing to tell of wherever prefixes mean these name spaces."""
    meaning = hash(frozenset(spaces.items()))
    if len(_KNOWN) > _MOST_MEANINGS or len(_KNOWN.get(meaning, ())) > _MOST_KNOWN:
        _KNOWN.clear()
    return _KNOWN.setdefault(meaning, set())


def _has_text(root: "_Element") -> bool:
    return bool(str(root.xpath("string()")).strip())


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
