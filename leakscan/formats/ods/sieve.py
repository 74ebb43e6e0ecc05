"""What of a document its readers take, and what is left: every other text is recovered as it stands in the markup.

A reader knows elements by their local name. The sieve tells it only of what is OpenDocument's own, and gathers the
rest: remarks, instructions, foreign elements and attributes, elements that do not show there, and values
that cannot be what their attribute says.
"""

import re
from enum import Enum
from typing import NamedTuple

from leakscan import xmlsafe
from leakscan.formats.ods.addresses import split_addresses
from leakscan.formats.ods.schema import EXTENSIONS, NAMESPACES, PARAGRAPHS
from leakscan.formats.ods.vocabulary import SPREADSHEET, Vocabulary
from leakscan.formats.strays import STRAY, Strays

ATTRIBUTE = "value of an attribute that is none of the format's"
UNSHOWN = "text in an element that does not show"
NESTED = "text of a table in a cell"
OTHER_VALUE = "value of a cell that is not the text the cell shows"

_TOKEN = re.compile(
    r"-?[a-z]+(?:[-_][a-z0-9]+)*[0-9]?"
    r"|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:%|cm|mm|in|pt|pc|px|em|deg|grad|rad|m?s|\*)?"
    r"|#[0-9A-Fa-f]{3,8}|_[a-z]+|[A-Z]{1,3}|onLoad|onRequest|whenNotActive|alternateLatin|base64Binary|\d\d:\d\d:[\d.]+|"
    r"|-?P(?:\d+[YMD])*(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:[.,]\d+)?S)?)?"
    r"|\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?|\$\d{1,3}|\?f\d{1,4}|id\d{1,6}|NaN"
    r"|(?:[a-z]+(?:[A-Z][a-z]+){0,2}Wipe|(?:across|center|clockwise|corners|counter[cC]lockwise|diamond|fade|fan|four|from"
    r"|horizontal|in|inside|keyhole|left|opposite|out|rotate|top|bottom|right|two|eight|vertical|comb|cross|one)"
    r"(?:Top|Bottom|Left|Right|Center|In|Out|To|From|Over|Cross|Horizontal|Vertical|Twelve|Three|Six|Nine|Both|Blinds"
    r"|Circle|Point|Color|Two|Four|Eight|Single|Double|Diagonal|Spiral|Keystone|Box|V|H)+)"
    r"|[345](?:Arrows(?:Gray)?|TrafficLights[12]?|Symbols2?|(?:Color)?Smilies|Flags|Signs|RedToBlack|Rating|Quarters"
    r"|Stars|Triangles|Boxes)"
)
"""A number, a length, a colour, a date, one of the format's own words, a set of icons (ECMA-376-1 §18.18.42) or a
manner in which slides come and go (SMIL 2.0 §14.4)."""
_BETWEEN = re.compile(r"[\s,;/()]+")
_MACRO = re.compile(r"[a-z][a-z0-9+.-]*:|//|\.\./|/|\\\\|[\w.]+$", re.IGNORECASE)
"""A target outside the document, which the reader of links takes, or the name of a macro."""
_CALLED = ("script:event-listener", "xlink:href")
_SPARKED = {("calcext:sparkline", "calcext:cell-address"), ("calcext:sparkline", "calcext:data-range")}
"""Where a sparkline stands, and what it draws (LibreOffice 7.4)."""
_CELL = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_SHEET = r"\$?(?:'(?:[^']|'')*'|\w+)"
_ADDRESS = re.compile(rf"(?:{_SHEET})?\.{_CELL}(?::(?:{_SHEET})?\.{_CELL})?")
_PARTS = re.compile(r"(?:word|ppt|xl)/embeddings/[\w.-]{1,64}")
_EXTERNAL = ("style:chart-properties", "loext:external-data")
"""Where the data of a chart lay in the package that it came from (LibreOffice 7.4)."""
_PATH = ("draw:enhanced-geometry", "drawooo:enhanced-path")
"""The outline of a shape with the arcs that OpenDocument does not know (LibreOffice 7.4)."""
_SETTING = re.compile(r"(?:ooo:)?(?:[A-Za-z][A-Za-z0-9]*|[a-z]+-settings)")
_LONGEST_PLAIN = 400
_LONGEST_NUMBER = 40
_MOST_KNOWN = 20_000
_SWITCHES = frozenset(("", "true", "false"))


class _Look(Enum):
    """How the value of an attribute is looked at."""

    NONE = "it is read, or nobody asks"
    ADDRESS = "it names cells"
    SHAPE = "it is the format's own as far as it looks like the format's values"
    MACRO = "it is read, or the name of a macro"
    PART = "it is the name of a part of a package"
    PATH = "it is the outline of a shape"
    SETTING = "it is the name of a setting"
    SWITCH = "it is the format's own when it is true or false"
    FOREIGN = "it is none of the format's"


class _Element(NamedTuple):
    """What is known of the elements of a name.

    Attributes:
        qualified: its name with the prefix of its namespace.
        local: without.
        holders: elements in which its text is read; None for all.
        homes: elements right inside of which it is read for sure.
        is_texted: it has a text that is read.
        is_special: whether a reader takes it depends on where it stands, or none does.
    """

    qualified: str
    local: str
    holders: frozenset[str] | None
    homes: frozenset[str]
    is_texted: bool
    is_special: bool


class _Plan(NamedTuple):
    """What to do with the attributes of an element.

    Attributes:
        passed: names as written of those that are passed on, and their local names.
        looked: names as written of those that are looked at, and how.
    """

    passed: list[tuple[str, str]]
    looked: list[tuple[str, _Look]]


class Sieve(xmlsafe.Handler):
    """Tells of what is OpenDocument's own under local names; subclasses take it.

    Attributes:
        strays: what is left; None when nobody asks for it, which saves the looks at it.
        meaning: another object whenever names may mean something else than before.
    """

    takes_prefixes = True

    def __init__(self, strays: Strays | None = None, vocabulary: Vocabulary = SPREADSHEET) -> None:
        self.strays = strays
        self.meaning = object()
        self._vocabulary = vocabulary
        self._uris: dict[str, str] = {"xml": "http://www.w3.org/XML/1998/namespace"}
        self._elements: dict[str, _Element] = {}
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._plain: set[str] = set()
        self._rebound: list[tuple[int, dict[str, str]]] = []
        self._path: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._left = 0
        self._what = STRAY
        self._passes_plain = False
        self._loose: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element of OpenDocument."""

    def closed(self, name: str) -> None:
        """Take its end."""

    def words(self, data: str) -> None:
        """Take a piece of its text."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._loose:
            self._settle()
        plan: _Plan | None = None
        if attributes:
            names = (name, *attributes)
            plan = self._plans.get(names)
            if plan is None and any(map(_declares, attributes)):
                self._declare(attributes)
        known = self._elements.get(name)
        if known is None:
            known = self._elements[name] = self._known(name)
        around = self._path[-1] if self._path else ""
        if self._left or (known.is_special and around not in known.homes and self._leaves(known.qualified)):
            self._left += 1
            self._recover(attributes)
            return
        takes_text = known.is_texted
        if takes_text and around not in known.homes and known.holders is not None:
            takes_text = self._stands_in(known.holders)
        self._open.append((known.local, takes_text))
        self._path.append(known.qualified)
        if attributes:
            attributes = self._sifted(plan or self._planned(known.qualified, names), attributes)
        self.opened(known.local, attributes)

    def end(self, name: str) -> None:  # noqa: ARG002  # the base's signature
        """Take the end of an element."""
        if self._loose:
            self._settle()
        if self._left:
            self._left -= 1
        else:
            self._path.pop()
            self.closed(self._open.pop()[0])
        if self._rebound and self._rebound[-1][0] >= len(self._path) + self._left:
            self._uris = self._rebound.pop()[1]
            self._forget()

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if not self._left and self._open and self._open[-1][1]:
            self.words(data)
        elif self.strays is not None and not data.isspace():
            if not self._left:
                self._what = STRAY
            self._loose.append(data)

    def comment(self, data: str) -> None:
        """Take a remark in the markup."""
        if self.strays is not None:
            self.strays.add_remark(data)

    def instruction(self, target: str, data: str) -> None:
        """Take a processing instruction."""
        if self.strays is not None:
            self.strays.add_instruction(target, data)

    def leave(self, what: str, text: str) -> None:
        """Take a text that no program shows."""
        if self.strays is not None:
            self.strays.add(what, text)

    def stands_in(self, names: frozenset[str]) -> bool:
        """Return whether one of these elements is open, none that is left, and no text waits."""
        return bool(self._path) and self._path[-1] in names and not self._left and not self._loose

    @property
    def prefixes(self) -> dict[str, str]:
        """The namespaces that prefixes stand for where the reading stands."""
        return dict(self._uris)

    def mean_as(self, prefixes: dict[str, str]) -> None:
        """Let prefixes stand for namespaces, in a reading that begins amid a document."""
        self._uris = dict(prefixes)
        self._forget()

    def means(self, name: str) -> bool:
        """Return whether a name of an element as written is that of OpenDocument."""
        return self._qualified(name, is_element=True) == name

    def sifted(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        """Return the attributes of an element that means what it is called, as they would be told.

        Args:
            name: its name.
            attributes: as written; none is a declaration.
        """
        if not attributes:
            return attributes
        names = (name, *attributes)
        return self._sifted(self._plans.get(names) or self._planned(name, names), attributes)

    def looked_through(self, name: str, attributes: dict[str, str]) -> tuple[dict[str, str], bool]:
        """Return what `sifted` would, and whether nothing would be left, without leaving anything."""
        plan = self._planned(name, (name, *attributes))
        is_own = all(not attributes[key] or self._is_own(look, attributes[key]) for key, look in plan.looked)
        return {local: attributes[key] for key, local in plan.passed}, is_own

    def _settle(self) -> None:
        self.leave(self._what, "".join(self._loose))
        self._loose.clear()

    def _declare(self, attributes: dict[str, str]) -> None:
        """Take the prefixes that an element declares; those that meant something else do so again behind it."""
        declared = {key.partition(":")[2]: value for key, value in attributes.items() if key.startswith("xmlns")}
        if any(self._uris.get(prefix, uri) != uri for prefix, uri in declared.items()):
            self._rebound.append((len(self._path) + self._left, dict(self._uris)))
        if any(self._uris.get(prefix) != uri for prefix, uri in declared.items()):
            self._uris.update(declared)
            self._forget()

    def _forget(self) -> None:
        """Forget what names mean: prefixes mean something else now."""
        self.meaning = object()
        self._elements.clear()
        self._plans.clear()

    def _qualified(self, name: str, *, is_element: bool) -> str:
        """Return a name with the prefix that stands for its namespace here; a foreign one keeps none."""
        prefix, mark, local = name.rpartition(":")
        if not mark and not is_element:
            return f":{local}"
        return f"{NAMESPACES.get(self._uris.get(prefix, ''), '')}:{local}"

    def _known(self, name: str) -> "_Element":
        """Return what is to be known of the elements of a name."""
        qualified = self._qualified(name, is_element=True)
        prefix, _, local = qualified.partition(":")
        words = self._vocabulary
        is_known, is_table = qualified in words.elements, qualified == "table:table"
        is_special = not is_known or qualified in PARAGRAPHS or (is_table and not words.nests_tables)
        holders = words.holders.get(prefix)
        homes = (holders if is_known and not is_table else None) or frozenset()
        return _Element(qualified, local, holders, homes, qualified in words.texted, is_special)

    def _leaves(self, qualified: str) -> bool:
        """Return whether an element is none that a reader takes where it stands."""
        if qualified not in self._vocabulary.elements:
            self._what = STRAY if qualified.startswith(":") else UNSHOWN
            self._passes_plain = qualified.partition(":")[0] in EXTENSIONS
            return not (qualified.startswith("math:") and self._path)
        self._passes_plain = False
        if qualified == "table:table":
            self._what = NESTED
            return bool(self._path) and self._path[-1].endswith("table-cell")
        self._what = UNSHOWN
        return not self._stands_in(self._vocabulary.holders["text"])

    def _stands_in(self, holders: frozenset[str]) -> bool:
        """Return whether the element that begins stands in one that is read together with it."""
        return not holders.isdisjoint(self._path)

    def _recover(self, attributes: dict[str, str]) -> None:
        """Take the attributes of an element that is left."""
        if self.strays is None:
            return
        for key, value in attributes.items():
            is_own = value in _SWITCHES or (self._passes_plain and is_plain(value))
            if not is_own and not _declares(key) and not key.endswith("style-name"):
                self.strays.add(self._what, value)

    def _sifted(self, plan: _Plan, attributes: dict[str, str]) -> dict[str, str]:
        """Return the attributes of OpenDocument under local names; those of extensions give way."""
        for key, look in plan.looked:
            value = attributes[key]
            if not value or (look is _Look.SHAPE and value in self._plain):
                continue
            if not self._is_own(look, value):
                self.leave(ATTRIBUTE, value)
        return {local: attributes[key] for key, local in plan.passed}

    def _planned(self, element: str, names: tuple[str, ...]) -> _Plan:
        """Return what to do with attributes; `names` are those of the element and of them, as written."""
        plan = _Plan([], [])
        passed: set[str] = set()
        qualifieds = {key: self._qualified(key, is_element=False) for key in names[1:] if not _declares(key)}
        for is_extension in (False, True):
            for key, qualified in qualifieds.items():
                prefix, _, local = qualified.partition(":")
                if (prefix in EXTENSIONS) is not is_extension:
                    continue
                is_passed = bool(prefix) and local not in passed
                if is_passed:
                    passed.add(local)
                    plan.passed.append((key, local))
                look = self._look(element, qualified, prefix)
                if look is not _Look.NONE:
                    plan.looked.append((key, look))
        if len(self._plans) < _MOST_KNOWN and len(qualifieds) == len(names) - 1:
            self._plans[names] = plan
        return plan

    def _look(self, element: str, qualified: str, prefix: str) -> _Look:
        """Return how an attribute is looked at."""
        words = self._vocabulary
        homes = words.homes.get(qualified)
        is_free = qualified in words.free and (homes is None or element.partition(":")[2] in homes)
        if self.strays is None or prefix == "math":
            return _Look.NONE
        if prefix == "form" and not element.startswith("form:"):
            return _Look.SWITCH
        if is_free:
            return _Look.MACRO if (element, qualified) == _CALLED else _Look.NONE
        if not prefix:
            return _Look.FOREIGN
        if qualified == "config:name":
            return _Look.SETTING
        if (element, qualified) in _SPARKED:
            return _Look.ADDRESS
        if (element, qualified) == _EXTERNAL:
            return _Look.PART
        if (element, qualified) == _PATH:
            return _Look.PATH
        has_shape = (qualified in words.attributes and qualified not in words.free) or prefix in EXTENSIONS
        return _Look.SHAPE if has_shape else _Look.SWITCH

    def _is_own(self, look: _Look, value: str) -> bool:
        """Return whether a value says no more than its attribute may say."""
        if look is _Look.MACRO:
            return _MACRO.match(value) is not None
        if look is _Look.ADDRESS:
            return all(map(_ADDRESS.fullmatch, split_addresses(value)))
        if look is _Look.SETTING:
            return _SETTING.fullmatch(value) is not None
        if look is _Look.PART:
            return _PARTS.fullmatch(value) is not None
        if look is _Look.PATH:
            return all(map(_TOKEN.fullmatch, _BETWEEN.split(value)))
        if look is not _Look.SHAPE:
            return look is _Look.SWITCH and value in _SWITCHES
        if len(value) <= _LONGEST_NUMBER and value.replace(".", "", 1).isdecimal():
            return True  # a number, as most are; as `_TOKEN` has it
        is_own = is_plain(value)
        if is_own and len(self._plain) < _MOST_KNOWN:
            self._plain.add(value)
        return is_own


def is_plain(value: str) -> bool:
    """Return whether a value is made of numbers, lengths, colours, dates and words such as formats use."""
    return len(value) <= _LONGEST_PLAIN and all(map(_TOKEN.fullmatch, _BETWEEN.split(value)))


def _declares(key: str) -> bool:
    """Return whether an attribute declares a namespace."""
    return key.startswith("xmlns") and key[5:6] in ("", ":")
