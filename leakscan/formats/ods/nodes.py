"""Small subtrees of a streamed document, gathered while the rest goes by."""

import re
from collections.abc import Iterator

from leakscan.errors import LimitReachedError

_MOST_NODES = 300_000
_MOST_CHARACTERS = 64 << 20
_MOST_BLANKS = 64
"""A longer run of blanks is cut, so that a short element takes no memory without end."""
_WHITE = re.compile(r"[ \t\r\n]+")


class Node:
    """One element with what is in it; names come without their namespace.

    Attributes:
        name: its name.
        attributes: its attributes.
        inside: its children and the texts between them, in order.
    """

    __slots__ = ("attributes", "inside", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.inside: list[Node | str] = []

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def children(self, *names: str) -> "Iterator[Node]":
        """Yield the child elements of those names; all when none is given."""
        for item in self.inside:
            if isinstance(item, Node) and (not names or item.name in names):
                yield item

    def descendants(self, *names: str) -> "Iterator[Node]":
        """Yield the elements below of those names, in document order; all when none is given."""
        pending = [self.children()]
        while pending:
            node = next(pending[-1], None)
            if node is None:
                pending.pop()
                continue
            if not names or node.name in names:
                yield node
            pending.append(node.children())

    def child_text(self, name: str) -> str:
        """Return the text of the first child element of that name, or nothing."""
        return next((child.text for child in self.children(name)), "")

    @property
    def text(self) -> str:
        """All text inside, as it is written."""
        pieces: list[str] = []
        pending: list[Iterator[Node | str]] = [iter(self.inside)]
        while pending:
            item = next(pending[-1], None)
            if item is None:
                pending.pop()
            elif isinstance(item, str):
                pieces.append(item)
            else:
                pending.append(iter(item.inside))
        return "".join(pieces)

    def paragraphs(self, *, without: tuple[str, ...] = ()) -> list[str]:
        """Return its paragraphs as they show, but for those in elements of the names given."""
        found: list[str] = []
        for child in self.children():
            if child.name in ("p", "h"):
                found.append(paragraph_text(child))
            elif child.name not in without:
                found.extend(child.paragraphs(without=without))
        return found


def paragraph_text(node: Node) -> str:
    """Return the text of a paragraph: white space is one blank (ODF 1.3 part 3, §6.1.2)."""
    pieces: list[str] = []
    _add_text(node, pieces)
    return "".join(pieces)


def _add_text(node: Node, pieces: list[str]) -> None:
    for item in node.inside:
        if isinstance(item, str):
            pieces.append(squeezed(item))
        elif item.name in BLANKS:
            pieces.append(blanks(item.name, item.attributes))
        elif item.name not in ("annotation", "ruby-text", "title", "desc"):
            _add_text(item, pieces)


BLANKS = frozenset(("s", "tab", "line-break"))
"""Elements that stand for white space in a paragraph."""


def blanks(name: str, attributes: dict[str, str]) -> str:
    """Return the white space that an element stands for."""
    if name == "tab":
        return "\t"
    if name == "line-break":
        return "\n"
    count = attributes.get("c", "1")
    return " " * min(int(count), _MOST_BLANKS) if count.isdecimal() and len(count) < 9 else " "


def squeezed(text: str) -> str:
    """Return a text in which each run of white space is one blank."""
    return _WHITE.sub(" ", text) if "\n" in text or "  " in text or "\t" in text or "\r" in text else text


class NodeBuilder:
    """Builds one subtree from the events of a document.

    Attributes:
        root: its outermost element.
    """

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.root = Node(name, attributes)
        self._open = [self.root]
        self._count = 1
        self._characters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element below."""
        self._count += 1
        if self._count > _MOST_NODES:
            raise LimitReachedError("the part holds an element of unlimited size", code="limit-tree-bytes")
        node = Node(name, attributes)
        self._open[-1].inside.append(node)
        self._open.append(node)

    def end(self) -> bool:
        """Take the end of an element; return whether it was the outermost."""
        self._open.pop()
        return not self._open

    def text(self, data: str) -> None:
        """Take a piece of text."""
        self._characters += len(data)
        if self._characters > _MOST_CHARACTERS:
            raise LimitReachedError("the part holds an element of unlimited size", code="limit-tree-bytes")
        self._open[-1].inside.append(data)
