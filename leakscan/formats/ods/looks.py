"""How tables, rows, columns and cells look: the styles of a document (ODF 1.3 part 3, §16, §17)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from leakscan.formats.colours import BLACK, EQUAL_DIFFERENCE, WHITE, Colour, difference, is_alike, read_rgb
from leakscan.formats.ods.conditions import Painted, Rule, condition_holds, hidden_by, rule_holds, unseen_under
from leakscan.formats.ods.nodes import Node
from leakscan.formats.xlsx.looks import Flow
from leakscan.views.spreadsheet import Hiding
from leakscan.views.unseen import Unseen

TINY_POINTS = 2.0
"""Rows lower and text smaller than this show nothing that can be read."""
NARROW_POINTS = 4.5
"""Columns narrower than this show nothing: as narrow as half a character in other formats."""

_DEEPEST_PARENT = 32
_LENGTH = re.compile(r"(-?(?:\d+(?:\.\d+)?|\.\d+))\s*(cm|mm|in|pt|pc|px)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_WORDED = frozenset(
    ("boolean", "boolean-style", "am-pm", "day-of-week", "month", "era", "quarter", "text-style", "text-content")
)
"""Parts of a number format that may show as words."""

_FIXED = frozenset(("text", "text-properties", "fill-character", "map"))
"""Parts of a number format that show the same whatever the value."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell style shows a value.

    Attributes:
        colour: of the text.
        background: of the cell; None when it lets the sheet through.
        points: size of the text.
        rules: conditions and the styles they apply.
        has_format: its number format may give the text a colour of its own.
        side: where in the cell a value stands.
        flow: what becomes of a text that is too long for its cell.
    """

    colour: Colour = BLACK
    background: Colour | None = None
    points: float = 10.0
    rules: tuple[Rule, ...] = ()
    has_format: bool = False
    side: str = "general"
    flow: Flow = Flow.OVER


class Styles:
    """The styles of a document, looked up by family and name.

    Attributes:
        at: row and column of the cell that is being read.
        over: the conditional formats of that cell that do not stand in its style.
    """

    def __init__(self) -> None:
        self.at = (0, 0)
        self.over: Sequence[Rule] = ()
        self._shown: dict[str, str] = {}
        self._known: dict[tuple[str, str], Node] = {}
        self._defaults: dict[str, Node] = {}
        self._formats: dict[str, Node] = {}
        self._looks: dict[str, Look] = {}

    def add(self, group: Node) -> None:
        """Take the styles of an `office:styles` or `office:automatic-styles`."""
        for node in group.children():
            if node.name.endswith("-style") and node.name != "default-style" and node.get("name"):
                self._formats[node.get("name")] = node
        for node in group.children("style", "default-style"):
            family = node.get("family")
            if node.name == "default-style":
                self._defaults[family] = node
            else:
                self._known[family, node.get("name")] = node
                if family == "table-cell" and node.get("display-name"):
                    self._shown.setdefault(node.get("display-name"), node.get("name"))

    def _chain(self, family: str, name: str) -> Iterator[Node]:
        """Yield a style and its parents, the nearest first."""
        for _ in range(_DEEPEST_PARENT):
            node = self._known.get((family, name))
            if node is None:
                break
            yield node
            name = node.get("parent-style-name")
        if family in self._defaults:
            yield self._defaults[family]

    def _property(self, family: str, name: str, group: str, key: str) -> str:
        for node in self._chain(family, name):
            for properties in node.children(group):
                value = properties.attributes.get(key)
                if value is not None:
                    return value
        return ""

    def hides_table(self, name: str) -> bool:
        """Return whether a table of that style does not show (ODF 1.3 part 3, §20.250)."""
        return self._property("table", name, "table-properties", "display") == "false"

    def page_of(self, name: str) -> str:
        """Return the name of the master page of a table's style."""
        return next((page for node in self._chain("table", name) if (page := node.get("master-page-name"))), "")

    def row_size(self, name: str) -> Hiding | None:
        """Return why a row of that style is not seen, or None."""
        return row_hiding(self.row_height(name))

    def column_size(self, name: str) -> Hiding | None:
        """Return why a column of that style is not seen, or None."""
        return _size(self.column_width(name), NARROW_POINTS)

    def row_height(self, name: str) -> float | None:
        """Return the height of a row of that style in points, or None when none is said."""
        return points(self._property("table-row", name, "table-row-properties", "row-height"))

    def column_width(self, name: str) -> float | None:
        """Return the width of a column of that style in points, or None when none is said."""
        return points(self._property("table-column", name, "table-column-properties", "column-width"))

    def has_fixed_height(self, name: str) -> bool:
        """Return whether rows of that style keep their height whatever they hold (ODF 1.3 part 3, §17.17)."""
        return self._property("table-row", name, "table-row-properties", "use-optimal-row-height") == "false"

    def conceals_formulas(self, name: str) -> bool:
        """Return whether cells of that style hide their formula while the sheet is protected (§17.18)."""
        words = self._property("table-cell", name, "table-cell-properties", "cell-protect").split()
        return "formula-hidden" in words or "hidden-and-protected" in words

    def conditional(self) -> Iterator[str]:
        """Yield the names of cell styles that have conditions."""
        for (family, name), node in self._known.items():
            if family == "table-cell" and any(True for _ in node.children("map")):
                yield name

    def graphic(self, name: str, key: str, family: str = "graphic") -> str:
        """Return what a style says of how a shape is painted; empty when it says nothing."""
        return self._property(family, name, "graphic-properties", key)

    def hides_shape(self, name: str) -> bool:
        """Return whether a shape of that style is painted nowhere."""
        return self.graphic(name, "visibility") == "hidden"

    def look(self, name: str) -> Look:
        """Return the look of a cell style."""
        known = self._looks.get(name)
        if known is None:
            known = self._looks[name] = self._look(name)
        return known

    def run_is_unseen(self, name: str, cell: Look) -> bool:
        """Return whether a piece of text of that style is not seen in a cell."""
        colour = read_rgb(self._property("text", name, "text-properties", "color").lstrip("#"))
        size = points(self._property("text", name, "text-properties", "font-size"))
        if size is not None and size < TINY_POINTS:
            return True
        return colour is not None and is_alike(colour, cell.background or WHITE)

    def writes_words(self, name: str) -> bool:
        """Return whether the number format of a cell style puts words in place of numbers, or beside them."""
        found = self._format_of(name)
        formats = [] if found is None else [found]
        formats.extend(
            self._formats[item.get("apply-style-name")]
            for item in (() if found is None else found.children("map"))
            if item.get("apply-style-name") in self._formats
        )
        return any(
            node.name in _WORDED or any(sign.isalpha() for sign in node.text)
            for item in formats
            for node in (item, *item.children())
        )

    def _format_of(self, name: str) -> Node | None:
        """Return the number format of a cell style, or None when it is a general one."""
        known = next(
            (item for node in self._chain("table-cell", name) if (item := node.get("data-style-name"))), ""
        )
        return self._formats.get(known)

    def _format_colour(self, name: str, kind: str, text: str) -> Colour | None:
        """Return the colour that the number format gives to a value, or None (ODF 1.3 part 3, §16.29)."""
        found = self._format_of(name)
        if found is None:
            return None
        for item in found.children("map"):
            if condition_holds(_of_format(item), kind, text):
                found = self._formats.get(item.get("apply-style-name"), found)
                break
        colours = (read_rgb(item.get("color").lstrip("#")) for item in found.children("text-properties"))
        return next((colour for colour in colours if colour is not None), None)

    def unseen(self, name: str, kind: str, text: str) -> Unseen | None:
        """Return why a value is not seen in a cell of that style, or None when it is."""
        look = self.look(name)
        colour = None
        if look.has_format:
            if self._format_hides(self._format_of(name), kind, text):
                return Unseen.FORMAT
            colour = self._format_colour(name, kind, text)
        if colour is not None:
            look = replace(look, colour=colour)
        rules = self.over or look.rules
        return unseen_under(look_hiding(look), (self._judged(rule, look, kind, text) for rule in rules))

    def always_shows(self, name: str) -> bool:
        """Return whether a cell style shows every value, as far as that can be told without one."""
        look = self.look(name)
        if look.rules or look_hiding(look) is not None:
            return False
        found = self._format_of(name)
        if found is None:
            return True
        others = (self._formats.get(item.get("apply-style-name")) for item in found.children("map"))
        for item in (found, *(other for other in others if other is not None)):
            colours = (read_rgb(child.get("color").lstrip("#")) for child in item.children("text-properties"))
            looks = [replace(look, colour=colour) for colour in colours if colour is not None]
            if all(child.name in _FIXED for child in item.children()) or any(map(look_hiding, looks)):
                return False
        return True

    def _judged(self, rule: Rule, look: Look, kind: str, text: str) -> Painted:
        """Return what a rule makes of a cell."""
        style = self.own_name(rule.style)
        found = look_hiding(self._painted(look, style))
        if found is None and self._format_hides(self._own_format(style), kind, text):
            found = Unseen.FORMAT
        return Painted(rule_holds(rule, kind, text, self.at), found, hidden_by(rule.condition, kind, text))

    def may_hide(self, rule: Rule, looks: Iterable[Look]) -> bool:
        """Return whether a rule may hide what cells of some looks show."""
        style = self.own_name(rule.style)
        has_format = self._own_format(style) is not None
        return has_format or any(look_hiding(self._painted(look, style)) is not None for look in looks)

    def own_name(self, style: str) -> str:
        """Return the name of a cell style; LibreOffice 7.4 calls it by the one that it shows in places."""
        return style if ("table-cell", style) in self._known else self._shown.get(style, style)

    def _own_format(self, style: str) -> Node | None:
        node = self._known.get(("table-cell", style))
        return None if node is None else self._formats.get(node.get("data-style-name"))

    def _format_hides(self, found: Node | None, kind: str, text: str) -> bool:
        """Return whether a number format shows the same of every value but nought, or nothing.

        So do those for a number: words for nought and one, and for what equals a number, tell the value.
        """
        number = _number(text) if kind == "n" else None
        if found is None or kind in ("b", "e") or number == 0:
            return False
        is_named = False
        if kind != "str":
            for item in found.children("map"):
                if condition_holds(_of_format(item), kind, text) is not False:
                    found = self._formats.get(item.get("apply-style-name"), found)
                    is_named = "=" in item.get("condition").replace("<=", "").replace(">=", "").replace("!=", "")
                    break
        if found.name != "text-style" if kind == "str" else found.name == "text-style":
            return False
        if any(child.name not in _FIXED for child in found.children()):
            return False
        is_blank = not any(child.text.strip() for child in found.children("text"))
        return is_blank or not (is_named or (number is not None and abs(number) == 1))

    def _painted(self, look: Look, applied: str) -> Look:
        """Return a look with what a conditional style says; what it does not say stays."""
        colour = self._own("table-cell", applied, "text-properties", "color")
        background = self._own("table-cell", applied, "table-cell-properties", "background-color")
        return Look(
            colour=read_rgb(colour.lstrip("#")) or look.colour,
            background=read_rgb(background.lstrip("#")) or look.background,
            points=points(self._own("table-cell", applied, "text-properties", "font-size")) or look.points,
        )

    def _own(self, family: str, name: str, group: str, key: str) -> str:
        node = self._known.get((family, name))
        properties = () if node is None else node.children(group)
        return next((value for item in properties if (value := item.get(key))), "")

    def _look(self, name: str) -> Look:
        def of(group: str, key: str) -> str:
            return self._property("table-cell", name, group, key)

        colour = read_rgb(of("text-properties", "color").lstrip("#"))
        if self._is_automatic(name):
            colour = None
        background = read_rgb(of("table-cell-properties", "background-color").lstrip("#"))
        if colour is None and background is not None:
            # An automatic colour is the one that can be read on its background, as LibreOffice 7.4 paints it.
            colour = WHITE if difference(background, BLACK) < difference(background, WHITE) else BLACK
        rules: list[Rule] = []
        for node in self._chain("table-cell", name):
            rules.extend(
                Rule(item.get("condition"), item.get("apply-style-name"), item.get("base-cell-address"))
                for item in node.children("map")
            )
            if rules:
                break
        size = points(of("text-properties", "font-size"))
        has_format = self._format_of(name) is not None
        return Look(
            colour or BLACK,
            background,
            10.0 if size is None else size,
            tuple(rules),
            has_format,
            side=_side(of),
            flow=_flow(of),
        )

    def _is_automatic(self, name: str) -> bool:
        """Return whether the nearest style that speaks of a colour leaves it to the window."""
        for node in self._chain("table-cell", name):
            for properties in node.children("text-properties"):
                if properties.get("use-window-font-color") == "true":
                    return True
                if "color" in properties.attributes:
                    return False
        return False


_SIDES = {"start": "left", "left": "left", "end": "right", "right": "right", "center": "center"}


def _side(of: Callable[[str, str], str]) -> str:
    """Return where in a cell values stand, as other formats say it (ODF 1.3 part 3, §17.18, §20)."""
    if of("table-cell-properties", "repeat-content") == "true":
        return "fill"
    if of("table-cell-properties", "text-align-source") == "value-type":
        return "general"
    return _SIDES.get(of("paragraph-properties", "text-align"), "general")


def _flow(of: Callable[[str, str], str]) -> Flow:
    """Return what becomes of texts that are too long for their cells (ODF 1.3 part 3, §17.18, §20)."""
    group = "table-cell-properties"
    if of(group, "rotation-angle").strip("0") or of(group, "direction") == "ttb":
        return Flow.TURNED
    if of(group, "wrap-option") == "wrap" or of("paragraph-properties", "text-align") == "justify":
        return Flow.WRAP
    return Flow.SHRINK if of(group, "shrink-to-fit") == "true" else Flow.OVER


def look_hiding(look: Look) -> Unseen | None:
    """Return why text of that look is not seen, its conditions left aside, or None when it is."""
    if look.points < TINY_POINTS:
        return Unseen.SIZE
    background = look.background or WHITE
    if not is_alike(look.colour, background):
        return None
    is_equal = difference(look.colour, background) <= EQUAL_DIFFERENCE
    return Unseen.COLOUR if is_equal else Unseen.NEAR_COLOUR


def _of_format(item: Node) -> str:
    """Return the condition on which a number format gives way to another, as that of a cell style."""
    return item.get("condition").replace("value()", "cell-content()")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def row_hiding(height: float | None) -> Hiding | None:
    """Return why a row of that height is not seen, or None."""
    return _size(height, TINY_POINTS)


def _size(size: float | None, least: float) -> Hiding | None:
    if size is None or size >= least:
        return None
    return Hiding.ZERO if size <= 0 else Hiding.TINY


def points(length: str) -> float | None:
    """Return a length in points, or None when it is none."""
    found = _LENGTH.fullmatch(length.strip())
    return None if found is None else float(found[1]) * _POINTS[found[2]]
