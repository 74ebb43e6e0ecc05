"""What a cache keeps of a cube: hierarchies, dimensions, groups, queries; and calculated items ([MS-XLSB] 2.4)."""

from typing import Any

from leakscan.formats.xlsb.numbers import flag
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader


def _hierarchy(teller: Any, reader: Reader) -> None:
    reader.take(17)
    name = reader.text()
    teller.start("cacheHierarchy", uniqueName=name, caption=reader.text())


def _level(teller: Any, reader: Reader) -> None:
    reader.take(1)
    name = reader.text()
    teller.element("groupLevel", uniqueName=name, caption=reader.text())


def _group(teller: Any, reader: Reader) -> None:
    reader.take(5)
    name, unique = reader.text(), reader.text()
    teller.start("group", name=name, uniqueName=unique, caption=reader.text())


def _member(teller: Any, reader: Reader) -> None:
    reader.take(4)
    teller.element("groupMember", uniqueName=reader.text())


def _query(teller: Any, reader: Reader) -> None:
    teller.element("query", mdx=reader.text())


def _set(teller: Any, reader: Reader) -> None:
    reader.take(13)
    teller.element("set", setDefinition=reader.text())


def _indicator(teller: Any, reader: Reader) -> None:
    reader.take(1)
    name = reader.text()
    teller.element("kpi", uniqueName=name, caption=reader.text())


def _dimension(teller: Any, reader: Reader) -> None:
    reader.take(1)
    name, unique = reader.text(), reader.text()
    teller.element("dimension", name=name, uniqueName=unique, caption=reader.text())


def _measures(teller: Any, reader: Reader) -> None:
    reader.take(1)
    name = reader.text()
    teller.element("measureGroup", name=name, caption=reader.text())


def _calculated(teller: Any, reader: Reader) -> None:
    reader.take(4)
    teller.element("calculatedItem", formula=teller.formula(reader) or "=")


def calculated_member(teller: Any, reader: Reader) -> None:
    """Tell a member that is computed, or a named set ([MS-XLSB] 2.5.99)."""
    present, order, is_set = reader.long(), reader.long(), reader.long()
    name, query = reader.text(), reader.text()
    more = (reader.text() if present & 1 << bit else None for bit in range(3))
    member, hierarchy, parent = more
    teller.start(
        "calculatedMember",
        name=name,
        mdx=query,
        memberName=member,
        hierarchy=hierarchy,
        parent=parent,
        solveOrder=str(order),
        set=flag(is_set),
    )


def long_query(teller: Any, reader: Reader) -> None:
    """Tell the query of such a member where it is too long for the record before ([MS-XLSB] 2.4.127)."""
    reader.take(5)
    reader.nullable_text()
    query = reader.nullable_text()
    if query:
        teller.element("calculatedMember", mdx=query)


READERS: dict[int, RecordReader] = {
    197: _hierarchy,
    237: _query,
    241: _set,
    245: _calculated,
    271: _indicator,
    275: _dimension,
    433: calculated_member,
    437: _level,
    441: _group,
    445: _member,
    490: _measures,
    1038: long_query,
}
GROUPS: dict[int, str] = {
    195: "cacheHierarchies",
    227: "tupleCache",
    229: "entries",
    235: "queryCache",
    239: "sets",
    243: "calculatedItems",
    269: "kpis",
    273: "dimensions",
    431: "calculatedMembers",
    435: "groupLevels",
    439: "groups",
    443: "groupMembers",
    486: "measureGroups",
}
ENDS: dict[int, str] = {
    196: "cacheHierarchies",
    198: "cacheHierarchy",
    228: "tupleCache",
    230: "entries",
    236: "queryCache",
    240: "sets",
    244: "calculatedItems",
    270: "kpis",
    274: "dimensions",
    432: "calculatedMembers",
    434: "calculatedMember",
    436: "groupLevels",
    440: "groups",
    442: "group",
    444: "groupMembers",
    487: "measureGroups",
}
QUIET = frozenset(
    {
        199, 200, 231, 232, 233, 234, 238, 242, 246, *range(247, 261), 272, 276, 382, 383, 438, 446, 488, 489, 491,
        492, 493, 646, 647, 1037, 1039, 2060,
    }
)  # fmt: skip
"""Ends of what is told whole, and references by number among fields, items and groups."""
