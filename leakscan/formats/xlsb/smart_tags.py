"""Smart tags of cells: what a program took a word for, and what it noted ([MS-XLSB] 2.4.19, 2.4.326)."""

from typing import Any

from leakscan.formats.xlsb.numbers import cell_text, flag
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader

_IS_DELETED, _IS_OF_MAP = 0x01, 0x02


def _tags(teller: Any, reader: Reader) -> None:
    teller.start("cellSmartTags", r=cell_text(reader.long(), reader.long()))


def _tag(teller: Any, reader: Reader) -> None:
    kind, flags = reader.long(), reader.short()
    teller.start(
        "cellSmartTag", type=str(kind), deleted=flag(flags & _IS_DELETED), xmlBased=flag(flags & _IS_OF_MAP)
    )


def _property(teller: Any, reader: Reader) -> None:
    key = reader.text()
    teller.element("cellSmartTagPr", key=key, val=reader.text())


READERS: dict[int, RecordReader] = {589: _property, 590: _tag, 592: _tags}
GROUPS: dict[int, str] = {594: "smartTags"}
ENDS: dict[int, str] = {591: "cellSmartTag", 593: "cellSmartTags", 595: "smartTags"}
