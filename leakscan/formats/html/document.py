"""HtmlDocument: opens a web page and says what it holds."""

import base64
import binascii
import re
from collections.abc import Iterator
from functools import partial

from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.document import CarryingFile, Context
from leakscan.formats.html.decoding import decoded_page
from leakscan.formats.html.islands import read_island
from leakscan.formats.html.page import Contents, read_page
from leakscan.formats.ooxml.paths import property_paths
from leakscan.formats.rereading import read_prose_tables, side_text_table, told_paths, told_people, told_properties
from leakscan.parts import PartState
from leakscan.source import Source, Store
from leakscan.views.paths import PathMention, read_path
from leakscan.views.people import PersonMention, Role, gather_people
from leakscan.views.properties import Properties, Property, PropertyGroup
from leakscan.views.prose import PassageKind, Prose, row_columns
from leakscan.views.side_texts import grouped

MOST_BYTES = 64 << 20
"""A page is held in memory as a whole."""
_DATA = re.compile(r"data:[\w/+.;=-]{0,200}?;base64,([A-Za-z0-9+/=\s]+)")
_META = {
    **{
        name.casefold(): (name, PropertyGroup.APPLICATION)
        for name in (
            "AppVersion", "Company", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "Manager", "ScaleCrop",
            "ShareDoc",
        )
    },
    "author": ("creator", PropertyGroup.CORE),
    "classification": ("subject", PropertyGroup.CORE),
    "changed": ("modified", PropertyGroup.CORE),
    "changedby": ("lastModifiedBy", PropertyGroup.CORE),
    "created": ("created", PropertyGroup.CORE),
    "description": ("description", PropertyGroup.CORE),
    "generator": ("Application", PropertyGroup.APPLICATION),
    "keywords": ("keywords", PropertyGroup.CORE),
    "originator": ("Originator", PropertyGroup.APPLICATION),
    "progid": ("ProgId", PropertyGroup.APPLICATION),
    "subject": ("subject", PropertyGroup.CORE),
    "title": ("title", PropertyGroup.CORE),
}  # fmt: skip
"""Names of `<meta>` by the property they stand for, as Office and LibreOffice write them."""
_SAY_NOTHING = re.compile(
    r"viewport|robots|format-detection|theme-color|color-scheme|referrer|apple-|msapplication|x-", re.IGNORECASE
)
"""Names of `<meta>` that speak to programs alone."""


class HtmlDocument(CarryingFile):
    """One web page."""

    format = "html"

    def __init__(self, source: Source, context: Context) -> None:
        super().__init__(source, context)
        self._text = decoded_page(self._whole(MOST_BYTES, "page"))

    def extract(self, name: str) -> Store:
        """Return the file in an address of data.

        Raises:
            FileError: there is none of that name, or it is damaged.
        """
        for known, coded in self._data():
            if known == name:
                return self._stored(coded)
        raise MalformedFileError("the part does not exist", code="part-missing")

    def views(self) -> Iterator[object]:
        """Yield the page, its properties, whom it names, and the files in it."""
        source, ledger = self._source, self._context.ledger
        contents, damage = read_page(self._text, budget=self._source.budget)
        ledger.enter(
            source.trail, "", kind="web page", size=source.size, state=PartState.EXAMINED, start=0, end=source.size
        )
        if damage is not None:
            ledger.problem(damage.code, source.trail, str(damage), lost="what follows in the page")
        prose, properties = Prose(), Properties()
        unread = take_page(contents, prose, properties)
        if unread:
            ledger.problem(
                "elements-not-examined",
                source.trail,
                "the page holds data that are not examined",
                lost=", ".join(sorted(unread)),
            )
        if contents.has_doubts:
            ledger.problem(
                "styles-not-examined",
                source.trail,
                "rules of style that are not examined may hide text",
                lost="texts that they hide",
            )
        for group in prose.side_texts:
            group.table = side_text_table(group)
        read_prose_tables(prose, row_columns())
        yield prose
        yield told_properties(properties)
        people = told_people(gather_people(prose, properties))
        yield people
        yield told_paths(prose.paths, people)
        for name, coded in self._data():
            load = partial(self._stored, coded)
            yield from self._handed_on(name, load, kind="file in an address", size=len(coded) * 3 // 4)

    def _data(self) -> Iterator[tuple[str, str]]:
        found = dict.fromkeys(match[1] for match in _DATA.finditer(self._text))
        for number, coded in enumerate(found, start=1):
            yield f"data {number}", coded

    def _stored(self, coded: str) -> Store:
        try:
            return self._held(base64.b64decode("".join(coded.split())))
        except (binascii.Error, ValueError) as error:
            raise MalformedFileError("the data are no Base64", code="damaged-data") from error


def take_page(contents: Contents, prose: Prose, properties: Properties) -> set[str]:
    """Put what a page holds into views; return names of what is not examined."""
    for line in contents.shown:
        prose.show(line)
    prose.passages.extend(contents.passages)
    prose.side_texts.extend(grouped(contents.texts))
    for name, value in contents.meta:
        key = name.casefold()
        if key in _META:
            spelt, group = _META[key]
            properties.items.append(Property(group, spelt, value, Place(name=spelt)))
        elif not _SAY_NOTHING.match(name):
            properties.items.append(Property(PropertyGroup.CUSTOM, name, value, Place(name=name)))
    unread: set[str] = set()
    for island in contents.islands:
        items, settings, others = read_island(island, "")
        properties.items.extend(items)
        prose.settings.extend(settings)
        unread |= others
    for where, target, place in contents.targets:
        if read_path(target) is not None:
            prose.paths.append(PathMention(target, where, place))
    prose.paths.extend(property_paths(properties))
    for item in contents.passages:
        if item.kind is PassageKind.CHANGED and item.author:
            prose.mentions.append(PersonMention(item.author, Role.REVISER, item.place))
    return unread
