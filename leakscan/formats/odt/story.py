"""One story of a document - its body, a header, a note - read in order (ODF 1.3 part 3, §5 to §7)."""

from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.docx.boxes import Area
from leakscan.formats.docx.covering import Placed, covered
from leakscan.formats.docx.elements import Where
from leakscan.formats.docx.pieces import Piece
from leakscan.formats.docx.seeing import cover_pieces, loose_bars, near_bars
from leakscan.formats.docx.tints import Look, Tint
from leakscan.formats.ods.content import SHAPES
from leakscan.formats.ods.nodes import BLANKS, Node
from leakscan.formats.ods.objects import objects_in
from leakscan.formats.ods.sieve import OTHER_VALUE
from leakscan.formats.odt.fields import condition_of, declared, linked
from leakscan.formats.odt.inline import ASIDE, Inline
from leakscan.formats.odt.shapes import area_of, beside_shape, shape_ground, style_of, why_hidden
from leakscan.formats.odt.tables import Cell, read_cells
from leakscan.formats.strays import STRAY
from leakscan.views.prose import Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText

_HOLDERS = frozenset(
    {
        "list", "list-item", "list-header", "numbered-paragraph", "text-box", "index-body", "index-title", "page",
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "bibliography",
        "alphabetical-index",
    }
)  # fmt: skip
_INDEX_SOURCES = frozenset(
    {
        "table-of-content-source", "illustration-index-source", "table-index-source", "object-index-source",
        "user-index-source", "alphabetical-index-source", "bibliography-source",
    }
)  # fmt: skip
_TEMPLATE_TEXTS = ("index-title-template", "index-entry-span")
_SECTION = "text of a hidden section"


class Story(Inline):
    """Reads the blocks of one story."""

    def read_whole(self, element: Node, where: Where, *, on_every_page: bool = False) -> None:
        """Read a story from beginning to end; `on_every_page` when all its drawings lie on one page."""
        self.read(element, where)
        self.passages.extend(near_bars(self._bars, self.shown, self._setup.part))
        for item in covered(self._placed, on_every_page=on_every_page):
            for index in range(item.start, item.end):
                text, self.shown[index] = self.shown[index], ""
                if text:
                    what = "shape under another one or a picture"
                    self.side_texts.append(
                        SideText(SideKind.HIDDEN_SHAPE, what, text.strip(), self._place_of(item))
                    )

    def _place_of(self, item: Placed) -> Place:
        """Where a shape stands."""
        return Place(part=self._setup.part, name=f"paragraph {item.number}")

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
        elif name == "annotation":
            self._remark(node, where)
        elif name == "forms":
            self.forms.append(node)
        elif name in _INDEX_SOURCES:
            self._index(node)
        elif name == "alphabetical-index-auto-mark-file":
            self.paths.extend(linked(node, "list of words for an index", self.place))
        elif name in ASIDE:
            self._aside(node)
        elif name in BLANKS:
            pass
        else:
            self._left(node)

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
        self.settings.extend(condition_of(node, place))
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
        self.read(inner, where._replace(hidden=where.hidden or (_SECTION if is_hidden else "")))

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
        inner = where._replace(
            hidden=where.hidden or cell.hidden,
            unseen=where.unseen or cell.unseen,
            ground=where.ground if cell.ground is None else cell.ground,
            is_inside=True,
        )
        start = len(self.shown)
        self.read(cell.node, inner)
        value = cell.node.get("string-value").strip()
        if value and value not in "\n".join(self.shown[start:]) and not inner.hidden:
            self._setup.strays.add(OTHER_VALUE, value)

    # Paragraphs

    def _paragraph(self, paragraph: Node, where: Where) -> None:
        self._number += 1
        self._setup.read.add(id(paragraph))
        self._at = self._number
        self._setup.budget.check_time()
        style = paragraph.get("style-name")
        styles = self._setup.styles
        ground = styles.paragraph_ground(style)
        where = where._replace(ground=where.ground if ground is None else ground)
        layout = styles.layout(style)
        hiding = next(paragraph.descendants("hidden-paragraph"), None)
        if hiding is not None and hiding.get("is-hidden") == "true" and not where.hidden:
            where = where._replace(hidden="paragraph that a field hides")
        if not where.unseen:
            why = layout.unseen(
                self._setup.pages, characters=lambda: len(paragraph.text), is_inside=where.is_inside
            )
            where = where._replace(unseen=why)
        pieces: list[Piece] = []
        first, self._style = len(self._placed), style
        self._inline(paragraph, where, (), pieces)
        self.passages.extend(cover_pieces(pieces, self._placed[first:], layout, self._setup.pages, self.place))
        self._bars.extend(loose_bars(pieces, self._placed[first:]))
        self._settle(pieces)

    # Shapes

    def _drawing(self, node: Node, where: Where, look: Look) -> None:
        setup = self._setup
        blocks = [item for item in node.children() if item.name in ("p", "h", "list", "text-box", "table")]
        why = where.shape or self._why_hidden(node, has_text=bool(blocks))
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
        inner = where._replace(
            hidden=hidden,
            shape=why,
            unseen="",
            ground=ground if has_ground else (self._beneath(node) if ground == "nothing" else None),
            has_ground=has_ground,
            is_inside=True,
        )
        outer, start = (self._style, self._shape, self._at), len(self.shown)
        if node.name == "g":
            for child in node.children():
                if child.name in SHAPES:
                    self._drawing(child, where._replace(shape=why, hidden=hidden), look)
        else:
            self._shape = style_of(node)
            body = Node(node.name, {})
            body.inside = [item for item in node.inside if not (isinstance(item, Node) and item.name in SHAPES)]
            self.read(body, inner)
        self._style, self._shape, self._at = outer
        area = self._area(node) if shows else None
        if area is not None:
            self._placed.append(Placed(self._at, area, start, len(self.shown)))
        if why and not where.shape and not blocks:
            self._unseen_picture(node, why)

    def _why_hidden(self, node: Node, *, has_text: bool) -> str:
        """Return why a shape does not show, or nothing."""
        return why_hidden(node, self._setup.styles, self._setup.pages, has_text=has_text)

    def _area(self, node: Node) -> Area | None:
        """Return where a shape lies over or under the text, or None."""
        return area_of(node, self._setup.styles, self._setup.is_opaque)

    def _beneath(self, node: Node) -> Tint:  # noqa: ARG002  # slides look where the shape lies
        """Return the colour of what a shape without a fill lets through, or None where that is not known."""
        return self._setup.page

    def _unseen_picture(self, node: Node, why: str) -> None:
        is_picture = any(True for _ in node.children("image"))
        what = f"{'picture' if is_picture else 'shape'} {why}"
        name = node.get("name") or "shape"
        self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, what, name, self.place, is_own=not is_picture))

    def names(self) -> Iterator[str]:
        """Yield the names of sections and tables."""
        return iter(self._names)


def _own_objects(node: Node) -> Iterator[Node]:
    """Yield what a frame itself shows."""
    return node.children("object", "object-ole")
