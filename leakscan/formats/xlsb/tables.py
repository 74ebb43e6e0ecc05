"""Tables, and the query tables beneath them ([MS-XLSB] 2.1.7.51, 2.1.7.43)."""

from typing import ClassVar

from leakscan.formats.xlsb import filters
from leakscan.formats.xlsb.numbers import area, area_text
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import NAMESPACES, RecordReader, Teller

_HAS_ROW_STRIPES, _HAS_COLUMN_STRIPES = 4, 8


def style_info(reader: Reader, *, columns: str) -> dict[str, str | None]:
    """Return the style of a table or pivot table as attributes (`BrtTableStyleClient`)."""
    flags = reader.short()
    return {
        "name": reader.nullable_text() or None,
        "showRowStripes": "1" if flags & _HAS_ROW_STRIPES else None,
        columns: "1" if flags & _HAS_COLUMN_STRIPES else None,
    }


class TableTeller(Teller):
    """Tells a table."""

    root = "table"

    def begin(self) -> None:
        """The first record tells the root element."""

    def _table(self, reader: Reader) -> None:
        cells = area_text(area(reader))
        reader.take(4)
        number, headers, totals = reader.long(), reader.long(), reader.long()
        reader.take(32)
        name, shown, comment = reader.nullable_text(), reader.text(), reader.nullable_text()
        self.start(
            self.root,
            **NAMESPACES,
            id=str(number),
            ref=cells,
            name=name or None,
            displayName=shown,
            comment=comment or None,
            headerRowCount=None if headers == 1 else str(headers),
            totalsRowCount=str(totals) if totals else None,
        )

    def _column(self, reader: Reader) -> None:
        number = reader.long()
        reader.take(20)
        name, caption, label = (reader.nullable_text() for _ in range(3))
        self.start("tableColumn", id=str(number), name=caption or name or "", totalsRowLabel=label or None)

    def _style(self, reader: Reader) -> None:
        self.element("tableStyleInfo", **style_info(reader, columns="showColumnStripes"))

    def _texts(self, reader: Reader) -> None:
        """Tell the alternative text ([MS-XLSB] 2.4.697)."""
        reader.take(4)
        title, summary = reader.nullable_text(), reader.nullable_text()
        self.start("extLst")
        self.element("table", altText=title or None, altTextSummary=summary or None)
        self.end("extLst")

    readers: ClassVar[dict[int, RecordReader]] = {
        343: _table,
        347: _column,
        513: _style,
        1111: _texts,
        **filters.READERS,
    }
    groups: ClassVar[dict[int, str]] = {345: "tableColumns", **filters.GROUPS}
    ends: ClassVar[dict[int, str]] = {344: "table", 346: "tableColumns", 348: "tableColumn", **filters.ENDS}
    quiet: ClassVar[frozenset[int]] = frozenset((349, 350, 351, 352, 532, 533, 671, 672))
    """Paths in mapped XML, formulas of columns, what is sorted."""


class QueryTableTeller(Teller):
    """Tells a query table."""

    root = "queryTable"

    def begin(self) -> None:
        """The first record tells the root element."""

    def _query(self, reader: Reader) -> None:
        reader.take(6)
        connection = reader.long()
        self.start(self.root, **NAMESPACES, name=reader.text(), connectionId=str(connection))

    def _deleted(self, reader: Reader) -> None:
        self.element("deletedField", name=reader.text())

    def _field(self, reader: Reader) -> None:
        flags = reader.long()
        reader.take(8)
        self.element("queryTableField", name=reader.text() if flags & 0x01 and reader.left else None)

    readers: ClassVar[dict[int, RecordReader]] = {447: _query, 453: _deleted, 457: _field, **filters.READERS}
    groups: ClassVar[dict[int, str]] = {451: "queryTableDeletedFields", 455: "queryTableFields", **filters.GROUPS}
    ends: ClassVar[dict[int, str]] = {
        448: "queryTable",
        452: "queryTableDeletedFields",
        456: "queryTableFields",
        **filters.ENDS,
    }
    quiet: ClassVar[frozenset[int]] = frozenset((449, 450, 454, 458, 532, 533, 2067))
