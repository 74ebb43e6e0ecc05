"""Style sheets of a page, as far as they decide what shows (CSS 2.2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leakscan.errors import LimitReachedError
from leakscan.formats.html.selectors import Element, Selector, read_selectors, unescaped

DECIDING = frozenset(
    {
        "-webkit-mask", "-webkit-mask-image", "-webkit-text-fill-color", "animation", "animation-fill-mode",
        "animation-name", "background-color", "background-image", "bottom", "clip", "clip-path", "color",
        "content", "content-visibility", "display", "filter", "font-size", "height", "transform", "zoom",
        "left", "margin-left", "margin-top", "mask", "mask-image", "max-height", "max-width",
        "letter-spacing", "mix-blend-mode", "mso-hide", "mso-number-format", "opacity", "z-index",
        "overflow", "position", "right", "scale", "text-indent", "top", "translate", "visibility", "width",
    }
)  # fmt: skip
"""Properties that decide what shows."""
_NOTES = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_CONTENT = re.compile(r"""content\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)')""", re.IGNORECASE)
_NOTHING = re.compile(r"0*\.?0+(?:%|[a-z]+)?")
_FOR_OLDER = re.compile(r"\\[09]\s*(?:!.*)?$")
"""Makes a declaration one for Internet Explorer alone."""
_LOGICAL = {
    "block-size": "height", "inline-size": "width", "inset-block-start": "top", "inset-inline-start": "left",
    "margin-block-start": "margin-top", "margin-inline-start": "margin-left", "max-block-size": "max-height",
    "max-inline-size": "max-width", "overflow-block": "overflow", "overflow-y": "overflow",
}  # fmt: skip
"""Properties by what they are where lines run from left to right (CSS Logical Properties Level 1)."""
_PIECES = re.compile(r"(?:\\.|[^;()\\]|\((?:[^()]|\([^()]*\))*\))+")
_WORDS = re.compile(r"(?:[^\s()]+|\([^()]*\))+")
_FRAMES = ("@keyframes", "@-webkit-keyframes", "@-moz-keyframes")
_LAST_FRAME = frozenset({"to", "100%"})
_SIZE = re.compile(r"(?:^|\s)((?:\d+(?:\.\d+)?|\.\d+)(?:pt|px|em|rem|ex|%|cm|mm|in|pc)?)(?=[\s/]|$)")
_NO_RULES = frozenset(
    {
        "@-moz-document", "@-moz-keyframes", "@-ms-viewport", "@-webkit-keyframes", "@charset", "@counter-style",
        "@font-face", "@font-feature-values", "@font-palette-values", "@import", "@keyframes", "@list", "@media",
        "@namespace", "@page", "@property", "@starting-style", "@view-transition", "@viewport",
    }
)  # fmt: skip
"""Groups that hide nothing of a page as it opens, or were judged by their medium."""
_BRACES = re.compile(r"[{}]")
_MOST_WORK = 1_500_000
_WORK_OF_A_RULE = 2
"""What a rule that is for an element costs, where a look at one that is not costs 1."""
_MOST_KEPT = 10_000
_DEEPEST_BLOCK = 8

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: Selector
    plain: Declarations
    important: Declarations
    order: int


@dataclass(frozen=True, slots=True)
class Styles:
    """What style sheets and its own attribute say of an element.

    Attributes:
        certain: what holds.
        maybe: what may hold: it is not known whether the rule is for the element.
        is_own: name, id, classes and own style of the element decide alone.
    """

    certain: Declarations
    maybe: Declarations
    is_own: bool


class StyleSheets:
    """All style sheets of a page.

    Args:
        more: properties that are wanted besides those that decide what shows.

    Attributes:
        are_partly_known: others lie elsewhere.
        has_doubts: rules of a kind that is not known may hide something.
        contents: texts that rules put before and after elements.
        frames: what each animation leaves when it ends.
    """

    def __init__(self, more: frozenset[str] = frozenset()) -> None:
        self._wanted = DECIDING | more
        self.are_partly_known = self.has_doubts = False
        self.contents: list[str] = []
        self.frames: dict[str, Declarations] = {}
        self._rules: dict[str, list[_Rule]] = {}
        self._count = 0
        self._work = 0
        self._kept: dict[tuple[str, str, frozenset[str], str], Styles] = {}

    @property
    def is_empty(self) -> bool:
        """True when no rule decides anything."""
        return not self._count and not self.are_partly_known

    def add(self, text: str, media: str = "") -> None:
        """Take a style sheet, unless it is for another medium than a screen."""
        if _is_for_screen(media):
            self._add(_CONTENT.sub(self._content, _NOTES.sub(" ", text)), 0)

    def _content(self, found: re.Match[str]) -> str:
        """Keep a text that a rule puts in, and return its number: it may hold any sign."""
        coded = found[1] if found[1] is not None else found[2]
        self.contents.append(unescaped(coded))
        return f"content:{len(self.contents) - 1}"

    def _add(self, text: str, depth: int) -> None:
        for prelude, body in _blocks(text):
            if prelude.startswith("@"):
                word, _, rest = prelude.partition(" ")
                if word in _FRAMES:
                    self._add_frames(rest.strip().lower(), body)
                is_group = word in ("@supports", "@layer") or (word == "@media" and _is_for_screen(rest))
                if is_group and depth < _DEEPEST_BLOCK:
                    self._add(body, depth + 1)
                self.has_doubts = self.has_doubts or (not is_group and word not in _NO_RULES and ":" in body)
                continue
            self.has_doubts = self.has_doubts or "{" in body  # rules inside rules (CSS Nesting)
            plain, important = declarations(body, self._wanted)
            if not plain and not important:
                continue
            for selector in read_selectors(prelude):
                self._count += 1
                rule = _Rule(selector, plain, important, self._count)
                if selector.is_beside:  # it may paint the ground of the element, and hides nothing of it
                    rule = _Rule(selector, _beside(plain), _beside(important), self._count)
                self._rules.setdefault(selector.key, []).append(rule)

    def _add_frames(self, name: str, body: str) -> None:
        for prelude, inner in _blocks(body):
            if _LAST_FRAME.intersection(word.strip() for word in prelude.lower().split(",")):
                self.frames.setdefault(name, {}).update(declarations(inner, self._wanted)[0])

    def of(self, path: Sequence[Element], own: str) -> Styles:
        """Return what holds for the last element of a path.

        Args:
            path: the element and those around it, the root first.
            own: what its attribute `style` says.

        Raises:
            LimitReachedError: there are too many rules for too many elements.
        """
        if not self._count:
            plain, important = declarations(own, self._wanted)
            return Styles({**plain, **important}, {}, is_own=True)
        element = path[-1]
        alike = element.tag, element.id, element.classes, own
        kept = self._kept.get(alike)
        if kept is not None:
            return kept
        found: list[_Rule] = []
        stands_alone = True
        for key in ("", element.tag, f"#{element.id}", *(f".{name}" for name in element.classes)):
            rules = self._rules.get(key, ())
            self._work += len(rules)
            stands_alone = stands_alone and all(rule.selector.stands_alone for rule in rules)
            found.extend(rule for rule in rules if rule.selector.holds(path))
        self._work += _WORK_OF_A_RULE * len(found)
        if self._work > _MOST_WORK:
            raise LimitReachedError("the page has too many rules of style", code="limit-styles")
        plain, important = declarations(own, self._wanted)
        result = Styles(*_cascade(found, plain, important), is_own=stands_alone)
        if stands_alone and len(self._kept) < _MOST_KEPT:
            self._kept[alike] = result
        return result


def _cascade(
    found: list[_Rule], plain: Declarations, important: Declarations
) -> tuple[Declarations, Declarations]:
    """Return what rules and an element's own style say together (CSS 2.2 §6.4)."""
    found.sort(key=lambda rule: (rule.selector.specificity, rule.order))
    certain: Declarations = {}
    for rule in found:
        if rule.selector.is_certain:
            certain.update(rule.plain)
    certain.update(plain)
    for rule in found:
        if rule.selector.is_certain:
            certain.update(rule.important)
    certain.update(important)
    maybe: Declarations = {}
    for rule in found:
        if not rule.selector.is_certain:
            maybe.update({**rule.plain, **rule.important})
    return certain, maybe


def declarations(text: str, wanted: frozenset[str] = DECIDING) -> tuple[Declarations, Declarations]:
    """Return the properties wanted that a block sets, plain ones and those marked as important."""
    plain: Declarations = {}
    important: Declarations = {}
    for piece in _PIECES.findall(_NOTES.sub(" ", text)) if text else ():
        if "\\" in piece:
            if _FOR_OLDER.search(piece):
                continue
            piece = unescaped(piece)
        name, _, value = piece.partition(":")
        value, mark, _ = value.strip().lower().partition("!")
        target = important if mark else plain
        target.update(_spelled_out(name.strip().lower(), value.strip(), wanted))
    return plain, important


def _beside(found: Declarations) -> Declarations:
    """Return what a rule says of a box beside an element: its ground, and its text where it shows."""
    is_hidden = (
        found.get("display") == "none"
        or found.get("visibility") == "hidden"
        or any(_NOTHING.fullmatch(found.get(name, "")) for name in ("opacity", "font-size"))
    )
    kept = ("background-color", "background-image", *(() if is_hidden else ("content",)))
    return {name: value for name, value in found.items() if name in kept}


def _spelled_out(name: str, value: str, wanted: frozenset[str]) -> Declarations:
    """Return a declaration, a shorthand as what it stands for (CSS 2.2 §14.2.1, §15.8)."""
    if not value:
        return {}
    if name == "background":
        is_picture = "url(" in value or "gradient(" in value
        plain = " ".join(word for word in _WORDS.findall(value) if not word.startswith("url("))
        return {"background-image": value if is_picture else "none", "background-color": plain}
    if name == "inset":
        top, right, bottom, left = (value.split() * 4)[:4]
        return {"top": top, "right": right, "bottom": bottom, "left": left}
    if name == "font":
        size = _SIZE.search(value)
        return {} if size is None else {"font-size": size[1]}
    name = _LOGICAL.get(name, name)
    return {name: value} if name in wanted or name.startswith("--") else {}


def _is_for_screen(media: str) -> bool:
    """Return whether a list of media names a screen of any size."""
    queries = [item.strip().lower() for item in media.split(",") if item.strip()]
    return not queries or any(map(_holds, queries))


_ASKED = re.compile(r"\((min|max)-width\s*:\s*([\d.]+)(px|em|rem)\)|\(prefers-color-scheme\s*:\s*(light)\)")
_NARROW_PIXELS, _WIDE_PIXELS = 1000.0, 1600.0
"""Windows of which a page is said to hold: what asks for less than the first or more than the second does not."""


def _holds(query: str) -> bool:
    """Return whether a query of media holds on a screen of usual size (Media Queries Level 3)."""
    kind, *asked = (part.strip() for part in re.split(r"\band\b", query))
    if kind.startswith("("):
        asked.insert(0, kind)
    elif kind not in ("all", "screen", "only screen", "only all"):
        return False
    for part in asked:
        found = _ASKED.fullmatch(part)
        if found is None:
            return False
        pixels = float(found[2] or 0) * (1 if found[3] == "px" else 16)
        if (found[1] == "min" and pixels > _NARROW_PIXELS) or (found[1] == "max" and pixels < _WIDE_PIXELS):
            return False
    return True


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield each rule of a sheet: what stands before its braces, and what stands in them."""
    at = 0
    while (opened := text.find("{", at)) >= 0:
        prelude = text[at:opened].rpartition(";")[2].strip()
        depth, end = 1, len(text)
        for found in _BRACES.finditer(text, opened + 1):
            depth += 1 if found[0] == "{" else -1
            if not depth:
                end = found.start()
                break
        yield prelude, text[opened + 1 : end]
        at = end + 1
