"""One story of a document - its body, a header, a note, a comment - read in order (ECMA-376-1 §17.2, §17.13.5)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.docx.boxes import frame_area
from leakscan.formats.docx.covering import Placed, covered
from leakscan.formats.docx.drawings import Shape, is_drawing, read_shapes
from leakscan.formats.docx.elements import (
    Where,
    chosen,
    control_texts,
    hides_in_formula,
    link_texts,
    signed,
    symbol,
    tag_texts,
    value_of,
)
from leakscan.formats.docx.fields import Fields
from leakscan.formats.docx.layout import UNSAID, Folding, Pages, least_height, read_layout, space_above
from leakscan.formats.docx.leftovers import group_of, taken, texts_of
from leakscan.formats.docx.pieces import CHANGES, GONE, Piece, passages_of, text_of
from leakscan.formats.docx.seeing import cover_pieces, doubted, loose_bars, near_bars, unseen_text
from leakscan.formats.docx.styles import Styles, TableUse
from leakscan.formats.docx.tables import Cell, Row, read_rows
from leakscan.formats.docx.tints import Look, Tint, read_look
from leakscan.limits import Budget
from leakscan.views.prose import Passage, PassageKind
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMATS = frozenset(
    {
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange",
        "tcPrChange", "numberingChange",
    }
)  # fmt: skip
_ENDS = frozenset({"del", "ins", "moveFrom", "moveTo"})
_TEXTS = frozenset({"t", "delText"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_ASIDE = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "sectPr", "tblPr", "tblGrid"})
_BELOW = "text below the edge of its box or row"
_TIMED = 256
"""After how many pieces of a paragraph the time is looked at."""


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

    def __init__(
        self,
        part: str,
        styles: Styles,
        budget: Budget,
        page: Tint = None,
        pages: Pages = Pages(),  # noqa: B008  # frozen
    ) -> None:
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
        self._budget = budget
        self._page = page
        self._number = 0
        self._pages = pages
        self._floating: list[int] = []
        self._placed: list[Placed] = []
        self._bars: list[Placed] = []
        self._folding = Folding()

    def read_whole(self, element: "_Element", where: Where, *, on_every_page: bool = False) -> None:
        """Read a story from beginning to end.

        Args:
            element: the story.
            where: what is known of it.
            on_every_page: every page shows it, so that all its drawings lie on one page.
        """
        self.read(element, where)
        self.fields.finish(self._place)
        self.passages.extend(near_bars(self._bars, self.shown, self.part))
        for item in covered(self._placed, on_every_page=on_every_page):
            for index in range(item.start, item.end):
                text, self.shown[index] = self.shown[index], ""
                if text:
                    what = "shape under another one or a picture"
                    place = Place(part=self.part, name=f"paragraph {item.number}")
                    self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text.strip(), place))

    def read(self, element: "_Element", where: Where) -> None:
        """Read the blocks inside an element."""
        height = 0.0
        for child in element:
            name = xmlsafe.local_name(child)
            match name:
                case "p":
                    above = 0.0 if where.room is None else space_above(child)
                    below = where.room is not None and height + above >= max(where.room, 0.0)
                    below = below and not (where.unseen or where.shape)
                    self._paragraph(child, where._replace(unseen=_BELOW) if below else where)
                    height += 0.0 if where.room is None else above + least_height(child)
                case "tbl":
                    self._table(child, where)
                case "sdt":
                    self._control(child, where, self.read)
                case "AlternateContent":
                    self._alternative(child, where, self.read)
                case "sectPr":
                    self._formats(child)
                case "body" if child.getprevious() is not None and _has_body(child):
                    pass  # no program reads a second body
                case _ if name in _ASIDE or not group_of(child):
                    pass
                case _:
                    self._mark(child, name, where)
                    self.read(child, self._changed(child, name, where))

    @property
    def has_floating(self) -> bool:
        """True when a shape floats over or under the text."""
        return bool(self._floating)

    def doubt_colours(self, *, everywhere: bool = False) -> None:
        """Say of text in the colour of the page whether a floating shape may lie behind it."""
        self.passages = doubted(self.passages, self._floating, everywhere=everywhere)

    def _changed(self, element: "_Element", name: str, where: Where) -> Where:
        """Return what holds inside an element that may be a tracked change."""
        if name not in CHANGES or where.change in GONE:
            return where
        author, date = signed(element)
        return where._replace(change=name, author=author, date=date)

    def _mark(self, element: "_Element", name: str, where: Where) -> None:
        """Take what stands in the text and shows nothing by itself."""
        match name:
            case "bookmarkStart":
                self.bookmarks.append(xmlsafe.attribute(element, "name") or "")
            case "commentReference" | "commentRangeStart":
                self.remarks.add(xmlsafe.attribute(element, "id") or "")
            case "footnoteReference" | "endnoteReference":
                if not where.hidden and where.change not in GONE:
                    self.notes.add((name.removesuffix("Reference"), xmlsafe.attribute(element, "id") or ""))
            case "smartTag" | "customXml":
                self.side_texts.extend(tag_texts(element, self._place))
            case "hyperlink":
                self.side_texts.extend(link_texts(element, self._place))
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
        for properties in xmlsafe.children(table, "tblPr"):
            for key in ("tblCaption", "tblDescription"):
                text = value_of(properties, key)
                if text:
                    what = "title of a table" if key == "tblCaption" else "description of a table"
                    self.side_texts.append(SideText(SideKind.ALTERNATIVE_TEXT, what, text, self._place))
            self._formats(properties)
        for grid in xmlsafe.children(table, "tblGrid"):
            self._formats(grid)
        for row in read_rows(table, self._styles, self._pages):
            inner = self._row(row, where)
            for cell in row.cells:
                self._cell(cell, inner)

    def _row(self, row: Row, where: Where) -> Where:
        for properties in row.properties:
            self._formats(properties)
            for child in properties:
                name = xmlsafe.local_name(child)
                if name in ("ins", "del"):
                    self._change(child, "deleted row" if name == "del" else "inserted row")
                    where = self._changed(child, name, where)
        for properties in xmlsafe.children(row.element, "tblPrEx"):
            self._formats(properties)
        return where._replace(hidden=where.hidden or row.hidden)

    def _cell(self, cell: Cell, where: Where) -> None:
        for properties in cell.properties:
            self._formats(properties)
            for child in properties:
                name = xmlsafe.local_name(child)
                if name in ("cellIns", "cellDel"):
                    self._change(child, CHANGES[name])
                    where = self._changed(child, name, where)
        where = where._replace(
            hidden=where.hidden or cell.hidden,
            unseen=where.unseen or cell.unseen,
            table=cell.use,
            ground=where.ground if cell.ground == "nothing" else cell.ground,
            is_inside=True,
            room=cell.room,
        )
        self.read(cell.element, where)

    # Paragraphs

    def _paragraph(self, paragraph: "_Element", where: Where) -> None:
        self._number += 1
        self._budget.check_time()
        style, ground, layout = "", where.ground, UNSAID
        for properties in xmlsafe.children(paragraph, "pPr"):
            style = value_of(properties, "pStyle")
            own = read_look(properties, self._styles.tints).ground or self._styles.ground(style).ground
            ground = own if isinstance(own, tuple) else ground
            layout = read_layout(properties)
            self._formats(properties)
            for mark in xmlsafe.children(properties, "rPr"):
                self._formats(mark)
                ends = [child for child in mark if xmlsafe.local_name(child) in _ENDS]
                for child in sorted(ends, key=xmlsafe.local_name):
                    self._change(child, f"end of a paragraph: {CHANGES[xmlsafe.local_name(child)]}")
            for section in xmlsafe.children(properties, "sectPr"):
                self._formats(section)
        layout = self._styles.layout(style, where.table, layout)
        hidden, unseen = where.hidden or self._folding.why(layout), where.unseen
        if not unseen:
            unseen = layout.unseen(self._pages, characters=partial(_length, paragraph), is_inside=where.is_inside)
        if (ground, hidden, unseen) != (where.ground, where.hidden, where.unseen):
            where = where._replace(ground=ground, hidden=hidden, unseen=unseen)
        pieces: list[Piece] = []
        number, start = self._number, len(self.shown)
        first = len(self._placed)
        self._inline(paragraph, where, style, pieces)
        self.passages.extend(cover_pieces(pieces, self._placed[first:], layout, self._pages, self._place))
        self._bars.extend(loose_bars(pieces, self._placed[first:]))
        self._settle(pieces)
        area = frame_area(layout.frame)
        if area is not None:
            self._placed.append(Placed(number, area, start, len(self.shown)))

    def _inline(self, element: "_Element", where: Where, style: str, pieces: list[Piece]) -> None:
        for number, child in enumerate(element, start=1):
            if number % _TIMED == 0:
                self._budget.check_time()
            name = xmlsafe.local_name(child)
            match name:
                case "r":
                    self._run(child, where, style, pieces)
                case "fldSimple":
                    self.fields.simple(child, self._place)
                    self._inline(child, where, style, pieces)
                case "sdt":
                    self._control(child, where, lambda inner, at: self._inline(inner, at, style, pieces))
                case "AlternateContent":
                    self._alternative(child, where, lambda inner, at: self._inline(inner, at, style, pieces))
                case _ if name in _ASIDE or not group_of(child):
                    pass
                case _:
                    self._mark(child, name, where)
                    inner = self._changed(child, name, where)
                    if hides_in_formula(child, name):
                        inner = inner._replace(hidden=inner.hidden or "hidden piece of a formula")
                    self._inline(child, inner, style, pieces)

    def _run(self, run: "_Element", where: Where, style: str, pieces: list[Piece]) -> None:
        direct, run_style = [], ""
        for properties in xmlsafe.children(run, "rPr"):
            direct.append(read_look(properties, self._styles.tints))
            run_style = value_of(properties, "rStyle") or run_style
            self._formats(properties)
        look = self._styles.look(paragraph=style, run=run_style, table=where.table, direct=direct)
        self._content(run, where, look.on(where.ground), pieces)

    def _content(self, run: "_Element", where: Where, look: Look, pieces: list[Piece]) -> None:
        for child in run:
            name = xmlsafe.local_name(child)
            if name == "rPr" or not group_of(child):
                continue
            if name in _TEXTS:
                self._text(taken(child), name, where, look, pieces)
            elif name in _BREAKS:
                self._text(_BREAKS[name], name, where, look, pieces)
            elif name == "sym":
                self._text(symbol(child), name, where, look, pieces)
            elif name in ("instrText", "delInstrText"):
                self.fields.code(taken(child), self._place)
            elif name == "fldChar":
                self.fields.mark(child, self._place)
                self.side_texts.extend(self.fields.form_texts(child, self._place))
            elif name == "ruby":
                for part in child:
                    self._inline(part, where, "", pieces)
            elif name == "AlternateContent":
                self._alternative(child, where, lambda inner, at: self._content(inner, at, look, pieces))
            elif is_drawing(name):
                self._drawing(child, where, look)
            else:
                is_hidden = bool(look.vanish) and not where.hidden
                self._mark(child, name, where._replace(hidden="hidden") if is_hidden else where)

    def _text(self, text: str, name: str, where: Where, look: Look, pieces: list[Piece]) -> None:
        if self.fields.is_in_code:
            self.fields.nested(text)
            return
        kind, why = None, ""
        if where.change in GONE or name == "delText":
            kind, why = PassageKind.DELETED, CHANGES.get(where.change, "deletion")
        elif where.hidden or look.vanish:
            kind = PassageKind.HIDDEN
            why = where.hidden or ("text formatted as hidden" if look.is_direct else "text hidden by a style")
        else:
            why = unseen_text(look, where, self._pages, self._page)
            kind = PassageKind.UNSEEN if why else None
        last = pieces[-1] if pieces else None
        if last is not None and (last.kind, last.why, last.where) == (kind, why, where):
            last.text += text
        else:
            pieces.append(Piece(text, kind, why, where))

    def _settle(self, pieces: list[Piece]) -> None:
        """Tell what of a paragraph shows, and what does not and why."""
        self.passages.extend(passages_of(pieces, self._place))
        text, why = text_of(pieces)
        if text and why:
            self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, f"shape {why}", text.strip(), self._place))
        elif text:
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
            for date in xmlsafe.children(properties, "date"):
                if not (where.hidden or where.shape):  # the day that shows, as custom XML would write it
                    self.shown.append((xmlsafe.attribute(date, "fullDate") or "").removesuffix("Z"))
        for content in xmlsafe.children(control, "sdtContent"):
            read(content, where)

    def _alternative(self, element: "_Element", where: Where, read: "Callable[[_Element, Where], None]") -> None:
        """Read the branch that shows; the others stand in for it in older programs."""
        shown, others = chosen(element)
        if shown is not None:
            read(shown, where)
        self.fallbacks.extend(texts_of(others))
        for branch in others:
            for paragraph in branch.iter("{*}p"):
                code = "".join(taken(item) for item in paragraph.iter("{*}instrText", "{*}delInstrText"))
                self.fields.stand_in(code, self._place)
            for field in branch.iter("{*}fldData"):
                taken(field)  # as in the branch that shows

    def _drawing(self, drawing: "_Element", where: Where, look: Look) -> None:
        for shape in read_shapes(drawing, self._place, self._pages, self._styles.tints):
            self.side_texts.extend(shape.side_texts)
            if shape.is_floating:
                self._floating.append(self._number)
            shows = not (shape.why or where.shape or where.hidden or look.vanish)
            if shows:
                self.charts.update(shape.related)
            number, start = self._number, len(self.shown)
            self._box(shape, where, look)
            if shape.area is not None and shows:
                self._placed.append(Placed(number, shape.area, start, len(self.shown)))

    def _box(self, shape: Shape, where: Where, look: Look) -> None:
        hidden = where.hidden or ("shape formatted as hidden text" if look.vanish else "")
        outer = where._replace(hidden=hidden, table=TableUse(), unseen="", is_inside=True)
        fields, self.fields = self.fields, Fields(self.part)
        for box in shape.boxes:
            has_ground = isinstance(box.ground, tuple)
            ground = box.ground if has_ground else (self._page if box.ground == "nothing" else None)
            why = where.shape or shape.why or box.why
            self.read(box.content, outer._replace(shape=why, ground=ground, has_ground=has_ground, room=box.room))
            self.fields.finish(self._place)
        fields.codes.extend(self.fields.codes)
        self.fields = fields
        inner = outer._replace(shape=where.shape or shape.why)
        for text in shape.texts:
            if inner.change in GONE:
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


def _has_body(element: "_Element") -> bool:
    return any(xmlsafe.local_name(other) == "body" for other in element.itersiblings(preceding=True))


def _length(paragraph: "_Element") -> int:
    return sum(len(item.text or "") for item in paragraph.iter("{*}t"))
