"""Reads every story of a text into one view: headers, body, notes, comments (ODF 1.3 part 3, §3, §16.9)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from leakscan.findings import Place
from leakscan.formats.docx.elements import Where
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.side_texts import control_texts
from leakscan.formats.ods.sieve import UNSHOWN
from leakscan.formats.odt.changes import read_changes
from leakscan.formats.odt.fields import linked
from leakscan.formats.odt.inline import Setup, change_passages
from leakscan.formats.odt.looks import PageStyles, TextStyles
from leakscan.formats.odt.story import Story
from leakscan.formats.odt.tree import first, unread
from leakscan.formats.ooxml.given_names import named_text
from leakscan.formats.strays import Strays
from leakscan.limits import Budget
from leakscan.views.people import PersonMention, Role
from leakscan.views.prose import Passage, PassageKind, Prose
from leakscan.views.side_texts import SideKind, SideText, says_much

HEADERS = {
    "header": "header",
    "header-left": "header of even pages",
    "header-first": "header of the first page",
    "header-left-first": "header of the first page",
    "footer": "footer",
    "footer-left": "footer of even pages",
    "footer-first": "footer of the first page",
    "footer-left-first": "footer of the first page",
}
_NUMBERS = ("list-level-style-number", "outline-level-style")
_MOST_WORDS = 3
_MOST_STYLE_WORDS = 4
_OWN_STYLES = frozenset({"Object with no fill and no line"})
"""Styles of LibreOffice 7.4 whose names are as long as a sentence."""


@dataclass(slots=True)
class Part:
    """One part of a document as it was read.

    Attributes:
        name: its name.
        root: its tree; None when there is none.
        strays: what is left in its markup.
    """

    name: str
    root: Node | None = None
    strays: Strays = field(default_factory=Strays)

    def group(self, *names: str) -> Node:
        """Return the element that a way of names leads to; an empty one when there is none."""
        return first(self.root, *names) or Node(names[-1], {})


class TextReading:
    """One document of text while it is read.

    Attributes:
        texts: texts beside what shows.
        objects: names of the objects that its pages show.
    """

    def __init__(
        self, content: Part, styles: Part, prose: Prose, budget: Budget, is_opaque: Callable[[str], bool]
    ) -> None:
        self.texts: list[SideText] = []
        self.objects: set[str] = set()
        self._content = content
        self._styles = styles
        self._prose = prose
        self._budget = budget
        self._is_opaque = is_opaque
        self._read: set[int] = set()
        self._body_styles = styles_of(styles, content)
        self._page_styles = styles_of(styles, styles)

    def run(self) -> None:
        """Read everything."""
        body = self._content.group("body", "text")
        changes = {
            key: item for node in body.children("tracked-changes") for key, item in read_changes(node).items()
        }
        masters = {node.get("name"): node for node in self._styles.group("master-styles").children("master-page")}
        used = set(used_masters(body, self._body_styles, masters))
        layouts = {
            node.get("name"): node for node in self._styles.group("automatic-styles").children("page-layout")
        }
        names = [node.get("page-layout-name") for name, node in masters.items() if name in used]
        look = PageStyles([layouts[name] for name in dict.fromkeys(names) if name in layouts])
        setup = Setup(
            self._content.name,
            self._body_styles,
            self._budget,
            self._content.strays,
            self._read,
            changes,
            look.pages,
            look.ground,
            self._is_opaque,
        )
        story = Story(setup)
        story.read_whole(body, Where(ground=look.ground))
        self._show(story)
        self._headers(masters, used, look)
        for change in changes.values():
            if not change.is_met:
                self._prose.passages.extend(change_passages(change, Place(part=self._content.name)))
        self.texts.extend(item for item in story.index_texts if not self._prose.shows(item.text))
        self._numbers(body)
        self.texts.extend(name_texts((self._styles, self._content), story.names()))
        for part in (self._styles, self._content):
            take_listeners(part, self._prose)
            take_unread(part, self._read)
        for item in self._prose.passages:
            if item.author:
                self._prose.mentions.append(PersonMention(item.author, Role.REVISER, item.place))

    def _show(self, story: Story) -> None:
        """Take a story that a reader sees."""
        self._prose.passages.extend(story.passages)
        for text in story.shown:
            self._budget.check_time()
            self._prose.show(text)
        self.objects.update(story.objects)
        self._beside(story)

    def _beside(self, story: Story) -> None:
        """Take what a story holds beside its text."""
        take_beside(story, self._prose, self.texts)

    def _headers(self, masters: Mapping[str, Node], used: set[str], look: PageStyles) -> None:
        setup = Setup(
            self._styles.name,
            self._page_styles,
            self._budget,
            self._styles.strays,
            self._read,
            {},
            look.pages,
            look.ground,
            self._is_opaque,
        )
        for name, master in masters.items():
            for header in master.children(*HEADERS):
                changes = {
                    key: item
                    for node in header.children("tracked-changes")
                    for key, item in read_changes(node).items()
                }
                setup.changes = changes
                story = Story(setup)
                story.read_whole(header, Where(ground=look.ground), on_every_page=True)
                if name in used and header.get("display") != "false":
                    self._show(story)
                    continue
                self._beside(story)
                self._prose.passages.extend(story.passages)
                place = Place(part=self._styles.name, name=name)
                for text in filter(str.strip, story.shown):
                    is_own = not any(letter.isalpha() for letter in text)
                    what = f"unused {HEADERS[header.name]}"
                    self.texts.append(SideText(SideKind.HEADER_FOOTER, what, text.strip(), place, is_own))

    def _numbers(self, body: Node) -> None:
        """Take the words in the levels of lists; those of lists that nothing uses show nowhere (§16.30)."""
        used = {node.get("style-name") for node in body.descendants("list", "numbered-paragraph")}
        for styles in (self._body_styles, self._page_styles):
            used.update(name for node in styles.styles() if (name := node.get("list-style-name")))
        for part in (self._styles, self._content):
            for group in ("styles", "automatic-styles"):
                for listed in part.group(group).children("list-style"):
                    for text in _level_texts(listed):
                        if listed.get("name") in used:
                            self._prose.show(text)
                            continue
                        why = "text of a list that no paragraph shows"
                        place = Place(part=part.name)
                        self._prose.passages.append(Passage(PassageKind.HIDDEN, why, text, place))


def _level_texts(listed: Node) -> Iterator[str]:
    for level in listed.children(*_NUMBERS):
        for key in ("num-prefix", "num-suffix", "num-list-format"):
            if says_much(level.get(key), most_words=_MOST_WORDS):
                yield level.get(key)


def styles_of(common: Part, own: Part) -> TextStyles:
    """Return the styles of a part: those that all parts have in common, and its automatic ones."""
    styles = TextStyles()
    styles.add(common.group("styles"))
    styles.add_own(own.group("automatic-styles"))
    return styles


def used_masters(body: Node, styles: TextStyles, masters: Mapping[str, Node]) -> Iterator[str]:
    """Yield the names of the master pages that a text comes to, as far as styles tell (§19.501)."""
    names = {node.get("style-name") for node in body.descendants("p", "h")}
    tables = {node.get("style-name") for node in body.descendants("table")}
    nodes = [node for name in names for node in styles.named("paragraph", name)]
    nodes += [node for name in tables for node in styles.named("table", name)]
    found = [node.get("master-page-name") for node in nodes if node.get("master-page-name")]
    found += [node.get("master-page-name") for node in body.descendants("page")]
    pending = [*found, "Standard" if "Standard" in masters else next(iter(masters), "")]
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name in masters and name not in seen:
            seen.add(name)
            yield name
            pending.append(masters[name].get("next-style-name"))


def take_beside(story: Story, prose: Prose, texts: list[SideText]) -> None:
    """Take what a story holds beside its text into `prose` and `texts`."""
    texts.extend(story.side_texts)
    prose.settings.extend(story.settings)
    prose.remarks.extend(story.remarks)
    prose.mentions.extend(story.mentions)
    prose.paths.extend(story.paths)
    for forms in story.forms:
        for item in control_texts(forms, story.place, story.controls):
            if item.is_shown:
                prose.show(item.text)
            else:
                texts.append(item)


def take_unread(part: Part, read: set[int]) -> None:
    """Take the paragraphs of a part that nobody read."""
    for text in () if part.root is None else unread(part.root, read):
        part.strays.add(UNSHOWN, text)


def take_listeners(part: Part, prose: Prose) -> None:
    """Take the files that events of a document call."""
    for node in () if part.root is None else part.root.descendants("event-listener", "sound"):
        prose.paths.extend(linked(node, "what an event calls", Place(part=part.name)))


def name_texts(parts: Sequence[Part], names: Iterator[str]) -> Iterator[SideText]:
    """Yield names of styles, sections and tables that are sentences, and identifiers of sessions."""
    identifiers: dict[str, Place] = {}
    masters = tuple(f"{node.get('name')}-" for node in parts[0].group("master-styles").children("master-page"))
    for part in parts:
        place = Place(part=part.name)
        for group in ("styles", "automatic-styles"):
            for style in part.group(group).children():
                name = style.get("display-name") or style.get("name").replace("_20_", " ")
                is_own = name in _OWN_STYLES or style.get("name").startswith(masters)
                if says_much(name, most_words=_MOST_STYLE_WORDS) and not is_own:
                    yield named_text(SideKind.MARKUP, "name of a style", name, place)
                for properties in style.children("text-properties", "paragraph-properties"):
                    for key in ("rsid", "paragraph-rsid"):
                        if properties.get(key):
                            identifiers.setdefault(properties.get(key), place)
    for name in dict.fromkeys(names):
        if says_much(name):
            yield named_text(SideKind.MARKUP, "name of a section or table", name, Place(part=parts[-1].name))
    for text, place in identifiers.items():
        yield SideText(SideKind.IDENTIFIER, "editing session", text, place, is_own=True)
