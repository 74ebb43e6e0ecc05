"""The parts of a document as trees, and what is left in their markup."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from leakscan import xmlsafe
from leakscan.errors import FileError, LimitReachedError
from leakscan.formats.ods.nodes import Node, NodeBuilder, paragraph_text
from leakscan.formats.ods.sieve import Sieve
from leakscan.formats.odt.schema import TEXT
from leakscan.formats.strays import Strays

_MOST_DEPTH = 200
"""Far more than any application nests; readers of trees call themselves for each level."""


class TreeHandler(Sieve):
    """Builds the tree of a part.

    Attributes:
        root: its root element; None while nothing is read.
    """

    def __init__(self, strays: Strays) -> None:
        super().__init__(strays, TEXT)
        self.root: Node | None = None
        self._builder: NodeBuilder | None = None
        self._depth = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            message = f"elements stand in one another more than {_MOST_DEPTH} deep"
            raise LimitReachedError(message, code="limit-xml-depth")
        if self._builder is None:
            self._builder = NodeBuilder(name, attributes)
            self.root = self._builder.root
        else:
            self._builder.start(name, attributes)

    def closed(self, name: str) -> None:  # noqa: ARG002  # the base's signature
        """Take the end of an element."""
        self._depth -= 1
        if self._builder is not None:
            self._builder.end()

    def words(self, data: str) -> None:
        """Take a piece of text."""
        if self._builder is not None:
            self._builder.text(data)


def read_tree(opened: Callable[[], BinaryIO], strays: Strays) -> tuple[Node | None, FileError | None]:
    """Return the tree of a part, as far as it goes, and what broke it off."""
    handler = TreeHandler(strays)
    damage = None
    try:
        with opened() as stream:
            xmlsafe.stream(stream, handler)
    except FileError as error:
        damage = error
    return handler.root, damage


_TOLD = frozenset({"change-info", "deletion", "document", "forms"})
"""Elements whose paragraphs are told of by others."""


def unread(node: Node, read: set[int]) -> Iterator[str]:
    """Yield the paragraphs that nobody read, for they stand where the format has none.

    Args:
        node: the element that is looked through.
        read: the identities of the paragraphs that somebody read.
    """
    for child in node.children():
        if child.name not in ("p", "h"):
            yield from unread(child, read) if child.name not in _TOLD else ()
        elif id(child) in read:
            yield from unread(child, read)
        else:
            yield paragraph_text(child)


def first(node: Node | None, *names: str) -> Node | None:
    """Return the first element that a way of names leads to, or None."""
    for name in names:
        node = None if node is None else next(node.children(name), None)
    return node
