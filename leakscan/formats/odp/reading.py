"""Reads the slides of a presentation, their notes and masters into one view (ODF 1.3 part 3, §3.6, §16.9)."""

import re
from collections.abc import Callable, Iterable

from leakscan.findings import Place
from leakscan.formats.colours import WHITE, Colour
from leakscan.formats.docx.tints import Tint
from leakscan.formats.odp.stories import SlideStory, Stage, taken_away, targets
from leakscan.formats.ods.content import SHAPES
from leakscan.formats.ods.nodes import Node
from leakscan.formats.odt.inline import Setup
from leakscan.formats.odt.looks import PageStyles, TextStyles, page_ground
from leakscan.formats.odt.reading import Part, name_texts, styles_of, take_beside, take_listeners, take_unread
from leakscan.limits import Budget
from leakscan.views.prose import Passage, PassageKind, Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText, says_much
from leakscan.views.slides import Deck, Slide

_DECLARED = {"header-decl": "header", "footer-decl": "footer", "date-time-decl": "date"}
_OWN_NAME = re.compile(r"(?:page|slide|seite|folie|diapo)\s*\d*", re.IGNORECASE)
_PROMPT = re.compile(r"Click |<|(?:\w+ )?(?:outline )?level$", re.IGNORECASE)
"""What PowerPoint and LibreOffice write into the placeholders of masters."""
_OWN_CLASSES = frozenset({"page", "page-number", "date-time", "handout"})
_MARGINS = frozenset({"header", "footer"})
_NOWHERE = frozenset({"none", "printer"})


class DeckReading:
    """One presentation while it is read.

    Attributes:
        texts: texts beside what shows.
        objects: names of the objects that its slides show.
    """

    def __init__(
        self, content: Part, styles: Part, deck: Deck, budget: Budget, is_opaque: Callable[[str], bool]
    ) -> None:
        self.texts: list[SideText] = []
        self.objects: set[str] = set()
        self._content = content
        self._styles = styles
        self._deck = deck
        self._budget = budget
        self._is_opaque = is_opaque
        self._read: set[int] = set()
        self._slide_styles = styles_of(styles, content)
        self._master_styles = styles_of(styles, styles)
        groups = styles.group("master-styles")
        self._masters = {node.get("name"): node for node in groups.children("master-page")}
        layers = groups.descendants("layer")
        self._layers = frozenset(item.get("name") for item in layers if item.get("display") in _NOWHERE)
        self._layouts = {
            node.get("name"): node for node in styles.group("automatic-styles").children("page-layout")
        }

    def run(self) -> None:
        """Read everything."""
        body = self._content.group("body", "presentation")
        if not body.inside:
            body = self._content.group("body", "drawing")
        pages = list(body.children("page"))
        left_out = self._show_settings(body, pages)
        used: set[str] = set()
        for number, page in enumerate(pages, 1):
            if self._slide(page, number, is_left_out=number in left_out):
                used.add(page.get("master-page-name"))
        for name, master in self._masters.items():
            self._master(master, is_used=name in used)
        for master in self._styles.group("master-styles").children("handout-master"):
            self._master(master, is_used=False)
        self._declared(body, pages)
        self._names(pages)
        self.texts.extend(name_texts((self._styles, self._content), iter(())))
        for part in (self._styles, self._content):
            take_listeners(part, self._deck)
            take_unread(part, self._read)

    # Which slides show

    def _show_settings(self, body: Node, pages: list[Node]) -> frozenset[int]:
        """Take the custom shows, and return the numbers of the slides that the show is set to leave out (§3.6)."""
        place = Place(part=self._content.name)
        numbers = {page.get("name"): number for number, page in enumerate(pages, 1)}
        shown = frozenset(numbers.values())
        for settings in body.children("settings"):
            shows = {node.get("name"): node.get("pages").split(",") for node in settings.children("show")}
            for name in shows:
                if name.strip():
                    self._deck.settings.append(Setting(SettingKind.TAG, "custom show", name, place))
            wanted, start = settings.get("show"), settings.get("start-page")
            if wanted in shows:
                shown = frozenset(numbers[name] for name in shows[wanted] if name in numbers)
            elif start in numbers:
                shown = frozenset(range(numbers[start], len(pages) + 1))
        return frozenset(range(1, len(pages) + 1)) - shown if shown else frozenset()

    def _is_hidden(self, page: Node) -> bool:
        return self._page_property(self._slide_styles, page, "visibility") == "hidden"

    @staticmethod
    def _page_property(styles: TextStyles, page: Node, key: str) -> str:
        return styles.said("drawing-page", page.get("style-name"), "drawing-page-properties", key)

    # Slides

    def _slide(self, page: Node, number: int, *, is_left_out: bool) -> bool:
        """Read a slide; return whether the show comes to it."""
        deck = self._deck
        place = Place(part=self._content.name, page=number)
        is_hidden = self._is_hidden(page)
        moving = frozenset(targets(page))
        setup = self._setup(
            self._content.name, self._slide_styles, self._ground(page), page.get("master-page-name")
        )
        stage = Stage(number, self._is_bare(page), self._layers, moving)
        story = SlideStory(setup, stage)
        story.read_slide(_shapes_of(page))
        shows = not is_hidden and not is_left_out
        deck.remarks.extend(item._replace(place=item.place._replace(page=number)) for item in story.remarks)
        story.remarks.clear()
        texts = [text for text in story.shown if text]
        hidden = [item for item in story.passages if item.kind is PassageKind.HIDDEN]
        unseen = [item for item in story.passages if item.kind is PassageKind.UNSEEN]
        if shows:
            for text in texts:
                deck.show(text)
            deck.passages.extend(story.passages)
            self.objects.update(story.objects)
            self._animated(page, place)
        else:
            told = dict.fromkeys([*texts, *(item.text for item in (*hidden, *unseen))])
            kind = PassageKind.SLIDE
            deck.passages.extend(Passage(kind, kind.value, text, place) for text in told if text.strip())
        take_beside(story, deck, self.texts)
        pictures = sum(1 for _ in page.descendants("image", "object", "object-ole", "plugin"))
        deck.slides.append(Slide(place, shows, len(texts) + len(hidden) + len(unseen), pictures, is_left_out))
        for notes in page.children("notes"):
            self._notes(notes, number)
        return shows

    def _setup(self, part: str, styles: TextStyles, ground: Tint, master: str) -> Setup:
        layout = self._layouts.get(self._masters.get(master, Node("", {})).get("page-layout-name"))
        pages = PageStyles([] if layout is None else [layout]).pages
        strays = self._content.strays if part == self._content.name else self._styles.strays
        return Setup(part, styles, self._budget, strays, self._read, {}, pages, ground, self._is_opaque)

    def _ground(self, page: Node) -> Colour | None:
        """Return the colour of a slide's background; None when it is no single one (§16.40)."""
        master = self._masters.get(page.get("master-page-name"))
        for node, styles in ((page, self._slide_styles), (master, self._master_styles)):
            for style in () if node is None else styles.named("drawing-page", node.get("style-name")):
                for properties in style.children("drawing-page-properties"):
                    if properties.get("fill") not in ("", "none"):
                        return page_ground(properties)
        return WHITE

    def _is_bare(self, page: Node) -> bool:
        """Return whether the master of a slide paints nothing but placeholders under its shapes."""
        if self._page_property(self._slide_styles, page, "background-objects-visible") == "false":
            return True
        master = self._masters.get(page.get("master-page-name"))
        return master is None or all(item.get("class") for item in master.children(*SHAPES))

    def _animated(self, page: Node, place: Place) -> None:
        """Take what animations take away: it stands on the slide, but is gone when the show goes on."""
        gone = taken_away(page)
        for node in page.descendants(*SHAPES) if gone else ():
            if node.get("id") in gone:
                texts = [text.strip() for text in node.paragraphs() if text.strip()]
                inner = place._replace(name=node.get("name"))
                kind = "picture" if any(True for _ in node.children("image")) else "shape"
                what = f"{kind} that an animation takes away"
                for text in texts or [node.get("name")]:
                    self.texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text, inner, is_own=not texts))

    def _notes(self, notes: Node, number: int) -> None:
        setup = self._setup(self._content.name, self._slide_styles, None, "")
        place = Place(part=self._content.name, page=number)
        for shape in notes.children(*SHAPES):
            if shape.get("class") in _OWN_CLASSES and not any(map(says_much, shape.paragraphs())):
                self._read.update(map(id, shape.descendants("p", "h")))  # numbers and dates of pages
                continue
            story = SlideStory(setup, Stage(number))
            story.read_slide(_holding(shape))
            texts = [*story.shown, *(item.text for item in story.passages)]
            for text in filter(str.strip, texts):
                if shape.get("class") in _MARGINS:
                    what = f"{shape.get('class')} of notes"
                    self.texts.append(SideText(SideKind.HEADER_FOOTER, what, text.strip(), place))
                else:
                    passage = Passage(PassageKind.NOTES, PassageKind.NOTES.value, text.strip(), place)
                    self._deck.passages.append(passage)
            take_beside(story, self._deck, self.texts)

    # Masters, declared texts, names

    def _master(self, master: Node, *, is_used: bool) -> None:
        """Take the texts of a master: slides that use it show those outside of placeholders."""
        part = self._styles.name
        setup = self._setup(part, self._master_styles, None, master.get("name"))
        for notes in master.children("notes"):
            self._master(notes, is_used=False)
        for shape in master.children(*SHAPES):
            story = SlideStory(setup)
            story.read_slide(_holding(shape))
            place = Place(part=part, name=shape.get("name"))
            for text in filter(str.strip, story.shown):
                if shape.get("class"):
                    self._prompt(text.strip(), shape.get("class"), place)
                elif is_used:
                    self._deck.show(text)
                else:
                    self._deck.settings.append(Setting(SettingKind.TAG, "text of a unused layout", text, place))
            self._deck.passages.extend(story.passages)
            take_beside(story, self._deck, self.texts)

    def _prompt(self, text: str, kind: str, place: Place) -> None:
        """Take a text that stands in a placeholder of a master, unless programs write it."""
        is_own = kind in _OWN_CLASSES or _PROMPT.match(text) is not None or self._deck.shows(text)
        if not is_own:
            what = "text in a placeholder of a layout"
            self._deck.settings.append(Setting(SettingKind.TAG, what, text, place))

    def _declared(self, body: Node, pages: list[Node]) -> None:
        """Take headers, footers and dates that slides refer to; those of no slide show nowhere (§3.6.4)."""
        shown = set()
        for page in pages:
            for what in ("header", "footer", "date-time"):
                if self._page_property(self._slide_styles, page, f"display-{what}") == "true":
                    shown.add((f"{what}-decl", page.get(f"use-{what}-name")))
        for node in body.children(*_DECLARED):
            text = node.text.strip()
            if not text:
                continue
            if (node.name, node.get("name")) in shown:
                self._deck.show(text)
            else:
                what, place = f"unused {_DECLARED[node.name]}", Place(part=self._content.name)
                self.texts.append(SideText(SideKind.HEADER_FOOTER, what, text, place))

    def _names(self, pages: list[Node]) -> None:
        """Take the names of slides that are not words on them."""
        for number, page in enumerate(pages, 1):
            name = page.get("name")
            if name.strip() and not _OWN_NAME.fullmatch(name) and not self._deck.shows(name):
                place = Place(part=self._content.name, page=number)
                self._deck.settings.append(Setting(SettingKind.TAG, "name of a slide", name, place))


def _shapes_of(page: Node) -> Node:
    """Return a slide without its notes and animations, which others read."""
    return _copy(page, (item for item in page.inside if not (isinstance(item, Node) and item.name in _OTHERS)))


_OTHERS = frozenset({"notes", "par", "animations", "layer-set"})


def _holding(shape: Node) -> Node:
    return _copy(Node("page", {}), (shape,))


def _copy(page: Node, inside: Iterable[Node | str]) -> Node:
    made = Node(page.name, page.attributes)
    made.inside = list(inside)
    return made
