"""Walks a part beside its reader, and gathers what no reader takes from it: all that is not on the list."""

from leakscan.formats.ooxml.vocabulary.elements import Element, Names, Vocabulary
from leakscan.formats.ooxml.vocabulary.values import TRIVIAL, is_token
from leakscan.formats.strays import ATTRIBUTE, INSTRUCTION, REPEATED, STRAY, VALUE, Strays

_UNKNOWN = Element("?")
"""Stands for every element that is not on the list, and for all in it."""
_REPEATED = Element("!")
"""Stands for an element that stands a second time where the format has it once, and for all in it."""
_ALTERNATIVES = Element("mc:AlternateContent")
_ODD = (_UNKNOWN, _REPEATED, _ALTERNATIVES)
_BRANCHES = ("mc:Choice", "mc:Fallback")
_COMPATIBILITY = frozenset(
    ("mc:Ignorable", "mc:MustUnderstand", "mc:PreserveAttributes", "mc:PreserveElements", "mc:ProcessContent")
) | {"Requires"}
"""Attributes that list prefixes (ECMA-376-3 §10.1)."""
_ANYWHERE = {"xml:space": ("default", "preserve"), "v:ext": ("edit", "view", "backwardCompatible")}
_PREFIXES = {"xml": "http://www.w3.org/XML/1998/namespace"}


class Walker:
    """Takes the events of one part, names as they are written.

    Attributes:
        strays: what it gathers.
        root: the name of the root, with the prefix that the list uses; empty when it is not on the list.
        unknown: how many elements it met that are not on the list, that stand twice, or that hold alternatives.
        is_of_format: the root bears a name that is on the list, though perhaps in another namespace.
    """

    def __init__(self, vocabulary: Vocabulary, strays: Strays) -> None:
        self.strays = strays
        self.root = ""
        self.is_of_format = False
        self.unknown = 0
        self._vocabulary = vocabulary
        self._names = vocabulary.names(_PREFIXES)
        self._read = self._names.elements
        self._known = vocabulary.known
        self._scopes: list[tuple[int, Names]] = []
        self._element: Element | None = None
        self._seen = 0
        self._above: list[tuple[Element | None, int]] = []
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._pieces:
            self._settle()
        element, seen = self._element, self._seen
        found = None if element is None else element.children.get(self._read.get(name, ""))
        if found is not None and not found[1] & seen:
            child = self._known.get(found[0])
            if child is not None:
                known = child.attributes
                for key, value in attributes.items():
                    check = known.get(key, _missing)
                    if check is not None and not check(value):
                        break
                else:
                    self._above.append((element, seen | found[1]))
                    self._element, self._seen = child, 0
                    return
        self._start_slowly(name, attributes)

    def end(self, _: str = "") -> None:
        """Take the end of an element; its name says nothing new."""
        if self._pieces:
            self._settle()
        self._element, self._seen = self._above.pop()
        if self._scopes and self._scopes[-1][0] == len(self._above):
            self._names = self._scopes.pop()[1]
            self._read = self._names.elements

    def text(self, data: str) -> None:
        """Take a piece of text."""
        element = self._element
        if element is not None and (not element.has_text or element.text is not None):
            self._pieces.append(data)

    def value(self, key: str, name: str, value: str) -> None:
        """Take the value of an attribute that the format has, of an element by its key that it was not told of."""
        element = self._vocabulary.element(key)
        if element is not None and not self._is_plain(element, name, value) and TRIVIAL.fullmatch(value) is None:
            self.strays.add(VALUE, value)

    def comment(self, data: str) -> None:
        """Take a remark in the markup."""
        self._settle()
        self.strays.add_remark(data)

    def instruction(self, target: str, data: str) -> None:
        """Take a processing instruction."""
        self._settle()
        self.strays.add(INSTRUCTION, f"{target} {data}")

    @property
    def stands_apart(self) -> bool:
        """True when the element last begun stands, with all that it is in, where the format has none."""
        return self._element in _ODD or any(element in _ODD for element, _ in self._above)

    def stands_in(self, key: str, child: str) -> bool:
        """Return whether the element last begun is that one, and its child may be written without a prefix."""
        element = self._element
        is_it = element is not None and element.key.partition("#")[0] == key
        return is_it and self._canonical(child.partition(":")[2]) == child and not self.stands_apart

    def is_plain(self, key: str, attributes: dict[str, str]) -> bool:
        """Return whether a start tag of an element, by its key, holds nothing that is not on the list."""
        element = self._vocabulary.element(key)
        return element is not None and all(self._is_plain(element, *item) for item in attributes.items())

    def _settle(self) -> None:
        """Take that a text has ended."""
        text = "".join(self._pieces)
        self._pieces.clear()
        element = self._element
        if not text or text.isspace() or element is None:
            return
        if element.has_text and element.text is not None and element.text(text):
            return
        self.strays.add(REPEATED if element is _REPEATED else VALUE if element.has_text else STRAY, text)

    def _start_slowly(self, name: str, attributes: dict[str, str]) -> None:
        self._declare(attributes)
        self._above.append((self._element, self._seen))
        element = self._find(self._canonical(name))
        self.unknown += element in _ODD
        for key, value in attributes.items():
            if element in (_UNKNOWN, _REPEATED):
                if not key.startswith("xmlns") and TRIVIAL.fullmatch(value) is None:
                    self.strays.add(REPEATED if element is _REPEATED else ATTRIBUTE, value)
            elif not self._is_plain(element, key, value) and TRIVIAL.fullmatch(value) is None:
                self.strays.add(VALUE if self._attribute(key) in element.attributes else ATTRIBUTE, value)
        self._element, self._seen = element, 0

    def _find(self, name: str) -> Element:
        """Return what an element is, by the one that it stands in."""
        parent, seen = self._above[-1]
        if parent is None:
            root = self._vocabulary.element(name)
            self.is_of_format = self._vocabulary.has_root(name.partition(":")[2])
            if root is None or not root.is_root:
                return _UNKNOWN
            self.root = name
            return root
        if parent in (_UNKNOWN, _REPEATED):
            return parent
        if parent is _ALTERNATIVES:
            around = self._above[-2][0]
            return around if name in _BRANCHES and around is not None else _UNKNOWN
        if name == _ALTERNATIVES.key:
            return _ALTERNATIVES
        found = parent.children.get(name)
        if found is None:
            return (self._vocabulary.element(name) if parent.is_open else None) or _UNKNOWN
        if found[1] & seen:
            return _REPEATED
        self._above[-1] = (parent, seen | found[1])
        return self._vocabulary.element(found[0]) or _UNKNOWN

    def _declare(self, attributes: dict[str, str]) -> None:
        """Take the namespaces that a tag declares."""
        declared = {key: value for key, value in attributes.items() if key.startswith("xmlns")}
        if not declared:
            return
        self._scopes.append((len(self._above), self._names))
        uris = dict(self._names.uris)
        for key, uri in declared.items():
            uris[key.partition(":")[2]] = uri
            if not self._vocabulary.is_known_namespace(uri) and not is_token(uri):
                self.strays.add(ATTRIBUTE, uri)
        self._names = self._vocabulary.names(uris)
        self._read = self._names.elements

    def _canonical(self, name: str) -> str:
        """Return the name of an element with the prefix that the list uses."""
        found = self._read.get(name)
        if found is None:
            prefix, _, local = name.rpartition(":")
            uri = self._names.uris.get(prefix, "")
            found = f"{self._vocabulary.prefix(uri) if uri else ''}:{local}"
            self._names.keep(name, found)
        return found

    def _attribute(self, key: str) -> str:
        """Return the name of an attribute with the prefix that the list uses."""
        prefix, has_prefix, local = key.rpartition(":")
        return f"{self._vocabulary.prefix(self._names.uris.get(prefix, ''))}:{local}" if has_prefix else local

    def _is_plain(self, element: Element, key: str, value: str) -> bool:
        if key == "xmlns" or key.startswith("xmlns:"):
            return True  # `_declare` took it
        name = self._attribute(key)
        if name in element.attributes:
            check = element.attributes[name]
            return check is None or bool(check(value))
        if name in _COMPATIBILITY:
            return all(word.partition(":")[0] in self._names.uris for word in value.split())
        return value in _ANYWHERE.get(name, ())


def _missing(_: str) -> bool:
    return False
