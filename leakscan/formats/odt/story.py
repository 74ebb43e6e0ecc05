"""One story of a document - its body, a header, a note - read in order (ODF 1.3 part 3, §5 to §7)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from leakscan.findings import Place
from leakscan.formats.docx.covering import Placed, covered
from leakscan.formats.docx.elements import Where
from leakscan.formats.docx.layout import Pages
from leakscan.formats.docx.pieces import CHANGES, GONE, Piece, passages_of
from leakscan.formats.docx.seeing import cover_pieces, unseen_text
from leakscan.formats.docx.tints import Look, Tint
from leakscan.formats.ods.content import SHAPES
from leakscan.formats.ods.nodes import BLANKS, Node, blanks, squeezed
from leakscan.formats.ods.objects import objects_in
from leakscan.formats.odt.changes import Change
from leakscan.formats.odt.fields import declared, field_settings, linked
from leakscan.formats.odt.looks import Around, TextStyles
from leakscan.formats.odt.shapes import area_of, beside_shape, shape_ground, style_of, why_hidden
from leakscan.formats.odt.tables import Cell, read_cells
from leakscan.formats.strays import STRAY, Strays
from leakscan.limits import Budget
from leakscan.views.paths import PathMention
from leakscan.views.people import PersonMention, Role
from leakscan.views.prose import Passage, PassageKind, Remark, Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText

_HOLDERS = frozenset(
    {
        "list", "list-item", "list-header", "numbered-paragraph", "text-box", "index-body", "index-title", "page",
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
        "bibliography",
    }
)  # fmt: skip
_ASIDE = frozenset(
    {
        "tracked-changes", "sequence-decls", "page-sequence", "title", "desc", "enhanced-geometry", "glue-point",
        "soft-page-break", "number", "event-listeners", "image", "object", "object-ole", "contour-polygon",
        "contour-path", "image-map", "table-source", "annotation-end", "signatureline", "document",
        "dde-connection-decls",
    }
)  # fmt: skip
"""Elements without a text of their own, or of which other readers tell."""
_INDEX_SOURCES = frozenset(
    {
        "table-of-content-source", "illustration-index-source", "table-index-source", "object-index-source",
        "user-index-source", "alphabetical-index-source", "bibliography-source",
    }
)  # fmt: skip
_TEMPLATE_TEXTS = ("index-title-template", "index-entry-span")
_SECTION = "text of a hidden section"
_TIMED = 256


@dataclass(slots=True)
class Setup:
    """What the stories of a document have in common.

    Attributes:
        part: the part they stand in.
        styles: its styles.
        budget: what reading may take.
        changes: tracked changes, by id.
        pages: the largest page.
        page: the colour of the pages; None when it is not known.
        strays: takes texts that stand where nobody reads any.
    """

    part: str
    styles: TextStyles
    budget: Budget
    strays: Strays
    changes: dict[str, Change] = field(default_factory=dict)
    pages: Pages = Pages()  # noqa: RUF009  # frozen
    page: Tint = None


class Story:
    """Reads the blocks of one story.

    Attributes:
        shown: the paragraphs that a reader sees.
        passages: what a reader does not see, and what was changed.
        side_texts: texts of shapes and controls.
        settings: what fields and marks keep.
        remarks: its comments.
        mentions: who wrote them.
        paths: where it leads.
        objects: names of the objects that it shows.
        forms: its forms.
        controls: ids of the controls that show.
    """

    def __init__(self, setup: Setup) -> None:
        self.shown: list[str] = []
        self.passages: list[Passage] = []
        self.side_texts: list[SideText] = []
        self.settings: list[Setting] = []
        self.remarks: list[Remark] = []
        self.mentions: list[PersonMention] = []
        self.paths: list[PathMention] = []
        self.objects: set[str] = set()
        self.forms: list[Node] = []
        self.controls: set[str] = set()
        self.index_texts: list[SideText] = []
        self._setup = setup
        self._number = 0
        self._open: list[str] = []
        self._shape = ("", "")
        self._placed: list[Placed] = []
        self._names: list[str] = []

    @property
    def place(self) -> Place:
        """Where the story is being read."""
        return Place(part=self._setup.part, name=f"paragraph {self._number}")

    def read_whole(self, element: Node, where: Where, *, on_every_page: bool = False) -> None:
        """Read a story from beginning to end; `on_every_page` when all its drawings lie on one page."""
        self.read(element, where)
        for item in covered(self._placed, on_every_page=on_every_page):
            for index in range(item.start, item.end):
                text, self.shown[index] = self.shown[index], ""
                if text:
                    place = Place(part=self._setup.part, name=f"paragraph {item.number}")
                    what = "shape under another one or a picture"
                    self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text.strip(), place))

    def read(self, element: Node, where: Where) -> None:
        """Read the blocks inside an element."""
        for child in element.inside:
            if isinstance(child, str):
                self._setup.strays.add(STRAY, child)
            else:
                self._block(child, where)

    def _block(self, node: Node, where: Where) -> None:
        name = node.name
        if name in ("p", "h"):
            self._paragraph(node, where)
        elif name == "section":
            self._section(node, where)
        elif name == "table":
            self._table(node, where)
        elif name in _HOLDERS:
            self.read(node, where)
        elif name in SHAPES or name == "a":
            self._inline_node(node, where, (), [])
        elif name in ("change", "change-start", "change-end"):
            self._change(node)
        elif name in ("user-field-decls", "variable-decls"):
            self.settings.extend(declared(node, Place(part=self._setup.part)))
        elif name == "forms":
            self.forms.append(node)
        elif name in _INDEX_SOURCES:
            self._index(node)
        elif name == "alphabetical-index-auto-mark-file":
            self.paths.extend(linked(node, "list of words for an index", self.place))
        elif name in _ASIDE or name in BLANKS:
            pass
        else:
            self._left(node)

    def _left(self, node: Node) -> None:
        """Take the text of an element that nobody reads where it stands."""
        self._setup.strays.add("text in an element that documents do not show", node.text)

    def _section(self, node: Node, where: Where) -> None:
        place = self.place
        display = node.get("display")
        is_hidden = display == "none" or (display == "condition" and node.get("is-hidden") == "true")
        for source in node.children("section-source"):
            self.paths.extend(linked(source, "source of a section", place))
            if source.get("section-name"):
                self.settings.append(
                    Setting(SettingKind.FIELD, "source of a section", source.get("section-name"), place)
                )
        if node.get("protected") == "true":
            what = "protection of a section"
            self.side_texts.append(SideText(SideKind.PROTECTION, what, node.get("name"), place, is_own=True))
        self._names.append(node.get("name"))
        inner = Node("section", {})
        inner.inside = [
            item
            for item in node.inside
            if not (isinstance(item, Node) and item.name in ("section-source", "dde-source"))
        ]
        self.read(inner, replace(where, hidden=where.hidden or (_SECTION if is_hidden else "")))

    def _index(self, source: Node) -> None:
        """Take what the plan of an index says and its pages may not (§8.2)."""
        for node in source.descendants(*_TEMPLATE_TEXTS):
            if node.text.strip():
                what = "text in the plan of an index"
                self.index_texts.append(
                    SideText(SideKind.MARKUP, what, node.text.strip(), self.place, is_own=True)
                )

    # Tables

    def _table(self, table: Node, where: Where) -> None:
        self._names.append(table.get("name"))
        for key in ("title", "desc"):
            text = table.child_text(key).strip()
            if text:
                what = "title of a table" if key == "title" else "description of a table"
                self.side_texts.append(SideText(SideKind.ALTERNATIVE_TEXT, what, text, self.place))
        for cell in read_cells(table, self._setup.styles):
            self._cell(cell, where)

    def _cell(self, cell: Cell, where: Where) -> None:
        inner = replace(
            where,
            hidden=where.hidden or cell.hidden,
            unseen=where.unseen or cell.unseen,
            ground=where.ground if cell.ground is None else cell.ground,
            is_inside=True,
        )
        start = len(self.shown)
        self.read(cell.node, inner)
        value = cell.node.get("string-value").strip()
        if value and value not in "\n".join(self.shown[start:]) and not inner.hidden:
            self._setup.strays.add("value of a cell that is not the text the cell shows", value)

    # Paragraphs

    def _paragraph(self, paragraph: Node, where: Where) -> None:
        self._number += 1
        self._setup.budget.check_time()
        style = paragraph.get("style-name")
        styles = self._setup.styles
        ground = styles.paragraph_ground(style)
        where = replace(where, ground=where.ground if ground is None else ground)
        layout = styles.layout(style)
        hiding = next(paragraph.descendants("hidden-paragraph"), None)
        if hiding is not None and hiding.get("is-hidden") == "true" and not where.hidden:
            where = replace(where, hidden="paragraph that a field hides")
        if not where.unseen:
            why = layout.unseen(self._setup.pages, characters=len(paragraph.text), is_inside=where.is_inside)
            where = replace(where, unseen=why)
        pieces: list[Piece] = []
        first, self._open_style = len(self._placed), style
        self._inline(paragraph, where, (), pieces)
        self.passages.extend(cover_pieces(pieces, self._placed[first:], layout, self._setup.pages, self.place))
        self._settle(pieces)

    def _settle(self, pieces: list[Piece]) -> None:
        self.passages.extend(passages_of(pieces, self.place))
        text = "".join(piece.text for piece in pieces if piece.kind is None)
        if not text.strip():
            return
        why = pieces[0].where.shape
        if why:
            self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, f"shape {why}", text.strip(), self.place))
        else:
            self.shown.append(text)

    def _inline(self, element: Node, where: Where, spans: tuple[str, ...], pieces: list[Piece]) -> None:
        for number, child in enumerate(element.inside, start=1):
            if number % _TIMED == 0:
                self._setup.budget.check_time()
            if isinstance(child, str):
                self._text(squeezed(child), where, spans, pieces)
            else:
                self._inline_node(child, where, spans, pieces)

    def _inline_node(self, node: Node, where: Where, spans: tuple[str, ...], pieces: list[Piece]) -> None:
        name = node.name
        if name in BLANKS:
            self._text(blanks(name, node.attributes), where, spans, pieces)
        elif name == "span":
            self._inline(node, where, (node.get("style-name"), *spans), pieces)
        elif name == "a":
            self._link(node)
            self._inline(node, where, (node.get("style-name"), *spans), pieces)
        elif name == "annotation":
            self._remark(node, where)
        elif name == "note":
            self._note(node, where, spans, pieces)
        elif name in ("change", "change-start", "change-end"):
            self._change(node)
        elif name in SHAPES:
            self._drawing(node, where, self._look(where, spans))
        elif name == "content-control":
            self._control(node, where, spans, pieces)
        elif name in ("dde-connection-decl", "page", "script") or name in _ASIDE:
            self.settings.extend(field_settings(node, self.place, node.text))
        else:
            self._field(node, where, spans, pieces)

    def _field(self, node: Node, where: Where, spans: tuple[str, ...], pieces: list[Piece]) -> None:
        shown = "".join(node.text.split("\n"))
        place = self.place
        self.settings.extend(field_settings(node, place, shown))
        self.paths.extend(linked(node, "source of a field", place))
        value = node.get("string-value")
        if (
            node.name == "hidden-text"
            and value.strip()
            and (node.get("is-hidden") == "true" or value not in shown)
        ):
            self.passages.append(Passage(PassageKind.HIDDEN, "text that a field hides", value, place))
        if node.get("display") == "none" and (value or node.get("formula")):
            name = node.get("name")
            self.settings.append(Setting(SettingKind.VARIABLE, name, value or node.get("formula"), place))
        self._inline(node, where, spans, pieces)

    def _control(self, node: Node, where: Where, spans: tuple[str, ...], pieces: list[Piece]) -> None:
        place = self.place
        for key in ("alias", "tag"):
            if node.get(key).strip():
                what = f"{key} of a control"
                self.side_texts.append(SideText(SideKind.CONTROL, what, node.get(key), place, is_own=True))
        for item in node.children("list-item"):
            for text in dict.fromkeys((item.get("display-text"), item.get("value"))):
                if text.strip():
                    self.side_texts.append(SideText(SideKind.CONTROL, "choice of a list", text, place))
        self._inline(node, where, spans, pieces)

    def _look(self, where: Where, spans: tuple[str, ...]) -> Look:
        around = Around(self._open_style, self._shape, tuple(filter(None, spans)))
        return self._setup.styles.run(around).on(where.ground)

    def _text(self, text: str, where: Where, spans: tuple[str, ...], pieces: list[Piece]) -> None:
        where = self._changed(where)
        look = self._look(where, spans)
        kind, why = None, ""
        if where.change in GONE:
            kind, why = PassageKind.DELETED, CHANGES[where.change]
        elif where.hidden or look.vanish:
            kind = PassageKind.HIDDEN
            why = where.hidden or ("text formatted as hidden" if look.is_direct else "text hidden by a style")
        else:
            why = unseen_text(look, where, self._setup.pages, self._setup.page)
            kind = PassageKind.UNSEEN if why else None
        last = pieces[-1] if pieces else None
        if last is not None and (last.kind, last.why, last.where) == (kind, why, where):
            last.text += text
        else:
            pieces.append(Piece(text, kind, why, where))

    def _changed(self, where: Where) -> Where:
        """Return what holds within the changes that are open; a deletion goes before an insertion."""
        changes = [self._setup.changes[number] for number in self._open]
        for what in ("del", "ins"):
            for change in changes if where.change not in GONE else ():
                if change.what == what:
                    return replace(where, change=what, author=change.author, date=change.date)
        return where

    _open_style = ""

    # Links, comments, notes, changes

    def _link(self, node: Node) -> None:
        self.paths.extend(linked(node, "target of a hyperlink", self.place))
        title = (node.get("title") or node.get("name")).strip()
        if title:
            what = "screen tip of a link"
            self.side_texts.append(SideText(SideKind.ALTERNATIVE_TEXT, what, title, self.place))

    def _remark(self, node: Node, where: Where) -> None:
        place = Place(part=self._setup.part, name=f"comment {len(self.remarks) + 1}")
        author = node.child_text("creator")
        inner = Story(self._setup)
        body = Node("annotation", {})
        body.inside = [item for item in node.children() if item.name in ("p", "h", "list")]
        inner.read(body, Where(ground=None))
        hidden = [item.text for item in inner.passages if item.kind in (PassageKind.HIDDEN, PassageKind.UNSEEN)]
        text = "\n".join([*inner.shown, *hidden])
        if not text.strip() and not author:
            return
        self.remarks.append(
            Remark(
                place,
                author,
                node.child_text("date") or node.child_text("date-string"),
                text,
                is_reply=bool(node.get("parent-name")),
                is_resolved=node.get("resolved") == "true",
                is_anchored=not where.hidden,
            )
        )
        self.mentions.append(PersonMention(author, Role.COMMENT_AUTHOR, place))
        initials = node.child_text("creator-initials") or node.child_text("sender-initials")
        if len(initials) > _LONGEST_INITIALS:
            self.side_texts.append(SideText(SideKind.MARKUP, "initials of an author", initials, place))

    def _note(self, node: Node, where: Where, spans: tuple[str, ...], pieces: list[Piece]) -> None:
        kind = "endnote" if node.get("note-class") == "endnote" else "footnote"
        for citation in node.children("note-citation"):
            self._inline(citation, where, spans, pieces)
        is_gone = bool(where.hidden) or bool(self._look(where, spans).vanish)
        why = where.hidden or (f"{kind} whose mark does not show" if is_gone else "")
        style, shape, number = self._open_style, self._shape, self._number
        self._shape = ("", "")
        for body in node.children("note-body"):
            ground = self._setup.page
            self.read(body, Where(hidden=why, unseen=where.unseen, shape=where.shape, ground=ground))
        self._open_style, self._shape = style, shape
        self._number = max(number, self._number)

    def _change(self, node: Node) -> None:
        """Take the mark of a change: where something was taken out, or where new text begins or ends."""
        number = node.get("change-id")
        if node.name == "change-end":
            if number in self._open:
                self._open.remove(number)
            return
        change = self._setup.changes.get(number)
        if change is None:
            return
        if node.name == "change-start":
            self._open.append(number)
        if not change.is_met:
            change.is_met = True
            # LibreOffice 7.4 leaves what was taken out in its place when it writes one XML file.
            is_inside = node.name == "change-start" and not any(map(str.strip, change.texts))
            self.passages.extend(change_passages(change, self.place, is_inside=is_inside))

    # Shapes

    def _drawing(self, node: Node, where: Where, look: Look) -> None:
        setup = self._setup
        blocks = [item for item in node.children() if item.name in ("p", "h", "list", "text-box", "table")]
        why = where.shape or why_hidden(node, setup.styles, setup.pages, has_text=bool(blocks))
        hidden = where.hidden or ("shape formatted as hidden text" if look.vanish else "")
        shows = not (why or hidden)
        self.side_texts.extend(beside_shape(node, self.place))
        if shows:
            self.objects.update(name for item in _own_objects(node) for name in objects_in(item))
            self.controls.update(filter(None, (node.get("control"),)))
        for item in node.children("image", "object", "object-ole", "plugin", "floating-frame", "applet"):
            self.paths.extend(linked(item, "source of a picture or object", self.place))
        ground = shape_ground(node, setup.styles)
        has_ground = isinstance(ground, tuple)
        inner = replace(
            where,
            hidden=hidden,
            shape=why,
            unseen="",
            ground=ground if has_ground else (setup.page if ground == "nothing" else None),
            has_ground=has_ground,
            is_inside=True,
        )
        style, shape, number, start = self._open_style, self._shape, self._number, len(self.shown)
        if node.name == "g":
            for child in node.children():
                if child.name in SHAPES:
                    self._drawing(child, replace(where, shape=why, hidden=hidden), look)
        else:
            self._shape = style_of(node)
            body = Node(node.name, {})
            body.inside = [item for item in node.inside if not (isinstance(item, Node) and item.name in SHAPES)]
            self.read(body, inner)
        self._open_style, self._shape = style, shape
        area = area_of(node, setup.styles)
        if area is not None and shows:
            self._placed.append(Placed(number, area, start, len(self.shown)))
        if why and not where.shape and not blocks:
            self._unseen_picture(node, why)

    def _unseen_picture(self, node: Node, why: str) -> None:
        is_picture = any(True for _ in node.children("image"))
        what = f"{'picture' if is_picture else 'shape'} {why}"
        name = node.get("name") or "shape"
        self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, what, name, self.place, is_own=not is_picture))

    def names(self) -> Iterator[str]:
        """Yield the names of sections and tables."""
        return iter(self._names)


_LONGEST_INITIALS = 10


def _own_objects(node: Node) -> Iterator[Node]:
    """Yield what a frame itself shows."""
    return node.children("object", "object-ole")


def change_passages(change: Change, place: Place, *, is_inside: bool = False) -> Iterator[Passage]:
    """Yield what a tracked change tells; `is_inside` when the text holds what it is about."""
    author, date = change.author, change.date
    if change.what == "del":
        texts = [text for text in change.texts if text.strip()]
        for text in texts:
            yield Passage(PassageKind.DELETED, "deletion", text, place, author, date)
        if not texts and not is_inside:
            yield Passage(PassageKind.CHANGED, "end of a paragraph: deletion", "", place, author, date)
    elif change.what == "format":
        yield Passage(PassageKind.CHANGED, "change of format", "", place, author, date)
    if change.note:
        yield Passage(PassageKind.CHANGED, "comment on a change", change.note, place, author, date)
