"""Connections to data elsewhere (ECMA-376-1 §18.13, [MS-XLSX] 2.6.45 and following)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.formats.xlsx.roots import parts_of
from leakscan.patterns import late_pattern
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import Connection
from leakscan.views.spreadsheet import Workbook

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLAIN = late_pattern(
    r"-?[\d.]*|true|false|on|off|\{?[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}?", re.IGNORECASE
)
_SWITCHES = frozenset(("savePassword",))
_DULL = frozenset(
    {
        "Ignorable",
        "cellType",
        "decimal",
        "delimiter",
        "fileType",
        "htmlFormat",
        "parameterType",
        "qualifier",
        "reconnectionMethod",
        "sqlType",
        "thousands",
    }
)
"""Settings that choose among what the program offers."""


def read_connections(package: Package, workbook: Workbook) -> None:
    """Read every connection of the package into `workbook`."""
    for part in parts_of(package, root="connections"):
        root = package.tree(part, "connections", lost="connections to data elsewhere")
        if root is None:
            continue
        for number, element in enumerate(xmlsafe.children(root, "connection")):
            settings = tuple(_settings(element))
            workbook.connections.append(
                Connection(
                    part=part,
                    name=unescaped(element.get("name", "")),
                    settings=settings,
                    table=Table(
                        columns=("Setting", "Value"),
                        count=len(settings),
                        reader="leakscan.formats.xlsx.connections:connection_settings",
                        arguments={"part": part, "number": number},
                    ),
                )
            )


def _settings(connection: "_Element") -> Iterator[tuple[str, str]]:
    """Yield everything a connection says, but for switches and numbers: `dbPr.connection`, text."""
    for element in (connection, *connection.iterdescendants()):
        owner = xmlsafe.local_name(element)
        if not owner:
            continue
        for key, value in element.attrib.items():
            name = str(key).rpartition("}")[2]
            if name in _DULL or (_PLAIN.fullmatch(str(value)) and not _tells(name, str(value))):
                continue
            yield f"{owner}.{name}" if element is not connection else name, unescaped(str(value))
        if element.text and element.text.strip():
            yield owner, unescaped(element.text.strip())


def _tells(name: str, value: str) -> bool:
    """Return whether a switch is worth telling: that a password is saved."""
    return name in _SWITCHES and xmlsafe.is_true(value)


def connection_settings(source: Source, *, part: str, number: int) -> Iterator[Row]:
    """Yield the settings of a connection: setting, value.

    Args:
        source: the workbook.
        part: the part with its connections.
        number: which of them, from 0.
    """
    from leakscan.formats.xlsx.tables import opened_package

    with opened_package(source) as package:
        root = package.parsed(part)
        for index, element in enumerate(xmlsafe.children(root, "connection")):
            if index == number:
                yield from _settings(element)
