"""Census: which objects hold which keys, counted once for every reader that looks for some."""

from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.values import Ref, Stream, Value

Holder = tuple[Ref, dict[str, Value]]
"""An object, and a dictionary: its own or one within it."""

_HOLDING = frozenset({dict, list})


class Census:
    """The dictionaries of the objects of one state, by their keys.

    Attributes:
        streams: the objects that are streams.
    """

    def __init__(self, objects: Objects | None) -> None:
        """Count all objects; there are none where they cannot be read."""
        self.streams: list[tuple[Ref, Stream]] = []
        self._own: dict[str, list[Holder]] = {}
        self._within: list[Holder] = []
        for ref in objects.refs() if objects is not None else ():
            value = objects.get(ref) if objects is not None else None
            if type(value) is Stream:
                self.streams.append((ref, value))
                value = value.dictionary
            if type(value) is dict:
                holder = ref, value
                for key in value:
                    if key in self._own:
                        self._own[key].append(holder)
                    else:
                        self._own[key] = [holder]
            if type(value) in _HOLDING:
                self._look_within(ref, value)

    def holding(self, key: str) -> list[Holder]:
        """Return the objects whose own dictionary has a key, in their order; streams have one too."""
        return self._own.get(key, [])

    def holding_anywhere(self, key: str) -> list[Holder]:
        """Return every dictionary with a key, in their order, also those within others."""
        return [holder for holder in self._within if key in holder[1]]

    def keys(self) -> set[str]:
        """Return every key of every dictionary."""
        return set().union(*(entries for _, entries in self._within))

    def all_dictionaries(self) -> list[Holder]:
        """Return every dictionary, in their order, also those within others."""
        return self._within

    def _look_within(self, ref: Ref, value: Value) -> None:
        """Take in a value's dictionaries, the outer before the inner."""
        pending = [value]
        while pending:
            item = pending.pop()
            if type(item) is dict:
                self._within.append((ref, item))
                item = list(item.values())
            if not _HOLDING.isdisjoint(map(type, item)):
                pending.extend([held for held in reversed(item) if type(held) in _HOLDING])
