"""Elements of Office Open XML: their attributes, their children, and of what kind their texts are.

The lists are those of ECMA-376-1 (annex A) and ECMA-376-2, of [MS-XLSX], [MS-DOCX], [MS-PPTX], [MS-ODRAWXML] and
[MS-OWEXML] (their appendices of schemas), a line an element:

    x:row r=n ht=n spans=r > c#1 extLst!

an element, its attributes with the kind of their values, `$` with the kind of its own text, and after `>` its
children; one with `!` stands once at most. `^` marks what a part may begin with. Elements of one name that differ
in content bear a number behind `#`. `values.py` says what the kinds are. `additions.txt` holds what the schemas
leave out, and what programs write besides; a line that begins with `+` there adds to what another says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from leakscan.formats.ooxml.vocabulary.values import Check, checks
from leakscan.patterns import late_pattern

_STRICT = late_pattern(r"http://purl\.oclc\.org/ooxml/(\w+)/(.+)")
_STRICT_NAMES = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
_MICROSOFT = "http://schemas.microsoft.com/office"
_BETAS = {
    f"{_MICROSOFT}/powerpoint/2007/7/12/main": f"{_MICROSOFT}/powerpoint/2010/main",
    "http://schemas.openxmlformats.org/drawingml/10/2007/diagram": f"{_MICROSOFT}/drawing/2008/diagram",
}
"""Namespaces of test versions of Office 2010."""
_BETA = late_pattern(r"(http://schemas\.openxmlformats\.org/\w+/2006)/\d+/")
_FILES = {
    "spreadsheet": ("additions", "spreadsheet", "drawing"),
    "presentation": ("additions", "presentation", "drawing"),
}


_LONGEST_NAME = 80
_MOST_NAMES = 1_000
_MOST_SCOPES, _LONGEST_SCOPE = 64, 8192


@dataclass(slots=True, eq=False)
class Element:
    """One element of the format.

    Attributes:
        key: its name with the prefix that the lists give its namespace, and a number where the name is not enough.
        attributes: for each attribute what tests its value; None where any value is read, or carries nothing.
        children: by name, the key of each child, and a bit of its own when it stands once at most, else 0.
        text: what tests its text; None where any text is read, or it has none.
        has_text: it may hold text.
        is_open: it holds elements of other namespaces (ECMA-376-3 §12.7).
        is_root: parts begin with it.
    """

    key: str
    attributes: dict[str, Check | None] = field(default_factory=dict)
    children: dict[str, tuple[str, int]] = field(default_factory=dict)
    text: Check | None = None
    has_text: bool = False
    is_open: bool = False
    is_root: bool = False


@dataclass(slots=True, eq=False)
class Names:
    """The prefixes in force, and the names of elements read under them, with the prefix that the lists use."""

    uris: dict[str, str]
    elements: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, canonical: str) -> None:
        """Keep what a name stands for, unless none that long is on the lists."""
        if len(name) <= _LONGEST_NAME:
            if len(self.elements) >= _MOST_NAMES:
                self.elements.clear()
            self.elements[name] = canonical


class Vocabulary:
    """The elements of one family of formats.

    Attributes:
        known: those that were asked for, by their keys.
    """

    def __init__(self, family: str) -> None:
        self._lines: dict[str, str] = {}
        self._more: dict[str, list[str]] = {}
        for name in _FILES[family]:
            for line in _lines(name):
                key, _, rest = line.partition(" ")
                if key.startswith("+"):
                    self._more.setdefault(key[1:], []).append(rest)
                else:
                    self._lines.setdefault(key, rest)
        more = ((key, rest) for key, lines in self._more.items() for rest in lines)
        self._roots = frozenset(
            key.partition(":")[2] for key, rest in (*self._lines.items(), *more) if rest.startswith("^")
        )
        self.known: dict[str, Element | None] = {}
        self._checks = checks()
        self._prefixes = _prefixes()
        self._names: dict[frozenset[tuple[str, str]], Names] = {}

    def element(self, key: str) -> Element | None:
        """Return an element by its key."""
        if key not in self.known:
            line = self._lines.get(key)
            more = self._more.get(key.partition("#")[0], ())
            self.known[key] = None if line is None else self._read(key, [line, *more])
        return self.known[key]

    def has_root(self, name: str) -> bool:
        """Return whether some part of the format begins with an element of that name, whatever its namespace."""
        return name in self._roots

    def is_known_namespace(self, uri: str) -> bool:
        """Return whether a namespace is on the list."""
        return uri in self._prefixes or transitional(uri) in self._prefixes

    def prefix(self, uri: str) -> str:
        """Return the prefix that stands for a namespace; `?` for one that is not on the list."""
        return self._prefixes.get(uri) or self._prefixes.get(transitional(uri), "?")

    def names(self, uris: dict[str, str]) -> Names:
        """Return the names under some prefixes; parts that declare the same ones share them."""
        key = frozenset(uris.items())
        found = self._names.get(key)
        if found is None:
            found = Names(uris)
            if sum(map(len, uris.values())) <= _LONGEST_SCOPE:
                if len(self._names) >= _MOST_SCOPES:
                    self._names.clear()
                self._names[key] = found
        return found

    def _read(self, key: str, lines: list[str]) -> Element:
        element = Element(key)
        bit = 1
        for line in lines:
            own, _, children = line.partition("> ")
            self._read_own(element, own)
            bit = _read_children(element, children, bit)
        return element

    def _read_own(self, element: Element, own: str) -> None:
        for word in own.split():
            name, is_attribute, kind = word.partition("=")
            if word == "^":
                element.is_root = True
            elif is_attribute:
                element.attributes[name] = self._checks[kind]
                element.is_open = element.is_open or name == "uri"
            else:
                element.has_text = True
                element.text = self._checks[name.removeprefix("$")]


def _read_children(element: Element, children: str, bit: int) -> int:
    """Add children to an element; return the bit of the next that stands once at most."""
    prefix = element.key.partition(":")[0]
    for word in children.split():
        child = word.rstrip("!")
        if ":" not in child:
            child = f"{prefix}:{child}"
        once = 0
        if word.endswith("!"):
            once, bit = bit, bit << 1
        element.children[child.partition("#")[0]] = (child, once)
    return bit


def transitional(uri: str) -> str:
    """Return the namespace that a strict one, or one of a test version, stands for (ECMA-376-1 annex D)."""
    strict = _STRICT.fullmatch(uri)
    if strict is not None:
        return f"http://schemas.openxmlformats.org/{strict[1]}/2006/{_STRICT_NAMES.get(strict[2], strict[2])}"
    return _BETAS.get(uri) or _BETA.sub(r"\1/", uri)


@lru_cache(maxsize=4)
def vocabulary(family: str) -> Vocabulary:
    """Return the vocabulary of `spreadsheet` or `presentation`."""
    return Vocabulary(family)


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, str]:
    found = {}
    for line in _lines("namespaces"):
        prefix, _, uri = line.partition(" ")
        found[uri] = prefix
    return found


def _lines(name: str) -> Iterator[str]:
    text = Path(__file__).with_name(f"{name}.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line
