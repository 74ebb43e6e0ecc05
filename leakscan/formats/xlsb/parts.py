"""The kinds of binary parts, the teller of each, and the content type of the XML part it stands for."""

from dataclasses import dataclass

from leakscan.formats.xlsb.comments import CommentsTeller
from leakscan.formats.xlsb.connections import ConnectionsTeller
from leakscan.formats.xlsb.links import LinkTeller
from leakscan.formats.xlsb.pivots import CacheTeller, PivotTableTeller, RecordsTeller
from leakscan.formats.xlsb.revisions import HeadersTeller, LogTeller, UsersTeller
from leakscan.formats.xlsb.sheet import ChartSheetTeller, DialogSheetTeller, MacroSheetTeller, SheetTeller
from leakscan.formats.xlsb.slicers import SlicerCacheTeller, SlicersTeller
from leakscan.formats.xlsb.small_parts import CalculationTeller, IndexTeller, MetadataTeller
from leakscan.formats.xlsb.strings import StringsTeller
from leakscan.formats.xlsb.styles import StylesTeller
from leakscan.formats.xlsb.tables import QueryTableTeller, TableTeller
from leakscan.formats.xlsb.telling import Teller
from leakscan.formats.xlsb.volatile import VolatileTeller
from leakscan.formats.xlsb.workbook import WorkbookTeller


@dataclass(frozen=True, slots=True)
class BinaryKind:
    """A kind of binary part.

    Attributes:
        word: the last word of the content type of the XML part it stands for.
        teller: what tells its records.
    """

    word: str
    teller: type[Teller]

    @property
    def content_type(self) -> str:
        """The content type of the XML part."""
        return f"application/vnd.openxmlformats-officedocument.spreadsheetml.{self.word}+xml"


MAIN = "application/vnd.ms-excel.sheet.binary.macroenabled.main"
WORKBOOK = BinaryKind("sheet.main", WorkbookTeller)
_WORKSHEET = BinaryKind("worksheet", SheetTeller)
_STRINGS = BinaryKind("sharedStrings", StringsTeller)
_STYLES = BinaryKind("styles", StylesTeller)
_CACHE = BinaryKind("pivotCacheDefinition", CacheTeller)
_RECORDS = BinaryKind("pivotCacheRecords", RecordsTeller)
_PIVOT_TABLE = BinaryKind("pivotTable", PivotTableTeller)
_TABLE = BinaryKind("table", TableTeller)
_COMMENTS = BinaryKind("comments", CommentsTeller)
_LINK = BinaryKind("externalLink", LinkTeller)
_CONNECTIONS = BinaryKind("connections", ConnectionsTeller)
_METADATA = BinaryKind("sheetMetadata", MetadataTeller)
_QUERY_TABLE = BinaryKind("queryTable", QueryTableTeller)
_CALCULATION = BinaryKind("calcChain", CalculationTeller)
_INDEX = BinaryKind("rowIndex", IndexTeller)
_VOLATILE = BinaryKind("volatileDependencies", VolatileTeller)
_HEADERS = BinaryKind("revisionHeaders", HeadersTeller)
_USERS = BinaryKind("userNames", UsersTeller)

_BY_TYPE = {
    "worksheet": _WORKSHEET,
    "chartsheet": BinaryKind("chartsheet", ChartSheetTeller),
    "dialogsheet": BinaryKind("dialogsheet", DialogSheetTeller),
    "macrosheet": BinaryKind("macrosheet", MacroSheetTeller),
    "intlmacrosheet": BinaryKind("intlmacrosheet", MacroSheetTeller),
    "sharedstrings": _STRINGS,
    "styles": _STYLES,
    "pivotcachedefinition": _CACHE,
    "pivotcacherecords": _RECORDS,
    "pivottable": _PIVOT_TABLE,
    "table": _TABLE,
    "comments": _COMMENTS,
    "externallink": _LINK,
    "connections": _CONNECTIONS,
    "sheetmetadata": _METADATA,
    "querytable": _QUERY_TABLE,
    "calcchain": _CALCULATION,
    "volatiledependencies": _VOLATILE,
    "revisionheaders": _HEADERS,
    "revisionlog": BinaryKind("revisionLog", LogTeller),
    "usernames": _USERS,
    "slicercache": BinaryKind("slicerCache", SlicerCacheTeller),
    "slicer": BinaryKind("slicer", SlicersTeller),
    "binindexws": _INDEX,
    "binindexms": _INDEX,
}
"""By the last word of the content type of a binary part, in lower case ([MS-XLSB] 2.1.7)."""

BY_FIRST_RECORD = {
    129: _WORKSHEET,
    131: WORKBOOK,
    159: _STRINGS,
    179: _CACHE,
    193: _RECORDS,
    278: _STYLES,
    280: _PIVOT_TABLE,
    332: _METADATA,
    343: _TABLE,
    360: _LINK,
    398: _HEADERS,
    399: _USERS,
    429: _CONNECTIONS,
    447: _QUERY_TABLE,
    514: _VOLATILE,
    628: _COMMENTS,
}
"""By the record that begins a part, for parts whose content type says nothing."""

_PREFIX = "application/vnd.ms-excel."


def kind_of(content_type: str) -> BinaryKind | None:
    """Return the kind of a binary part by its content type, or None when it is none."""
    folded = content_type.casefold()
    return _BY_TYPE.get(folded.removeprefix(_PREFIX)) if folded.startswith(_PREFIX) else None
