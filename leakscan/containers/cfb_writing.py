"""Writes compound files ([MS-CFB]), so that a storage inside one can be read as a file of its own."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FAT, _DIFAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
_ENTRIES_A_SECTOR = _SECTOR // 128
_NUMBERS_A_SECTOR = _SECTOR // 4
_HEADER_FATS = 109
"""So many sectors of the table of sectors are named in the header; the others in sectors of their own (2.5)."""
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class _Node:
    name: str
    kind: int
    data: bytes = b""
    children: dict[str, "_Node"] = field(default_factory=dict)
    number: int = 0
    child: int = _NONE
    left: int = _NONE
    right: int = _NONE
    start: int = _END


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file that holds the streams, named by their paths with slashes between storages."""
    root = _Node("Root Entry", _ROOT)
    for path, data in streams.items():
        node = root
        *storages, name = path.split("/")
        for storage in storages:
            node = node.children.setdefault(storage, _Node(storage, _STORAGE))
        node.children[name] = _Node(name, _STREAM, data)
    nodes = _numbered(root)
    sectors: list[bytes] = []
    fat: list[int] = []
    mini = bytearray()
    mini_fat: list[int] = []
    for node in nodes:
        if node.kind != _STREAM or not node.data:
            continue
        if len(node.data) < _CUTOFF:
            node.start = len(mini_fat)
            count = -(-len(node.data) // _MINI)
            mini += node.data.ljust(count * _MINI, b"\0")
            mini_fat += [*range(node.start + 1, node.start + count), _END]
        else:
            node.start = _chained(node.data, sectors, fat)
    root.data = bytes(mini)
    root.start = _chained(root.data, sectors, fat) if mini else _END
    mini_table = _packed(mini_fat)
    mini_table = mini_table.ljust(-(-len(mini_table) // _SECTOR) * _SECTOR, b"\xff")
    mini_start = _chained(mini_table, sectors, fat) if mini_table else _END
    directory = b"".join(map(_entry, nodes))
    padding = -len(nodes) % _ENTRIES_A_SECTOR
    directory += (b"\0" * 68 + struct.pack("<3I", _NONE, _NONE, _NONE) + b"\0" * 48) * padding
    directory_start = _chained(directory, sectors, fat)
    fats, difats = _fat_sectors(len(fat))
    first_fat, first_difat = len(fat), len(fat) + fats
    fat += [_FAT] * fats + [_DIFAT] * difats
    table = _packed(fat).ljust(fats * _SECTOR, b"\xff")
    numbers = [*range(first_fat, first_difat)]
    header = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16, 0x3E, 3, 0xFFFE, 9, 6)
    header += _packed([0, fats, directory_start, 0, _CUTOFF, mini_start, len(mini_table) // _SECTOR])
    header += _packed([first_difat if difats else _END, difats, *numbers[:_HEADER_FATS]])
    for number in range(difats):
        start = _HEADER_FATS + number * (_NUMBERS_A_SECTOR - 1)
        named = _packed(numbers[start : start + _NUMBERS_A_SECTOR - 1]).ljust(_SECTOR - 4, b"\xff")
        table += named + _packed([first_difat + number + 1 if number + 1 < difats else _END])
    return header.ljust(_SECTOR, b"\xff") + b"".join(sectors) + table


def _packed(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _numbered(root: _Node) -> list[_Node]:
    """Give the nodes their numbers and link siblings to balanced trees; return them in order."""
    nodes = [root]
    pending = [root]
    while pending:
        node = pending.pop()
        children = sorted(node.children.values(), key=lambda child: (len(child.name), child.name.upper()))
        for child in children:
            child.number = len(nodes)
            nodes.append(child)
        node.child = _tree(children)
        pending.extend(children)
    return nodes


def _tree(nodes: list[_Node]) -> int:
    if not nodes:
        return _NONE
    middle = len(nodes) // 2
    nodes[middle].left = _tree(nodes[:middle])
    nodes[middle].right = _tree(nodes[middle + 1 :])
    return nodes[middle].number


def _chained(data: bytes, sectors: list[bytes], fat: list[int]) -> int:
    """Append data as a chain of sectors and return its first."""
    start = len(sectors)
    count = -(-len(data) // _SECTOR)
    sectors.extend(data[index * _SECTOR : (index + 1) * _SECTOR].ljust(_SECTOR, b"\0") for index in range(count))
    fat += [*range(start + 1, start + count), _END]
    return start


def _fat_sectors(others: int) -> tuple[int, int]:
    """Return how many sectors the table of so many others takes, and how many those that name them."""
    count = difats = 0
    while count * _NUMBERS_A_SECTOR < others + count + difats:
        count += 1
        difats = -(-max(0, count - _HEADER_FATS) // (_NUMBERS_A_SECTOR - 1))
    return max(1, count), difats


def _entry(node: _Node) -> bytes:
    raw = (node.name + "\0").encode("utf-16-le")
    size = len(node.data)
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(raw), node.kind, 1, node.left, node.right, node.child)
        + b"\0" * 36
        + struct.pack("<IQ", node.start, size)
    )
