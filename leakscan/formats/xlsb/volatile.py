"""Live data and the queries of cube formulas, with the last value of each ([MS-XLSB] 2.1.7.60)."""

from typing import ClassVar

from leakscan.formats.parsed.values import ERRORS, number_text
from leakscan.formats.xlsb.numbers import cell_text
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader, Teller

_KINDS = ("realTimeData", "olapFunctions")


class VolatileTeller(Teller):
    """Tells servers and connections, the topics asked of them, and what came last."""

    root = "volTypes"

    def _type(self, reader: Reader) -> None:
        self.start("volType", type=_KINDS[reader.long() & 1])

    def _main(self, reader: Reader) -> None:
        self.start("main", first=reader.text())

    def _number(self, reader: Reader) -> None:
        self.element("v", number_text(reader.double()))

    def _error(self, reader: Reader) -> None:
        self.element("v", ERRORS.get(reader.byte(), "#N/A"))

    def _text(self, reader: Reader) -> None:
        self.element("v", reader.text())

    def _boolean(self, reader: Reader) -> None:
        self.element("v", str(reader.byte()))

    def _topic(self, reader: Reader) -> None:
        self.element("stp", reader.text())

    def _cell(self, reader: Reader) -> None:
        self.element("tr", r=cell_text(reader.long(), reader.long()))

    readers: ClassVar[dict[int, RecordReader]] = {
        516: _type,
        518: _main,
        522: _topic,
        523: _cell,
        524: _number,
        525: _error,
        526: _text,
        527: _boolean,
    }
    groups: ClassVar[dict[int, str]] = {520: "tp"}
    ends: ClassVar[dict[int, str]] = {515: "volTypes", 517: "volType", 519: "main", 521: "tp"}
    quiet: ClassVar[frozenset[int]] = frozenset((514,))
