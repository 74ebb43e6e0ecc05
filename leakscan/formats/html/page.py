"""Reads a page: the lines that show, the texts that do not and why, and what the markup keeps beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from leakscan import xmlsafe
from leakscan.errors import FileError, LimitReachedError
from leakscan.findings import Place
from leakscan.formats.colours import Colour
from leakscan.formats.html.attributes import attribute_texts, has_words
from leakscan.formats.html.looks import (
    CLIPPED,
    HIDING,
    MARKED,
    SAME_COLOUR,
    Look,
    Looks,
    is_unjudged,
    may_cover,
    may_hide,
)
from leakscan.formats.html.selectors import Element, element_of
from leakscan.formats.html.sheets import StyleSheets
from leakscan.formats.unseen_letters import unseen_letters
from leakscan.limits import Budget
from leakscan.views.prose import Passage, PassageKind
from leakscan.views.side_texts import SideKind, SideText
from leakscan.views.values import ValueSet
from leakscan.views.words import missing_words, word_set

_STYLED = re.compile(r"<style|rel\s*=\s*[\"']?stylesheet", re.IGNORECASE)
_LINES = frozenset(
    {
        "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option",
        "p", "pre", "section", "select", "table", "td", "textarea", "th", "title", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN = {
    "audio": "text for programs that play no sound",
    "canvas": "text for programs that draw no pictures",
    "datalist": "text of choices that are offered in a field",
    "details": "text that is folded together",
    "dialog": "text of a dialog that is not open",
    "iframe": "text for programs without frames",
    "object": "text for programs that do not show the object",
    "video": "text for programs that play no video",
    "rp": "text for programs that show no readings",
    "noscript": "text for programs without scripts",
    "noframes": "text for programs without frames",
    "template": "text of a template that is not used",
    "xml": "text of data in the page",
}
_POPPED_UP = "text of a box that is not open"
_UNDRAWN = {
    "desc": "text for programs that read drawings aloud",
    "metadata": "text for programs that index drawings",
}
_QUIET = frozenset({"style", "script", "title"})
_LISTS = frozenset({"option", "select"})
_PICTURES = frozenset({"canvas", "iframe", "img", "input", "object", "svg", "textarea", "video"})
_ASKED = _QUIET.union(_UNSEEN, _UNDRAWN, ["option", "select", "summary", "svg"])
_PLAIN = element_of("", {})
"""Stands for an element that no rule of style asks about."""
_TARGETS = {"href": "target of a hyperlink", "src": "address of a picture or page", "background": "picture"}
_CONDITION = re.compile(r"\[if\b[^\]]*\]>?(.*?)(?:<!\[endif\]|\Z)", re.DOTALL | re.IGNORECASE)
_PROLOG = re.compile(
    r"\?xml version=\S{5,7}(?:\s+encoding=[\"'][\w.-]{1,20}[\"'])?(?:\s+standalone=[\"']\w{2,3}[\"'])?\s*\?"
    r"|This file was converted to xhtml by \w{5,20} - see https://[\w./-]{1,120} for the code\.?"
)
"""Where HTML is written as XML, and what the filter of LibreOffice for XHTML writes at the top."""
_OWN_REMARKS = ("StartFragment", "EndFragment", "<![", "[endif]", "/*", "[if")
_SCRIPTS = ("", "module", "text/javascript", "application/javascript", "text/ecmascript", "text/vbscript")
_SHEET_REMARK = re.compile(r"/\*(.*?)(?:\*/|\Z)", re.DOTALL)
_DEEPEST_PAGE = 4
_FRAME = re.compile(r"data:text/(?:html|plain)(?:;charset=[\w-]+)?,(.*)", re.DOTALL | re.IGNORECASE)
LABEL = "short text clipped away, as for screen readers"
_LONGEST_LABEL = 60
_LONGEST_PREHEADER = 250
OFFICE_TEXT = "text for older programs or for Office alone"


@dataclass(slots=True)
class Contents:
    """What a page holds.

    Attributes:
        shown: its lines, as they show.
        passages: texts that do not show, and tracked changes.
        remarks: remarks in the markup.
        texts: other texts beside what shows.
        meta: names and contents of `<meta>`, and the title.
        targets: what links and pictures lead to: what it is, the address, and where it stands.
        islands: markup of Office that describes the document.
        has_doubts: a rule of style that is not judged may hide something.
    """

    shown: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    texts: list[SideText] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    targets: list[tuple[str, str, Place]] = field(default_factory=list)
    islands: list[str] = field(default_factory=list)
    has_doubts: bool = False

    @property
    def preheader(self) -> str:
        """A short hidden text before everything that shows: programs show it in their list of mails."""
        first = self.passages[0] if self.passages else None
        is_first = first is not None and first.place.name == "paragraph 1" and first.why not in _UNSEEN.values()
        return first.text if first is not None and is_first and len(first.text) <= _LONGEST_PREHEADER else ""

    def hidden_texts(self) -> list[str]:
        """Return each text that does not show, and each remark."""
        unseen = (item.text for item in self.passages if item.kind is not PassageKind.CHANGED)
        return list(dict.fromkeys([*unseen, *self.remarks]))


def read_page(
    text: str, part: str = "", sheets: tuple[str, ...] = (), *, budget: Budget | None = None, depth: int = 0
) -> tuple[Contents, FileError | None]:
    """Return what a page holds, and what ended its reading before its end.

    Args:
        text: its markup.
        part: the name of the part it is; empty when it is the whole file.
        sheets: style sheets that lie beside it.
        budget: of the file; without one, reading takes the time it takes.
        depth: how many pages it lies inside of.
    """
    styles = StyleSheets()
    for sheet in sheets:
        styles.add(sheet)
    contents = Contents()
    if depth > _DEEPEST_PAGE:
        return contents, LimitReachedError("pages are nested too deep", code="limit-depth")
    try:
        if _STYLED.search(text):
            gathering = _SheetReader(styles)
            _told(text, gathering, budget)
            remarks = (" ".join(remark.split()) for remark in gathering.remarks)
            place = Place(part=part)
            contents.texts += [
                SideText(SideKind.MARKUP, "remark in a style sheet", remark, place, is_own=True)
                for remark in remarks
                if remark
            ]
        contents.has_doubts = styles.has_doubts
        reader = _PageReader(styles, contents, part, budget, depth)
        try:
            _told(text, reader, budget)
        finally:
            reader.finish()
    except FileError as error:
        return contents, error
    return contents, None


def _told(text: str, handler: xmlsafe.Handler, budget: Budget | None) -> None:
    if budget is None:
        xmlsafe.stream_html(text, handler)
    else:
        xmlsafe.stream_html(text, handler, budget.check_time)


class _SheetReader(xmlsafe.Handler):
    """Gathers the style sheets of a page."""

    def __init__(self, sheets: StyleSheets) -> None:
        self._sheets = sheets
        self._pieces: list[str] | None = None
        self._media = ""
        self.remarks: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._pieces, self._media = [], attributes.get("media", "")
        elif name == "link" and attributes.get("rel", "").strip().lower() == "stylesheet":
            self._sheets.are_partly_known = True

    def end(self, name: str) -> None:
        if name == "style" and self._pieces is not None:
            self.remarks += _SHEET_REMARK.findall("".join(self._pieces))
            self._sheets.add("".join(self._pieces), self._media)
            self._pieces = None

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)


class _PageReader(xmlsafe.Handler):
    """Tells what shows from what does not."""

    def __init__(
        self, sheets: StyleSheets, contents: Contents, part: str, budget: Budget | None, depth: int
    ) -> None:
        self._budget = budget
        self._depth = depth
        self._sheets = sheets
        self._looks_of = Looks(sheets)
        self._contents = contents
        self._part = part
        self._path: list[Element] = []
        self._looks = [Look()]
        self._line: list[str] = []
        self._unseen: list[str] = []
        self._why = ""
        self._ground: Colour | None = None
        self._marks: dict[int, tuple[Colour | None, str]] = {}
        self._number = 1
        self._quiet = 0
        self._script: list[str] | None = None
        self._script_kind = ""
        self._title: list[str] | None = None
        self._conditions: list[str] = []
        self._put_in: set[int] = set()
        self._choices: int | None = None
        self._choice: list[str] | None = None
        self._seen = 0
        self._boxes: list[tuple[int, int]] = []

    @property
    def _place(self) -> Place:
        return Place(part=self._part, name=f"paragraph {self._number}")

    # Events

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name in _LINES:
            self._end_line()
        if not attributes and self._sheets.is_empty and name not in _ASKED:
            self._path.append(_PLAIN)
            self._looks.append(self._looks[-1])
            return
        element = element_of(name, attributes)
        self._path.append(element)
        is_summary = name == "summary" and len(self._path) > 1 and self._path[-2].tag == "details"
        outer = self._looks[-2 if is_summary else -1]
        look, styles = self._looks_of.of(self._path, outer)
        self._contents.has_doubts = (
            self._contents.has_doubts or may_hide(styles.maybe, look.ground) or is_unjudged(styles.certain)
        )
        if "popover" in attributes and not look.gone:
            look = replace(look, gone=_POPPED_UP)
        if name in _UNDRAWN and not look.gone and any(item.tag == "svg" for item in self._path):
            look = Look(gone=_UNDRAWN[name])
        if name in _UNSEEN and not look.gone and not (name in ("details", "dialog") and "open" in attributes):
            look = Look(gone=_UNSEEN[name])
        self._looks.append(look)
        if "content" in styles.maybe:
            self._take_beside(styles.maybe["content"], look)
        if name in _LISTS:
            self._take_choice(name, attributes, look)
        self._seen += name in _PICTURES
        if "position" in styles.certain and may_cover(styles.certain) and not look.gone:
            self._boxes.append((len(self._path), self._seen))
        if name in _QUIET:
            self._quiet += 1
            if name == "script":
                self._script, self._script_kind = [], attributes.get("type", "").strip().lower()
            elif name == "title":
                self._title = []
            return
        self._read_attributes(name, attributes)

    def _take_beside(self, number: str, look: Look) -> None:
        """Take the text that a rule of style puts before or after an element."""
        if number.isdigit() and not look.why:
            self._line.append(f" {self._sheets.contents[int(number)]} ")
            self._put_in.add(int(number))

    def _take_choice(self, name: str, attributes: Mapping[str, str], look: Look) -> None:
        """Take a choice of a list: of a list that is not open the first shows, or the selected one."""
        if name == "select":
            is_open = "multiple" in attributes or attributes.get("size", "1").strip() not in ("", "0", "1")
            self._choices = None if is_open else 0
        elif name == "option" and self._choices is not None:
            self._choices += 1
            is_hidden = self._choices > 1 and "selected" not in attributes and not look.why
            self._choice = [] if is_hidden else None

    def _end_choice(self, name: str) -> None:
        text = " ".join("".join(self._choice or ()).split())
        if has_words(text):
            what = "choice of a list that is not open"
            self._contents.texts.append(SideText(SideKind.CONTROL, what, text, self._place))
        self._choice = None
        if name == "select":
            self._choices = None

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if not self._path:
            return
        if name in _LISTS:
            self._end_choice(name)
        if name in _QUIET:
            self._quiet = max(0, self._quiet - 1)
            self._end_quiet(name)
        if name in _LINES:
            self._end_line()
        while self._boxes and self._boxes[-1][0] >= len(self._path):
            # An empty box at a place of its own: pages are not laid out, so that it may lie over text.
            _, seen = self._boxes.pop()
            self._contents.has_doubts = self._contents.has_doubts or seen == self._seen
        self._path.pop()
        self._looks.pop()

    def text(self, data: str) -> None:
        """Take text."""
        if self._script is not None:
            self._script.append(data)
        elif self._title is not None:
            self._title.append(data)
        elif self._choice is not None:
            self._choice.append(data)
        elif not self._quiet:
            self._seen += _says_something(data)
            why = self._looks[-1].why
            if not why:
                self._line.append(data)
                if self._looks[-1].is_doubtful and _says_something(data):
                    self._contents.has_doubts = True
                return
            if why != self._why:
                self._end_unseen()
                self._why = why
            self._ground = self._looks[-1].ground
            self._unseen.append(data)
            self._line.append(" ")

    def comment(self, data: str) -> None:
        """Take a remark, or a condition, which only some programs look into."""
        found = _CONDITION.match(data.lstrip())
        if found is not None:
            self._conditions.append(found[1])
            return
        text = data.strip()
        if _says_something(text) and not text.startswith(_OWN_REMARKS) and not _PROLOG.fullmatch(text):
            self._contents.remarks.append(text)
            self._contents.texts.append(SideText(SideKind.MARKUP, "remark", text, self._place))

    def instruction(self, target: str, data: str) -> None:
        """Take an instruction; those that name a vocabulary say nothing."""
        text = data.strip().rstrip("/?").strip()
        if _says_something(text) and target not in ("xml", "xml:namespace", "import"):
            self._contents.texts.append(SideText(SideKind.MARKUP, "instruction", text, self._place))

    def finish(self) -> None:
        """Take the end of the page."""
        self._end_line()
        self._end_unseen()
        self._tell_marks()
        for number, text in enumerate(self._sheets.contents):
            if number not in self._put_in and _says_something(text):
                what, is_own = "text of a style sheet that it puts nowhere", not has_words(text)
                place = Place(part=self._part)
                self._contents.texts.append(SideText(SideKind.MARKUP, what, text, place, is_own))
        visible = word_set(self._contents.shown if self._conditions else ())
        for condition in self._conditions:
            self._read_condition(condition, visible)

    # Lines

    def _end_line(self) -> None:
        text = " ".join("".join(self._line).split())
        self._line.clear()
        self._end_unseen()
        for why, spelled in unseen_letters(text):
            self._contents.passages.append(Passage(PassageKind.UNSEEN, why, spelled, self._place))
        if text:
            self._contents.shown.append(text)
            self._number += 1

    def _end_unseen(self) -> None:
        text = " ".join("".join(self._unseen).split())
        self._unseen.clear()
        if _says_something(text):
            kind = PassageKind.HIDDEN if self._why in HIDING or self._why.startswith("text for") else None
            kind = kind or (PassageKind.HIDDEN if self._why in _UNSEEN.values() else PassageKind.UNSEEN)
            if self._why == SAME_COLOUR and text in ("0", "1"):
                self._marks[len(self._contents.passages)] = self._ground, text
            is_label = self._why == CLIPPED and len(text) <= _LONGEST_LABEL
            self._contents.passages.append(Passage(kind, LABEL if is_label else self._why, text, self._place))

    def _tell_marks(self) -> None:
        """Tell cells painted by what they hold, as in a plan of weeks, from cells that were painted over."""
        pairs = set(self._marks.values())
        if len(pairs) == len(dict(pairs)) > 1 and len({text for _, text in pairs}) > 1:
            for at in self._marks:
                self._contents.passages[at] = self._contents.passages[at]._replace(why=MARKED)

    def _end_quiet(self, name: str) -> None:
        contents = self._contents
        if name == "title" and self._title is not None:
            text = " ".join("".join(self._title).split())
            if text:
                contents.meta.append(("title", text))
            self._title = None
        if name == "script" and self._script is not None:
            text = "".join(self._script).strip()
            is_own = self._script_kind in _SCRIPTS
            if text:
                what = "script" if is_own else "data in a script"
                contents.texts.append(SideText(SideKind.MARKUP, what, text, self._place, is_own))
            self._script = None

    # Attributes

    def _read_attributes(self, name: str, attributes: Mapping[str, str]) -> None:
        if not attributes:
            return
        contents, place = self._contents, self._place
        contents.texts.extend(attribute_texts(name, attributes, place))
        for key, value in attributes.items():
            if key in _TARGETS and value.strip():
                contents.targets.append((_TARGETS[key], value.strip(), place))
        frame = attributes.get("srcdoc") if name == "iframe" else None
        found = _FRAME.match(attributes.get("src" if name in ("iframe", "embed") else "data", ""))
        if frame or found is not None:
            self._read_frame(frame or unquote(found[1] if found is not None else ""))
        if name == "meta":
            key = attributes.get("name") or attributes.get("property") or ""
            if key and attributes.get("content", "").strip():
                contents.meta.append((key.strip(), attributes["content"].strip()))
        elif name in ("ins", "del") and attributes.get("datetime"):
            author = attributes.get("cite", "").removeprefix("mailto:").replace("%20", " ")
            why = "tracked insertion" if name == "ins" else "tracked deletion that shows struck through"
            contents.passages.append(Passage(PassageKind.CHANGED, why, "", place, author, attributes["datetime"]))

    def _read_frame(self, markup: str) -> None:
        """Read a page that stands in an attribute (WHATWG HTML §4.8.5) and shows in this one."""
        contents = self._contents
        inner, damage = read_page(markup, self._part, budget=self._budget, depth=self._depth + 1)
        contents.has_doubts = contents.has_doubts or inner.has_doubts or damage is not None
        why = self._looks[-2].why
        for line in inner.shown if why else ():
            contents.passages.append(Passage(PassageKind.UNSEEN, why, line, self._place))
        contents.shown += [] if why else inner.shown
        contents.passages += inner.passages
        contents.remarks += inner.remarks
        contents.texts += inner.texts
        contents.targets += inner.targets

    def _read_condition(self, markup: str, visible: ValueSet) -> None:
        """Read what only some programs look into: data of Office, and markup whose words may show nowhere else."""
        contents = self._contents
        markup, islands = _without_islands(markup)
        contents.islands.extend(islands)
        if not _says_something(markup):
            return
        inner, _ = read_page(markup, self._part, budget=self._budget, depth=self._depth + 1)
        contents.texts.extend(inner.texts)
        contents.targets.extend(inner.targets)
        for text in [*inner.shown, *(item.text for item in inner.passages)]:
            if missing_words(text, visible):
                contents.passages.append(Passage(PassageKind.HIDDEN, OFFICE_TEXT, text, Place(part=self._part)))


_ISLAND = re.compile(r"<xml\b[^>]*>(.*?)</xml>", re.DOTALL | re.IGNORECASE)


def _without_islands(markup: str) -> tuple[str, list[str]]:
    """Return markup without the data of Office, and these data."""
    return _ISLAND.sub(" ", markup), _ISLAND.findall(markup)


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
