"""Parts that belong to other programs than the format's own: custom XML, add-in data, controls, printers."""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats import remnants
from leakscan.formats.ooxml.package import Package
from leakscan.formats.texts import INK_TIME, ink_texts, is_xml, plain_texts, root_tag, runs_of_text, xml_texts
from leakscan.parts import PartState
from leakscan.patterns import late_pattern
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.archive import RemnantKind
from leakscan.views.side_texts import SideKind, TextPart

COLUMNS = ("Part", "Number", "Text")
_KINDS = {
    "customXml": SideKind.CUSTOM_XML,
    "customProperty": SideKind.SHEET_PROPERTY,
    "customPropertyPart": SideKind.SHEET_PROPERTY,
    "control": SideKind.CONTROL,
    "activeXControlBinary": SideKind.CONTROL,
    "printerSettings": SideKind.PRINTER,
}
"""By the last word of the relationship that leads to the part (ECMA-376-1 §15.2.5, §12.3.4, [MS-OFFMACRO2])."""
_ELSEWHERE = ("{http://schemas.microsoft.com/DataMashup}",)
"""Roots of custom XML that have a reader of their own."""
_OWN_ROOTS = (
    "{http://schemas.microsoft.com/office/2006/metadata/contentType}",
    "{http://schemas.microsoft.com/office/metadata/contentType}",
    "{http://schemas.microsoft.com/office/2006/metadata/longProperties}",
    "{http://schemas.microsoft.com/office/2009/outspace/metadata}",
    "{http://schemas.microsoft.com/office/2006/customDocumentInformationPanel}",
    "{http://schemas.microsoft.com/office/2006/activeX}",
    "{http://schemas.microsoft.com/sharepoint/v3/contenttype/forms}",
    "{http://schemas.microsoft.com/sharepoint/events}",
    "{http://gemini/",
)
"""Roots in which programs write what they are made of: forms, schemas, panels."""
_INK = "{http://www.w3.org/2003/InkML}"
"""The root of strokes that a page draws."""
_SOURCES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}",
    "{http://purl.oclc.org/ooxml/officeDocument/bibliography}",
)
"""Roots of a list of sources (ECMA-376-1 §22.6)."""
_MERGED = frozenset({SideKind.CONTROL, SideKind.PRINTER})
"""Kinds of which a file has many that say the same."""
_SHORT_BYTES = 1 << 16
_CLASS_BYTES = 16
_LETTERS = late_pattern(r"[^\W\d_]")
_CONTROL_WORDS = late_pattern(
    r"(?:Arial|Calibri|Cambria|Tahoma|Verdana|Times New Roman|Segoe UI|MS Sans Serif|Courier New)\S{0,3}"
    r"|MS Shell Dlg\S{0,3}"
    r"|(?:CommandButton|CheckBox|ComboBox|ListBox|OptionButton|TextBox|ToggleButton|SpinButton|ScrollBar|Label"
    r"|Image|Frame|TabStrip|MultiPage|UserForm)\d*\S{0,2}|Microsoft Forms .*|Embedded Object|Forms\.\w+\.\d",
    re.IGNORECASE,
)
"""What the binary state of a control spells beside the words of its author: fonts, and names given by itself."""

_PAPER = late_pattern(
    r"(?:US )?(?:Letter|Legal|Executive|Tabloid|Ledger|[AB]\d)(?: (?:size|small|\(.{1,24}\)))?", re.IGNORECASE
)
"""Names of paper, which the settings of every printer hold (`dmFormName`)."""
_OWN_WORDS = {SideKind.CONTROL: _CONTROL_WORDS, SideKind.PRINTER: _PAPER}


def read_text_parts(package: Package) -> Iterator[TextPart]:
    """Yield every part of these kinds that some relationship leads to."""
    found: dict[str, tuple[SideKind, str]] = {}
    for owner in ("", *sorted(package.reachable())):
        for relationship in () if owner.endswith(".rels") else package.relationships(owner):
            kind = None if relationship.is_external else _KINDS.get(relationship.kind)
            name = package.name(relationship.target)
            if kind is not None and name is not None:
                found.setdefault(name, (kind, owner))
    merged: dict[tuple[SideKind, tuple[tuple[str, str], ...]], list[TextPart]] = {}
    for part, (kind, owner) in found.items():
        for item in _read(package, part, kind, owner):
            if kind in _MERGED:
                merged.setdefault((kind, tuple(item.telling)), []).append(item)
            else:
                item.table = _table([item])
                yield item
    for items in merged.values():
        table = _table(items)
        first, *rest = items
        for item in rest:
            first.merge(item)
        first.table = table
        yield first


def _table(items: list[TextPart]) -> Table | None:
    rows = sum(item.rows for item in items)
    if not rows:
        return None
    return Table(
        columns=COLUMNS,
        count=rows,
        reader="leakscan.formats.ooxml.text_parts:text_part_rows",
        arguments={"parts": tuple(item.place.part for item in items if item.rows), "kind": items[0].kind.name},
    )


def _read(package: Package, part: str, kind: SideKind, owner: str) -> Iterator[TextPart]:
    item = TextPart(kind, Place(part=part))
    is_read = False
    with package.recording(item.place, lost=f"text of the {kind.value}"):
        with package.open(part) as stream:
            head = stream.read(remnants.HEAD_BYTES)
        item.name = root_tag(head) if is_xml(head) else ""
        if item.name.startswith(_ELSEWHERE) or _is_file(head):
            return
        item.is_own = item.name.startswith(_OWN_ROOTS) or _is_empty_list(package, part, item.name)
        item.is_ink = item.name.startswith(_INK)
        has_words = False
        for text in _texts(package, part, kind):
            item.add(text)
            has_words = has_words or INK_TIME.fullmatch(text) is None
        item.is_own = item.is_own or (item.is_ink and not has_words)
        is_read = True
        if _is_understood(package, part, kind, owner, head):
            package.mark(part, PartState.EXAMINED, kind.value)
    if item.rows or is_read:
        yield item


def _is_understood(package: Package, part: str, kind: SideKind, owner: str, head: bytes) -> bool:
    """Return whether the part is of a form that is known; in any other, texts are only looked for.

    The state of a control begins with its class, which its owner names ([MS-OFORMS] 2.1.1). Who reads the names in
    the state of a printer says whether it is one.
    """
    if kind is SideKind.PRINTER:
        return False
    if is_xml(head) or remnants.kind_of(head, is_file=True) is RemnantKind.TEXT:
        return True
    if kind is SideKind.SHEET_PROPERTY:
        return bool(_whole_text(package.read(part))) or not head
    if kind is SideKind.CONTROL and owner in package.entries and len(head) >= _CLASS_BYTES:
        import uuid

        named = str(uuid.UUID(bytes_le=head[:_CLASS_BYTES]))
        with package.open(owner) as stream:
            return named in stream.read(_SHORT_BYTES).decode("utf-8", "replace").casefold()
    return not head


def _is_empty_list(package: Package, part: str, name: str) -> bool:
    """Return whether a part is a list of sources without any, as Word adds it to name a style of citing."""
    if not name.startswith(_SOURCES) or package.entries[part].size > _SHORT_BYTES:
        return False
    return len(package.parsed(part)) == 0


def _is_file(head: bytes) -> bool:
    return remnants.kind_of(head, is_file=True) in (RemnantKind.FILE, RemnantKind.PICTURE)


def _texts(package: Package, part: str, kind: SideKind) -> Iterator[str]:
    """Yield the pieces of text of a part.

    Raises:
        FileError: it is damaged; what came before the damage has been yielded.
    """
    yield from texts_of(lambda: package.open(part), kind)


def texts_of(opened: Callable[[], BinaryIO], kind: SideKind) -> Iterator[str]:
    """Yield the pieces of text of bytes of that kind, which `opened` opens each time anew.

    Raises:
        FileError: they are damaged; what came before the damage has been yielded.
    """
    with opened() as stream:
        head = stream.read(remnants.HEAD_BYTES)
        rest = b"" if len(head) < remnants.HEAD_BYTES else stream.read(_SHORT_BYTES)
    with opened() as stream:
        if is_xml(head):
            if root_tag(head).startswith(_INK):
                yield from ink_texts(stream)
                return
            yield from xml_texts(stream, is_foreign=True)
            return
        whole = _whole_text(head + rest) if kind is SideKind.SHEET_PROPERTY else ""
        if whole:
            stream.read()
            yield whole
            return
        is_text = remnants.kind_of(head, is_file=True) is RemnantKind.TEXT
        for text in plain_texts(stream) if is_text else runs_of_text(stream):
            text = text.strip("\ufffd")
            own = _OWN_WORDS.get(kind)
            if own is not None and own.fullmatch(text) is not None:
                continue
            if "\ufffd" not in text or kind is not SideKind.PRINTER:
                yield text


def _whole_text(data: bytes) -> str:
    """Return the one text that short data are, in UTF-16 as Excel writes it, or in UTF-8; empty when none."""
    for encoding in ("utf-16-le", "utf-8"):
        try:
            text = data.decode(encoding).rstrip("\0").removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        is_plain = all(letter.isprintable() or letter in "\r\n\t" for letter in text)
        if is_plain and len(data) < _SHORT_BYTES and _is_likely(text):
            return text
    return ""


def _is_likely(text: str) -> bool:
    """Return whether a decoded text is not the other encoding misread: those give letters of many scripts."""
    rare = sum(ord(letter) > 0x2FF for letter in text)
    return bool(text.strip()) and rare * 2 <= len(text)


def text_part_rows(source: Source, *, parts: tuple[str, ...], kind: str) -> Iterator[Row]:
    """Yield the pieces of text of some parts, those of each numbered from 1."""
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        for part in parts:
            try:
                for number, text in enumerate(_texts(package, part, SideKind[kind]), start=1):
                    yield part, number, text
            except FileError:
                continue  # the scan said so, and where it breaks off
