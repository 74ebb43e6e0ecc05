"""What a document keeps for its queries: slicers, query tables, Power Query, models, linked data, live topics."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.patterns import late_pattern
from leakscan.tables import Row, Table
from leakscan.views.credentials import secrets_in
from leakscan.views.paths import read_path
from leakscan.views.values import ValueSet, value_key

COLUMNS = ("Of", "What", "Text")
_LITERAL = r'"((?:[^"]|"")*)"'
_ANY_LITERAL = late_pattern(rf"(?<!#){_LITERAL}")
_ASSIGNED = late_pattern(rf'(?:#"([^"\n]{{1,200}})"|\b([A-Za-z]\w{{0,100}}))\s*=\s*{_LITERAL}')
_CALL = late_pattern(
    r"\b(?:Sql|Oracle|MySQL|PostgreSQL|Odbc|OleDb|DB2|Teradata|Sybase|SapHana|Snowflake|AnalysisServices|OData|Web"
    r"|SharePoint|Exchange|ActiveDirectory|AzureStorage|Hdfs|File|Folder|Salesforce|Informix|AmazonRedshift)"
    rf"\.\w+\s*\(\s*{_LITERAL}(?:\s*,\s*{_LITERAL})?"
)


class KeptKind(Enum):
    """What sort of thing keeps the texts."""

    SLICER = "slicer"
    TIMELINE = "timeline"
    QUERY_TABLE = "query table"
    POWER_QUERY = "Power Query"
    DATA_MODEL = "data model"
    LINKED_DATA = "linked data"
    CUBE = "cube formula"
    VOLATILE = "live data"


class KeptText(NamedTuple):
    """One text that is kept.

    Attributes:
        of: the thing that it belongs to: a query, a field, an entity.
        what: which text of that thing.
        text: the text.
        is_own: the software wrote it by itself, or it only names or steers a thing.
        is_covered: the file keeps it a second time, at a place that has a rule of its own.
    """

    of: str
    what: str
    text: str
    is_own: bool = False
    is_covered: bool = False


class Kept(NamedTuple):
    """The texts that one part keeps.

    Attributes:
        kind: what sort of thing it is.
        place: the part.
        items: its texts.
        size: size of the part in bytes.
        table: the texts as rows.
    """

    kind: KeptKind
    place: Place
    items: tuple[KeptText, ...] = ()
    size: int = 0
    table: Table | None = None

    def telling(self) -> list[KeptText]:
        """Return the texts that people wrote."""
        return [item for item in self.items if not item.is_own]

    def rows(self) -> Iterator[Row]:
        """Yield the texts as rows."""
        for item in self.items:
            yield item.of, item.what, item.text


@dataclass(slots=True, eq=False, repr=False)
class Sources:
    """What the code of queries says of where data come from.

    Attributes:
        secrets: passwords, keys and tokens.
        places: servers, databases, addresses and paths.
    """

    secrets: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def sources_in(code: str) -> Sources:
    """Return the secrets and the places that code in the language M names; only its literal texts count."""
    literals = [_plain(found[1]) for found in _ANY_LITERAL.finditer(code)]
    secrets = [secret for text in literals for secret in secrets_in(text)]
    for name, word, text in _ASSIGNED.findall(code):
        key = (name or word).replace("-", "_")  # headers of web requests are written with hyphens
        secrets.extend(secrets_in(f'{key}="{text}"'))
    places = [_plain(text) for found in _CALL.finditer(code) for text in found.groups() if text]
    places.extend(text for text in literals if "://" in text or read_path(text) is not None)
    return Sources(list(dict.fromkeys(secrets)), list(dict.fromkeys(places)))


def values_of(items: list[KeptText]) -> ValueSet:
    """Return the different values of texts."""
    values = ValueSet()
    for item in items:
        values.add(value_key(item.text))
    return values


def _plain(text: str) -> str:
    return text.replace('""', '"')
