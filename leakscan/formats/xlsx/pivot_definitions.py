"""Reading the definition of a pivot cache (ECMA-376-1 §18.10.1)."""

from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.formats.ooxml.vocabulary import Walker
from leakscan.formats.xlsx.cutting import feed
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.pivots import CacheField, Definition, Role
from leakscan.patterns import late_pattern

ITEM_KINDS = frozenset("msnbedx")
"""The elements that stand for a value: missing, string, number, boolean, error, date, index (§18.10.1.49 …)."""

_PLAIN_ITEMS = late_pattern(r'<([snd]) v="([^"&<>\x00-\x1f\ufffe\uffff]*)"( u="1")?/>')
_TEXT_ITEM = '<s v="', '"/><s v="', '"/>'
_CONTROLS = bytes(range(32))
_ITEM_START, _BLOCK_BYTES = b"<s v=", 1 << 16
_ITEM_MARKUP = len('<s v=""/>')


class DefinitionHandler(xmlsafe.Handler):
    """Fills a Definition from the events of its part; a walker may take them as well."""

    def __init__(self, definition: Definition, walker: Walker | None = None) -> None:
        self._definition = definition
        self._walker = walker
        self._lists: list[str] = []
        self._nested = 0
        self._is_ranged = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._nested:
            self._nested += 1
            return
        if name in ITEM_KINDS:
            self._nested = 1
            if self._lists:
                self._item(self._lists[-1], name, attributes)
            return
        if name in _LISTS:
            self._lists.append(name)
        if name == "cacheField":
            self._field(attributes)
        elif name == "sharedItems":
            self._shared_items(attributes)
        elif name in _HEADS:
            self._head(name, attributes)
        else:
            self._structure(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._nested:
            self._nested -= 1
        elif self._lists and self._lists[-1] == name:
            self._lists.pop()

    def watcher(self) -> Walker | None:
        """Return what gathers all that is not on the list of the format, if anything does."""
        return self._walker

    @property
    def is_between(self) -> bool:
        """True when the parser stands between two shared items."""
        if self._nested or self._lists[-1:] != ["sharedItems"] or not self._definition.fields:
            return False
        return self._walker is None or self._walker.stands_in("x:sharedItems", "x:s")

    def take(self, data: bytes) -> bool:
        """Take a block of shared items; return whether they were plain. If not, it has left no trace."""
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return False
        texts = _plain_texts(text) if len(data.translate(None, _CONTROLS)) == len(data) else None
        if texts is not None:
            self._definition.keep_items(b"s" * len(texts), texts)
            return True
        items = _PLAIN_ITEMS.findall(text)
        if sum(_ITEM_MARKUP + len(value) + len(mark) for _, value, mark in items) != len(text):
            return False
        if self._walker is not None:
            others = {(kind, value) for kind, value, _ in items if kind != "s"}
            if not all(self._walker.is_plain(f"x:{kind}", {"v": value}) for kind, value in others):
                return False
        kinds = "".join(kind for kind, _, _ in items).encode()
        self._definition.keep_items(kinds, [unescaped(value) for _, value, _ in items])
        return True

    def _item(self, within: str, kind: str, attributes: dict[str, str]) -> None:
        definition = self._definition
        owner = len(definition.fields) - 1
        text, caption = attributes.get("v", ""), attributes.get("c", "")
        if within == "sharedItems" and definition.fields:
            is_calculated = xmlsafe.is_true(attributes.get("f"))
            role = Role.CALCULATED if is_calculated else Role.ITEM
            definition.keep(role, kind, text, caption=caption, owner=owner)
            definition.fields[-1].items += 1
        elif within == "groupItems":
            role = Role.GROUP if kind != "s" or self._is_ranged else Role.ITEM
            definition.keep(role, kind, text, caption=caption, owner=owner)
        elif within == "mpMap":
            return
        elif within == "entries":
            definition.keep(Role.ENTRY, kind, text, caption=caption)

    def _field(self, attributes: dict[str, str]) -> None:
        definition = self._definition
        self._is_ranged = False
        definition.fields.append(
            CacheField(
                name=unescaped(attributes.get("name") or attributes.get("caption", "")),
                is_stored=xmlsafe.is_true(attributes.get("databaseField"), default=True),
                first_item=len(definition.kept),
            )
        )
        formula = attributes.get("formula", "")
        if formula:
            definition.keep(Role.FORMULA, "s", formula, owner=len(definition.fields) - 1)
            definition.fields[-1].first_item = len(definition.kept)

    def _shared_items(self, attributes: dict[str, str]) -> None:
        """Keep the bounds of a field; they are all there is of it where its items are not kept."""
        definition = self._definition
        if not definition.fields:
            return
        for key in ("minValue", "maxValue", "minDate", "maxDate"):
            if key in attributes:
                kind = "d" if key.endswith("Date") else "n"
                definition.keep(Role.BOUND, kind, attributes[key], owner=len(definition.fields) - 1)
        definition.fields[-1].first_item = len(definition.kept)
        definition.fields[-1].items = 0  # a field that lists its items twice has the later ones

    def _head(self, name: str, attributes: dict[str, str]) -> None:
        definition = self._definition
        match name:
            case "pivotCacheDefinition":
                # The extension of Excel 2010 repeats the name inside; the root comes first.
                definition.attributes = {**attributes, **definition.attributes}
            case "cacheSource":
                definition.source_type = attributes.get("type", "")
            case "worksheetSource":
                definition.source = attributes
            case "rangeSet":
                definition.ranges.append(attributes)
                where = attributes.get("name") or f"{attributes.get('sheet', '')}!{attributes.get('ref', '')}"
                definition.keep(Role.RANGE, "s", where)
            case "rangePr":
                self._is_ranged = True

    def _structure(self, name: str, attributes: dict[str, str]) -> None:
        definition = self._definition
        match name:
            case "pageItem":
                definition.keep(Role.PAGE, "s", attributes.get("name", ""))
            case "calculatedItem" | "calculatedMember" if attributes.get("formula") or attributes.get("mdx"):
                text = attributes.get("formula") or attributes.get("mdx", "")
                definition.keep(Role.FORMULA, "s", text, caption=attributes.get("name", ""))
            case "query" if attributes.get("mdx"):
                definition.keep(Role.STRUCTURE, "s", attributes["mdx"])
            case "set" if attributes.get("setDefinition"):
                definition.keep(Role.STRUCTURE, "s", attributes["setDefinition"])
            case "cacheHierarchy" | "kpi" | "dimension" | "measureGroup" | "group" | "groupLevel":
                text = attributes.get("uniqueName") or attributes.get("name", "")
                definition.keep(Role.STRUCTURE, "s", text, caption=attributes.get("caption", ""))
            case "groupMember":
                definition.keep(Role.MEMBER, "s", attributes.get("uniqueName", ""))


def _plain_texts(text: str) -> list[str] | None:
    """Return the shared items of a block when all are texts without a mark or a reference, else None.

    Args:
        text: the block, without control characters.
    """
    start, between, end = _TEXT_ITEM
    if not text.startswith(start) or not text.endswith(end) or "&" in text:
        return None
    if not text.isascii() and ("\ufffe" in text or "\uffff" in text):
        return None
    texts = text[len(start) : -len(end)].split(between)
    if not text.count("<") == text.count(">") == len(texts) or text.count('"') != 2 * len(texts):
        return None
    return texts if "_x" not in text else [unescaped(item) for item in texts]


_LISTS = frozenset(("sharedItems", "groupItems", "mpMap", "entries", "discretePr"))
_HEADS = frozenset(("pivotCacheDefinition", "cacheSource", "worksheetSource", "rangeSet", "rangePr"))


def read_definition(
    stream: BinaryIO, definition: Definition, walker: Walker | None = None, *, block_bytes: int = _BLOCK_BYTES
) -> None:
    """Read a definition part.

    Args:
        stream: the part.
        definition: what it says goes in here.
        walker: takes what is not on the list of the format; None when nobody asks for it.
        block_bytes: how large the blocks are that are read together.

    Raises:
        FileError: it is damaged; what came before the damage is there.
    """
    handler = DefinitionHandler(definition, walker)
    try:
        feed(stream, handler, handler, start=_ITEM_START, end=b"</sharedItems>", block_bytes=block_bytes)
    finally:
        definition.kept.finish()
