"""The smaller parts: order of calculation, indexes of rows, metadata of cells ([MS-XLSB] 2.1.7)."""

from typing import ClassVar

from leakscan.formats.xlsb.numbers import cell_text
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader, Teller


class CalculationTeller(Teller):
    """Tells in which order cells are calculated."""

    root = "calcChain"

    def _cell(self, reader: Reader) -> None:
        sheet, row, column = reader.long(), reader.long(), reader.long()
        self.element("c", r=cell_text(row, column), i=str(sheet))

    readers: ClassVar[dict[int, RecordReader]] = {63: _cell}
    ends: ClassVar[dict[int, str]] = {529: "calcChain"}
    quiet: ClassVar[frozenset[int]] = frozenset((528,))


class IndexTeller(Teller):
    """Tells that an index of rows holds nothing but positions."""

    root = "rowIndex"
    has_end = False  # Excel 2007 ends each block of it
    quiet: ClassVar[frozenset[int]] = frozenset((40, 42, 277))


class MetadataTeller(Teller):
    """Tells the metadata of cells; those of cubes hold names of servers and members."""

    root = "metadata"

    def _type(self, reader: Reader) -> None:
        reader.take(8)
        self.element("metadataType", name=reader.text())

    def _text(self, reader: Reader) -> None:
        self.element("s", v=reader.text())

    readers: ClassVar[dict[int, RecordReader]] = {59: _text, 335: _type}
    groups: ClassVar[dict[int, str]] = {334: "metadataTypes", 380: "metadataStrings", 372: "mdxMetadata"}
    ends: ClassVar[dict[int, str]] = {
        333: "metadata",
        336: "metadataTypes",
        373: "mdxMetadata",
        381: "metadataStrings",
    }
    quiet: ClassVar[frozenset[int]] = frozenset(
        (
            51,
            52,
            53,
            54,
            55,
            56,
            57,
            58,
            332,
            337,
            338,
            339,
            340,
            374,
            375,
            376,
            377,
            378,
            379,
            4096,
            4097,
            5002,
            5003,
        )
    )
    """References by number among texts and types, and marks of dynamic arrays."""
