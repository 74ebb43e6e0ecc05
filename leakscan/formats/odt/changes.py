"""Tracked changes of a text: who changed what, and what was taken out (ODF 1.3 part 3, §5.5)."""

from collections.abc import Iterator
from dataclasses import dataclass

from leakscan.formats.ods.nodes import Node, paragraph_text

_WHATS = {"insertion": "ins", "deletion": "del", "format-change": "format", "UnknownChange": "format"}
"""LibreOffice 7.4 writes the last of them for changes of paragraphs' formats."""


@dataclass(slots=True)
class Change:
    """One changed region.

    Attributes:
        what: `ins`, `del` or `format`.
        author: who.
        date: when, as written.
        note: what the author wrote of it.
        removed: what was taken out, as blocks.
        is_met: the text says where it is.
    """

    what: str
    author: str
    date: str
    note: str = ""
    removed: Node | None = None
    is_met: bool = False

    @property
    def texts(self) -> Iterator[str]:
        """The paragraphs taken out, in order."""
        if self.removed is not None:
            yield from removed_texts(self.removed)


def removed_texts(node: Node) -> Iterator[str]:
    """Yield the paragraphs in an element, those of its tables and lists too, in order."""
    for child in node.children():
        if child.name in ("p", "h"):
            yield paragraph_text(child)
        elif child.name != "change-info":
            yield from removed_texts(child)


def read_changes(tracked: Node) -> dict[str, Change]:
    """Return the changes by the ids that the text refers to them by."""
    found: dict[str, Change] = {}
    for region in tracked.children("changed-region"):
        for node in region.children():
            info = next(node.children("change-info"), Node("change-info", {}))
            change = Change(
                _WHATS.get(node.name, node.name),
                info.child_text("creator"),
                info.child_text("date"),
                "\n".join(info.paragraphs()).strip(),
                node if node.name == "deletion" else None,
            )
            found[region.get("id") or str(len(found))] = change
    return found
