"""One story of a document - its body, a header, a note, a comment - read in order (ECMA-376-1 §17.2, §17.13.5)."""

from bisect import bisect_left as bisect
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.docx.drawings import Shape, is_drawing, read_shapes
from leakscan.formats.docx.elements import Where, control_texts, signed, symbol, unwrapped, value_of
from leakscan.formats.docx.fields import Fields
from leakscan.formats.docx.styles import Styles, TableUse, corners, table_conditions
from leakscan.formats.docx.tints import Look, Tint, read_look
from leakscan.views.prose import Passage, PassageKind
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.unseen import Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHANGES = {
    "ins": "insertion",
    "del": "deletion",
    "moveFrom": "text moved away",
    "moveTo": "text moved here",
    "cellIns": "inserted cell",
    "cellDel": "deleted cell",
    "cellMerge": "merged cell",
}
_GONE = frozenset({"del", "moveFrom", "cellDel"})
_FORMATS = frozenset(
    {
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange",
        "tcPrChange", "numberingChange",
    }
)  # fmt: skip
_TEXTS = frozenset({"t", "delText"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_ASIDE = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "sectPr", "tblPr", "tblGrid"})
_UNSEEN = {
    Unseen.COLOUR: "text in the colour of its background",
    Unseen.NEAR_COLOUR: "text in nearly the colour of its background",
    Unseen.SIZE: "text too small to read",
    Unseen.RUN: "text blacked out with a highlighter",
}
_OF_PAGE = {
    Unseen.COLOUR: "text in the colour of the page",
    Unseen.NEAR_COLOUR: "text in nearly the colour of the page",
}
NEAR_SHAPE = ", near a shape that may lie behind it"
_FORM_MARKS = frozenset({"top of form", "bottom of form"})
"""What Word writes hidden around forms that came from the web."""
_NEAR = 40
"""How many paragraphs away a floating shape may still lie behind a text: a page or so."""


@dataclass(slots=True)
class _Piece:
    text: str
    kind: PassageKind | None
    why: str
    where: Where


class Story:
    """Reads the blocks of one story.

    Attributes:
        shown: the paragraphs that a reader sees.
        passages: what a reader does not see, and what was changed.
        side_texts: texts of shapes, controls and protected ranges.
        fields: the codes of its fields.
        notes: the notes that its text refers to: kind and id.
        remarks: ids of the comments that its text refers to.
        bookmarks: names of its bookmarks.
        fallbacks: texts that stand in for shapes in older programs.
        charts: relationship ids of what its drawings show.
        has_floating: a shape floats over or under its text.
    """

    def __init__(self, part: str, styles: Styles, page: Tint = None) -> None:
        self.shown: list[str] = []
        self.passages: list[Passage] = []
        self.side_texts: list[SideText] = []
        self.fields = Fields(part)
        self.notes: set[tuple[str, str]] = set()
        self.remarks: set[str] = set()
        self.bookmarks: list[str] = []
        self.fallbacks: list[str] = []
        self.charts: set[str] = set()
        self.part = part
        self._styles = styles
        self._page = page
        self._number = 0
        self._floating: list[int] = []

    def read(self, element: "_Element", where: Where) -> None:
        """Read the blocks inside an element."""
        for child in element:
            name = xmlsafe.local_name(child)
            match name:
                case "p":
                    self._paragraph(child, where)
                case "tbl":
                    self._table(child, where)
                case "sdt":
                    self._control(child, where, self.read)
                case "AlternateContent":
                    self._alternative(child, where, self.read)
                case "sectPr":
                    self._formats(child)
                case _ if name in _ASIDE or not name:
                    pass
                case _:
                    self._mark(child, name)
                    self.read(child, self._changed(child, name, where))

    @property
    def has_floating(self) -> bool:
        """True when a shape floats over or under the text."""
        return bool(self._floating)

    def doubt_colours(self, *, everywhere: bool = False) -> None:
        """Say of text in the colour of the page whether a floating shape may lie behind it."""
        for index, item in enumerate(self.passages):
            if item.why not in _OF_PAGE.values():
                continue
            number = int(item.place.name.rpartition(" ")[2])
            at = bisect(self._floating, number - _NEAR)
            if everywhere or (at < len(self._floating) and self._floating[at] <= number + _NEAR):
                self.passages[index] = replace(item, why=item.why + NEAR_SHAPE)

    def _changed(self, element: "_Element", name: str, where: Where) -> Where:
        """Return what holds inside an element that may be a tracked change."""
        if name not in _CHANGES or where.change in _GONE:
            return where
        author, date = signed(element)
        return replace(where, change=name, author=author, date=date)

    def _mark(self, element: "_Element", name: str) -> None:
        """Take what stands in the text and shows nothing by itself."""
        match name:
            case "bookmarkStart":
                self.bookmarks.append(xmlsafe.attribute(element, "name") or "")
            case "commentReference" | "commentRangeStart":
                self.remarks.add(xmlsafe.attribute(element, "id") or "")
            case "footnoteReference" | "endnoteReference":
                self.notes.add((name.removesuffix("Reference"), xmlsafe.attribute(element, "id") or ""))
            case "permStart":
                editor = xmlsafe.attribute(element, "ed") or ""
                group = xmlsafe.attribute(element, "edGrp") or ""
                text, is_own = (editor, False) if editor else (group, True)
                what = "who may edit a range"
                self.side_texts.append(SideText(SideKind.PROTECTION, what, text, self._place, is_own=is_own))

    @property
    def _place(self) -> Place:
        return Place(part=self.part, name=f"paragraph {self._number}")

    # Tables

    def _table(self, table: "_Element", where: Where) -> None:
        properties = next(xmlsafe.children(table, "tblPr"), None)
        style, conditions, ground = "", table_conditions(None), where.ground
        if properties is not None:
            style = value_of(properties, "tblStyle")
            conditions = table_conditions(next(xmlsafe.children(properties, "tblLook"), None))
            for key in ("tblCaption", "tblDescription"):
                text = value_of(properties, key)
                if text:
                    what = "title of a table" if key == "tblCaption" else "description of a table"
                    self.side_texts.append(SideText(SideKind.ALTERNATIVE_TEXT, what, text, self._place))
            self._formats(properties)
        for grid in xmlsafe.children(table, "tblGrid"):
            self._formats(grid)
        rows = list(unwrapped(table, "tr"))
        ground = None if self._styles.has_grounds(style) else ground
        for number, row in enumerate(rows):
            inner = self._row(row, where)
            cells = list(unwrapped(row, "tc"))
            for position, cell in enumerate(cells):
                parts = corners(conditions, row=number, rows=len(rows), cell=position, cells=len(cells))
                self._cell(cell, replace(inner, table=TableUse(style, parts), ground=ground))

    def _row(self, row: "_Element", where: Where) -> Where:
        for properties in xmlsafe.children(row, "trPr"):
            self._formats(properties)
            for child in properties:
                name = xmlsafe.local_name(child)
                if name == "hidden" and xmlsafe.is_true(xmlsafe.attribute(child, "val"), default=True):
                    where = replace(where, hidden=where.hidden or "hidden row of a table")
                elif name in ("ins", "del"):
                    self._change(child, "deleted row" if name == "del" else "inserted row")
                    where = self._changed(child, name, where)
        return where

    def _cell(self, cell: "_Element", where: Where) -> None:
        for properties in xmlsafe.children(cell, "tcPr"):
            self._formats(properties)
            look = read_look(properties, self._styles.tints)
            if look.ground is not None:
                where = replace(where, ground=look.ground if isinstance(look.ground, tuple) else where.ground)
            for child in properties:
                name = xmlsafe.local_name(child)
                if name in ("cellIns", "cellDel"):
                    self._change(child, _CHANGES[name])
                    where = self._changed(child, name, where)
                elif name == "vMerge" and (xmlsafe.attribute(child, "val") or "continue") == "continue":
                    where = replace(where, hidden=where.hidden or "cell merged into the one above")
        self.read(cell, where)

    # Paragraphs

    def _paragraph(self, paragraph: "_Element", where: Where) -> None:
        self._number += 1
        style, ground = "", where.ground
        for properties in xmlsafe.children(paragraph, "pPr"):
            style = value_of(properties, "pStyle")
            own = read_look(properties, self._styles.tints).ground or self._styles.ground(style).ground
            ground = own if isinstance(own, tuple) else ground
            self._formats(properties)
            for mark in xmlsafe.children(properties, "rPr"):
                self._formats(mark)
                for name in ("del", "ins", "moveFrom", "moveTo"):
                    for child in xmlsafe.children(mark, name):
                        self._change(child, f"end of a paragraph: {_CHANGES[name]}")
            for section in xmlsafe.children(properties, "sectPr"):
                self._formats(section)
        pieces: list[_Piece] = []
        self._inline(paragraph, replace(where, ground=ground), style, pieces)
        self._settle(pieces)

    def _inline(self, element: "_Element", where: Where, style: str, pieces: list[_Piece]) -> None:
        for child in element:
            name = xmlsafe.local_name(child)
            match name:
                case "r":
                    self._run(child, where, style, pieces)
                case "fldSimple":
                    self.fields.simple(xmlsafe.attribute(child, "instr") or "", self._place)
                    self._inline(child, where, style, pieces)
                case "sdt":
                    self._control(child, where, lambda inner, at: self._inline(inner, at, style, pieces))
                case "AlternateContent":
                    self._alternative(child, where, lambda inner, at: self._inline(inner, at, style, pieces))
                case _ if name in _ASIDE or not name:
                    pass
                case _:
                    self._mark(child, name)
                    self._inline(child, self._changed(child, name, where), style, pieces)

    def _run(self, run: "_Element", where: Where, style: str, pieces: list[_Piece]) -> None:
        direct, run_style = [], ""
        for properties in xmlsafe.children(run, "rPr"):
            direct.append(read_look(properties, self._styles.tints))
            run_style = value_of(properties, "rStyle") or run_style
            self._formats(properties)
        look = self._styles.look(paragraph=style, run=run_style, table=where.table, direct=direct)
        self._content(run, where, look.on(where.ground), pieces)

    def _content(self, run: "_Element", where: Where, look: Look, pieces: list[_Piece]) -> None:
        for child in run:
            name = xmlsafe.local_name(child)
            if name in _TEXTS:
                self._text(child.text or "", name, where, look, pieces)
            elif name in _BREAKS:
                self._text(_BREAKS[name], name, where, look, pieces)
            elif name == "sym":
                self._text(symbol(child), name, where, look, pieces)
            elif name in ("instrText", "delInstrText"):
                self.fields.code(child.text or "")
            elif name == "fldChar":
                self.fields.mark(child, self._place)
                self.side_texts.extend(self.fields.form_texts(child, self._place))
            elif name in ("ruby", "rt", "rubyBase"):
                self._inline(child, where, "", pieces)
            elif name == "AlternateContent":
                self._alternative(child, where, lambda inner, at: self._content(inner, at, look, pieces))
            elif is_drawing(name):
                self._drawing(child, where, look)
            else:
                self._mark(child, name)

    def _text(self, text: str, name: str, where: Where, look: Look, pieces: list[_Piece]) -> None:
        if self.fields.is_in_code:
            self.fields.nested(text)
            return
        kind, why = None, ""
        if where.change in _GONE or name == "delText":
            kind, why = PassageKind.DELETED, _CHANGES.get(where.change, "deletion")
        elif where.hidden or look.vanish:
            kind = PassageKind.HIDDEN
            why = where.hidden or ("text formatted as hidden" if look.is_direct else "text hidden by a style")
        else:
            unseen = look.unseen()
            if unseen is not None:
                is_page = look.ground is not None and look.ground == self._page and look.colour != "nothing"
                kind, why = PassageKind.UNSEEN, (_OF_PAGE if is_page else _UNSEEN).get(unseen, _UNSEEN[unseen])
        last = pieces[-1] if pieces else None
        if last is not None and (last.kind, last.why, last.where) == (kind, why, where):
            last.text += text
        else:
            pieces.append(_Piece(text, kind, why, where))

    def _settle(self, pieces: list[_Piece]) -> None:
        """Tell what of a paragraph shows, and what does not and why."""
        shown = []
        for piece in pieces:
            where = piece.where
            if piece.kind is not None:
                if piece.text.strip() and piece.text.strip().casefold() not in _FORM_MARKS:
                    self.passages.append(
                        Passage(piece.kind, piece.why, piece.text, self._place, where.author, where.date)
                    )
                continue
            shown.append(piece.text)
            if where.change and piece.text.strip():
                change = _CHANGES[where.change]
                self.passages.append(
                    Passage(PassageKind.CHANGED, change, piece.text, self._place, where.author, where.date)
                )
        text = "".join(shown)
        if not text.strip():
            return
        why = pieces[0].where.shape
        if why:
            self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, f"shape {why}", text.strip(), self._place))
        else:
            self.shown.append(text)

    # Changes of format, controls, alternatives, drawings

    def _formats(self, properties: "_Element") -> None:
        for child in properties:
            if xmlsafe.local_name(child) in _FORMATS:
                self._change(child, "change of format")

    def _change(self, element: "_Element", why: str) -> None:
        author, date = signed(element)
        self.passages.append(Passage(PassageKind.CHANGED, why, "", self._place, author, date))

    def _control(self, control: "_Element", where: Where, read: "Callable[[_Element, Where], None]") -> None:
        for properties in xmlsafe.children(control, "sdtPr"):
            self.side_texts.extend(control_texts(properties, self._place))
        for content in xmlsafe.children(control, "sdtContent"):
            read(content, where)

    def _alternative(self, element: "_Element", where: Where, read: "Callable[[_Element, Where], None]") -> None:
        """Read the first choice, which every program of the last ten years understands (ECMA-376-3 §10.2)."""
        branches = [child for child in element if xmlsafe.local_name(child) in ("Choice", "Fallback")]
        if branches:
            read(branches[0], where)
        for branch in branches[1:]:
            for paragraph in xmlsafe.descendants(branch, "p"):
                text = "".join(item.text or "" for item in paragraph.iter("{*}t"))
                if text.strip():
                    self.fallbacks.append(text.strip())

    def _drawing(self, drawing: "_Element", where: Where, look: Look) -> None:
        for shape in read_shapes(drawing, self._place):
            self.side_texts.extend(shape.side_texts)
            if shape.is_floating:
                self._floating.append(self._number)
            if not (shape.why or where.shape or where.hidden or look.vanish):
                self.charts.update(shape.related)
            self._box(shape, where, look)

    def _box(self, shape: Shape, where: Where, look: Look) -> None:
        hidden = where.hidden or ("shape formatted as hidden text" if look.vanish else "")
        inner = replace(where, shape=where.shape or shape.why, hidden=hidden, table=TableUse(), ground=None)
        fields, self.fields = self.fields, Fields(self.part)
        for box in shape.boxes:
            self.read(box, inner)
        fields.codes.extend(self.fields.codes)
        self.fields = fields
        for text in shape.texts:
            if inner.change in _GONE:
                self.passages.append(
                    Passage(PassageKind.DELETED, "deletion", text, self._place, where.author, where.date)
                )
            elif inner.hidden:
                self.passages.append(Passage(PassageKind.HIDDEN, inner.hidden, text, self._place))
            elif inner.shape:
                what = f"shape {inner.shape}"
                self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text, self._place))
            else:
                self.shown.append(text)
