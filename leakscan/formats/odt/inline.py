"""The pieces of a paragraph: runs, fields, links, comments, notes, marks of changes (ODF 1.3 part 3, §6, §7)."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from leakscan.findings import Place
from leakscan.formats.docx.covering import Placed
from leakscan.formats.docx.elements import Where
from leakscan.formats.docx.layout import Pages
from leakscan.formats.docx.pieces import CHANGES, GONE, Piece, passages_of, text_of
from leakscan.formats.docx.seeing import unseen_text
from leakscan.formats.docx.tints import Look, Tint
from leakscan.formats.ods.content import SHAPES
from leakscan.formats.ods.nodes import BLANKS, Node, blanks, squeezed
from leakscan.formats.ods.sieve import UNSHOWN
from leakscan.formats.odt.changes import Change
from leakscan.formats.odt.fields import INDEX_MARKS, MARKS, field_settings, linked
from leakscan.formats.odt.looks import Around, TextStyles
from leakscan.formats.odt.schema import FIELDS
from leakscan.formats.strays import Strays
from leakscan.limits import Budget
from leakscan.views.paths import PathMention, read_path
from leakscan.views.people import PersonMention, Role
from leakscan.views.prose import Passage, PassageKind, Remark, Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText, says_much

ASIDE = frozenset(
    {
        "tracked-changes", "sequence-decls", "page-sequence", "title", "desc", "enhanced-geometry", "glue-point",
        "soft-page-break", "number", "event-listeners", "image", "object", "object-ole", "contour-polygon",
        "contour-path", "image-map", "table-source", "annotation-end", "document", "dde-connection-decls",
    }
)  # fmt: skip
"""Elements without a text of their own, or of which other readers tell."""
_SHOWN = frozenset(
    {
        "alphabetical-index-mark-end", "bookmark-end", "database-next", "database-row-select", "fieldmark",
        "fieldmark-end", "fieldmark-separator", "fieldmark-start", "meta", "reference-mark-end", "ruby",
        "ruby-base", "toc-mark-end", "user-index-mark-end",
    }
)  # fmt: skip
"""Elements of a paragraph besides fields whose text shows, or that have none."""
_LONGEST_INITIALS = 10
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
        is_opaque: tells whether the picture that an element names lets nothing through.
        strays: takes texts that stand where nobody reads any.
        read: takes the identities of the paragraphs that somebody read.
    """

    part: str
    styles: TextStyles
    budget: Budget
    strays: Strays
    read: set[int]
    changes: dict[str, Change] = field(default_factory=dict)
    pages: Pages = Pages()  # noqa: RUF009  # frozen
    page: Tint = None
    is_opaque: Callable[[str], bool] = bool


class Inline(ABC):
    """Reads the pieces of paragraphs.

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
        index_texts: what the plans of its indexes say.
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
        self._at = 0
        self._open: list[str] = []
        self._style = ""
        self._shape = ("", "")
        self._placed: list[Placed] = []
        self._bars: list[Placed] = []
        self._names: list[str] = []

    @property
    def place(self) -> Place:
        """Where the story is being read."""
        return Place(part=self._setup.part, name=f"paragraph {self._at}")

    @abstractmethod
    def read(self, element: Node, where: Where) -> None:
        """Read the blocks inside an element."""

    @abstractmethod
    def _drawing(self, node: Node, where: Where, look: Look) -> None:
        """Read a shape that stands in a text of that look."""

    def _settle(self, pieces: list[Piece]) -> None:
        self.passages.extend(passages_of(pieces, self.place))
        text, why = text_of(pieces)
        if text and why:
            self.side_texts.append(SideText(SideKind.HIDDEN_SHAPE, f"shape {why}", text.strip(), self.place))
        elif text:
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
        elif name in ("span", "ruby-text"):
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
        elif name == "script":
            self.settings.extend(field_settings(node, self.place, node.text))
        elif name in ASIDE:
            self._aside(node)
        elif name in FIELDS or name in _SHOWN or name in MARKS or name in INDEX_MARKS:
            self._field(node, where, spans, pieces)
        else:
            self._left(node)

    def _left(self, node: Node) -> None:
        """Take the text of an element that nobody reads where it stands."""
        self._setup.strays.add(UNSHOWN, node.text)
        self._setup.read.update(map(id, node.descendants("p", "h")))

    def _aside(self, node: Node) -> None:
        """Take the number that a program wrote out, when it is more than one; paragraphs are left for later."""
        if node.name == "number" and says_much(node.text):
            self._left(node)
        for link in node.descendants("dde-connection-decl"):
            target = " ".join(
                filter(None, (link.get(key) for key in ("dde-application", "dde-topic", "dde-item")))
            )
            self.settings.append(Setting(SettingKind.FIELD, "source of linked data", target, self.place))
            if read_path(link.get("dde-topic")) is not None:
                self.paths.append(PathMention(link.get("dde-topic"), "source of linked data", self.place))

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
        around = Around(self._style, self._shape, tuple(filter(None, spans)))
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
                    return where._replace(change=what, author=change.author, date=change.date)
        return where

    # Links, comments, notes, changes

    def _link(self, node: Node) -> None:
        self.paths.extend(linked(node, "target of a hyperlink", self.place))
        title = (node.get("title") or node.get("name")).strip()
        if title:
            what = "screen tip of a link"
            self.side_texts.append(SideText(SideKind.ALTERNATIVE_TEXT, what, title, self.place))

    def _remark(self, node: Node, where: Where) -> None:
        place = Place(part=self._setup.part, name=f"comment {len(self.remarks)}")
        author = node.child_text("creator")
        inner = type(self)(self._setup)
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
        is_gone = bool(where.hidden) or bool(self._look(where, spans).vanish)
        for citation in () if is_gone else node.children("note-citation"):
            self._inline(citation, where, spans, pieces)
        why = where.hidden or (f"{kind} whose mark does not show" if is_gone else "")
        outer = self._style, self._shape, self._at
        self._shape = ("", "")
        for body in node.children("note-body"):
            ground = self._setup.page
            self.read(body, Where(hidden=why, unseen=where.unseen, shape=where.shape, ground=ground))
        self._style, self._shape, self._at = outer

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
