"""The small parts that queries leave behind, each with the reader of its kind."""

from collections.abc import Callable, Iterator

from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx import linked_data, mashups, models, query_tables, slicers
from leakscan.parts import PartState
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.queries import COLUMNS, Kept, KeptKind, KeptText
from leakscan.views.spreadsheet import Workbook

_Reader = Callable[[Package, str], Iterator[KeptText]]

_NOT_READ, _LOST = "the values of a data model are not read", "the rows of its tables; their names were looked for"

_READERS: dict[str, tuple[KeptKind, _Reader]] = {
    "slicercache": (KeptKind.SLICER, slicers.slicer_texts),
    "slicer": (KeptKind.SLICER, slicers.caption_texts),
    "timelinecache": (KeptKind.TIMELINE, slicers.timeline_texts),
    "timeline": (KeptKind.TIMELINE, slicers.caption_texts),
    "querytable": (KeptKind.QUERY_TABLE, query_tables.query_texts),
    "volatiledependencies": (KeptKind.VOLATILE, query_tables.topic_texts),
    "powerpivotdata": (KeptKind.DATA_MODEL, models.model_texts),
    "model+data": (KeptKind.DATA_MODEL, models.model_texts),
    "rdrichvalue": (KeptKind.LINKED_DATA, linked_data.value_texts),
    "rdarray": (KeptKind.LINKED_DATA, linked_data.plain_texts),
    "rdsupportingpropertybag": (KeptKind.LINKED_DATA, linked_data.bag_texts),
    "rdsupportingpropertybagstructure": (KeptKind.LINKED_DATA, linked_data.key_texts),
    "rdrichvaluewebimage": (KeptKind.LINKED_DATA, linked_data.address_texts),
    "richvaluerel": (KeptKind.LINKED_DATA, linked_data.address_texts),
    "richstyles": (KeptKind.LINKED_DATA, linked_data.style_texts),
    "sheetmetadata": (KeptKind.CUBE, linked_data.cube_texts),
    "customxml": (KeptKind.POWER_QUERY, mashups.mashup_texts),
}
"""By the last word of the relationship that leads to a part, or of its content type, in lower case."""


def read_queries(package: Package, workbook: Workbook) -> None:
    """Read every part of these kinds into `workbook`."""
    for part, word in sorted(_parts(package).items()):
        kind, read = _READERS[word]
        if kind is KeptKind.POWER_QUERY and not mashups.is_mashup(package, part):
            continue
        place = Place(part=part)
        items: list[KeptText] = []
        with package.recording(place, lost=f"what the {kind.value} keeps"):
            items.extend(read(package, part))
            if kind is KeptKind.DATA_MODEL:
                package.mark(part, PartState.SKIPPED, kind.value)
                package.problem("model-not-examined", place, _NOT_READ, lost=_LOST)
            elif kind is not KeptKind.CUBE or items:  # other cell metadata are recognised by their kind
                package.mark(part, PartState.EXAMINED, kind.value)
        if items or kind is KeptKind.DATA_MODEL:
            table = None if not items else _table(part, word, len(items))
            workbook.kept.append(Kept(kind, place, tuple(items), package.entries[part].size, table))


def _parts(package: Package) -> dict[str, str]:
    """Return the parts of these kinds that come as XML, and the word that says which."""
    found: dict[str, str] = {}
    for owner in ("", *sorted(package.reachable())):
        for relationship in () if owner.endswith(".rels") else package.relationships(owner):
            name = None if relationship.is_external else package.name(relationship.target)
            if name is not None and relationship.kind.casefold() in _READERS:
                found.setdefault(name, relationship.kind.casefold())
    for name in package.entries:
        declared = package.content_type(name).casefold()
        word = declared.rpartition(".")[2]
        if name not in found and (word.removesuffix("+xml") in _READERS or word in _READERS):
            found[name] = word if word in _READERS else word.removesuffix("+xml")
    return {name: word for name, word in found.items() if package.reads_as_xml(name)}


def _table(part: str, word: str, count: int) -> Table:
    return Table(
        columns=COLUMNS,
        count=count,
        reader="leakscan.formats.xlsx.queries:kept_rows",
        arguments={"part": part, "word": word},
    )


def kept_rows(source: Source, *, part: str, word: str) -> Iterator[Row]:
    """Yield the texts that a part keeps: of what, which, text."""
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        for item in _READERS[word][1](package, part):
            yield item.of, item.what, item.text
