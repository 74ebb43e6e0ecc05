"""What of a document its readers take, and what is left: every other text is recovered as it stands in the markup.

A reader knows elements by their local name. The sieve tells it only of what is OpenDocument's own, and gathers the
rest: remarks, instructions, foreign elements and attributes, elements that spreadsheets do not show, and values
that cannot be what their attribute says.
"""

import re

from leakscan import xmlsafe
from leakscan.formats.ods.schema import (
    ATTRIBUTES,
    ELEMENTS,
    EXTENSIONS,
    FREE,
    HOLDERS,
    HOMES,
    NAMESPACES,
    PARAGRAPHS,
    TEXTED,
)
from leakscan.formats.xlsx.strays import STRAY, Strays

ATTRIBUTE = "value of an attribute that is none of the format's"
UNSHOWN = "text in an element that spreadsheets do not show"
NESTED = "text of a table in a cell"
OTHER_VALUE = "value of a cell that is not the text the cell shows"

_TOKEN = re.compile(
    r"-?[a-z]+(?:[-_][a-z0-9]+)*[0-9]?"
    r"|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:%|cm|mm|in|pt|pc|px|em|deg|grad|rad|\*)?"
    r"|#[0-9A-Fa-f]{3,8}|_[a-z]+|[A-Z]{1,3}|onLoad|onRequest|alternateLatin|base64Binary|\d\d:\d\d:[\d.]+|"
    r"|-?P(?:\d+[YMD])*(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:[.,]\d+)?S)?)?"
    r"|\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?"
)
"""A number, a length, a colour, a date or one of the format's own words."""
_BETWEEN = re.compile(r"[\s,;/()]+")
_LONGEST_PLAIN = 400
_MOST_KNOWN = 20_000
_SWITCHES = frozenset(("", "true", "false"))


class Sieve(xmlsafe.Handler):
    """Tells of what is OpenDocument's own under local names; subclasses take it.

    Attributes:
        strays: what is left; None when nobody asks for it, which saves the looks at it.
    """

    takes_prefixes = True

    def __init__(self, strays: Strays | None = None) -> None:
        self.strays = strays
        self._uris: dict[str, str] = {"xml": "http://www.w3.org/XML/1998/namespace"}
        self._elements: dict[str, str] = {}
        self._attributes: dict[str, str] = {}
        self._plain: set[str] = set()
        self._rebound: list[tuple[int, dict[str, str]]] = []
        self._path: list[str] = []
        self._takes_text: list[bool] = []
        self._left = 0
        self._what = STRAY
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
        for key in attributes:
            if _declares(key):
                self._declare(attributes)
                break
        qualified = self._elements.get(name)
        if qualified is None:
            qualified = self._elements[name] = self._qualified(name, is_element=True)
        if self._left or self._leaves(qualified):
            self._left += 1
            self._recover(attributes)
            return
        self._takes_text.append(qualified in TEXTED and self._stands_rightly(qualified))
        self._path.append(qualified)
        local = qualified.partition(":")[2]
        self.opened(local, self._sifted(local, attributes) if attributes else attributes)

    def end(self, name: str) -> None:  # noqa: ARG002  # the base's signature
        """Take the end of an element."""
        if self._loose:
            self._settle()
        if self._left:
            self._left -= 1
        else:
            self._takes_text.pop()
            self.closed(self._path.pop().partition(":")[2])
        if self._rebound and self._rebound[-1][0] >= len(self._path) + self._left:
            self._uris = self._rebound.pop()[1]
            self._elements.clear()
            self._attributes.clear()

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if not self._left and self._takes_text and self._takes_text[-1]:
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
            self._elements.clear()
            self._attributes.clear()

    def _qualified(self, name: str, *, is_element: bool) -> str:
        """Return a name with the prefix that stands for its namespace here; a foreign one keeps none."""
        prefix, mark, local = name.rpartition(":")
        if not mark and not is_element:
            return f":{local}"
        return f"{NAMESPACES.get(self._uris.get(prefix, ''), '')}:{local}"

    def _leaves(self, qualified: str) -> bool:
        """Return whether an element is none that a reader takes where it stands."""
        if qualified not in ELEMENTS:
            self._what = STRAY if qualified.startswith(":") else UNSHOWN
            return not (qualified.startswith("math:") and self._path)
        if qualified == "table:table" and self._path and self._path[-1].endswith("table-cell"):
            self._what = NESTED
            return True
        self._what = UNSHOWN
        return qualified in PARAGRAPHS and not self._stands_rightly(qualified)

    def _stands_rightly(self, qualified: str) -> bool:
        """Return whether an element stands in one that is read together with it."""
        holders = HOLDERS.get(qualified.partition(":")[0])
        return holders is None or not holders.isdisjoint(self._path)

    def _recover(self, attributes: dict[str, str]) -> None:
        """Take the attributes of an element that is left."""
        if self.strays is None:
            return
        for key, value in attributes.items():
            if not _declares(key) and not key.endswith("style-name") and value not in _SWITCHES:
                self.strays.add(self._what, value)

    def _sifted(self, element: str, attributes: dict[str, str]) -> dict[str, str]:
        """Return the attributes of OpenDocument under local names; those of extensions give way."""
        found: dict[str, str] = {}
        known = self._attributes
        for key, value in attributes.items():
            qualified = known.get(key)
            if qualified is None:
                qualified = known[key] = self._qualified(key, is_element=False)
            prefix, _, local = qualified.partition(":")
            if prefix in EXTENSIONS:
                found.setdefault(local, value)
            elif prefix:
                found[local] = value
            if self.strays is None or not value or self._is_own(element, qualified, value):
                continue
            if not _declares(key):
                self.strays.add(ATTRIBUTE, value)
        return found

    def _is_own(self, element: str, qualified: str, value: str) -> bool:
        """Return whether a value is read, or says no more than its attribute may say."""
        if qualified in FREE:
            homes = HOMES.get(qualified)
            return homes is None or element in homes
        prefix = qualified.partition(":")[0]
        if prefix == "math" or (prefix and value in _SWITCHES):
            return True
        if qualified not in ATTRIBUTES and prefix not in EXTENSIONS:
            return False
        if value in self._plain:
            return True
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
