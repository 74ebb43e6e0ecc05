"""Query tables with the fields that were deleted, and the topics of live data (ECMA-376-1 §18.13.10, §18.15)."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.escapes import unescaped
from leakscan.views.queries import KeptText


def query_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield the fields of a query table, deleted ones first."""
    root = package.parsed(part)
    name = unescaped(root.get("name", ""))
    yield KeptText(name, "connection", root.get("connectionId", ""), is_own=True)
    for element in xmlsafe.descendants(root, "deletedField"):
        yield KeptText(name, "deleted field", unescaped(element.get("name", "")))
    for element in xmlsafe.descendants(root, "queryTableField"):
        if element.get("name"):
            yield KeptText(name, "field", unescaped(element.get("name", "")), is_own=True)


def topic_texts(package: Package, part: str) -> Iterator[KeptText]:
    """Yield servers, topics and last values of live data, and the connections and queries of cube formulas."""
    root = package.parsed(part)
    for main in xmlsafe.descendants(root, "main"):
        first = unescaped(main.get("first", ""))
        if first:
            yield KeptText(first, "server or connection", first, is_own=first.isdigit())
        for topic in xmlsafe.children(main, "tp"):
            for element in xmlsafe.children(topic, "stp"):
                text = unescaped(xmlsafe.text_of(element))
                if text:
                    yield KeptText(first, "topic", text, is_own=text.isdigit())
            for element in xmlsafe.children(topic, "v"):
                text = unescaped(xmlsafe.text_of(element))
                if text and not text.startswith("#"):
                    yield KeptText(first, "value", text)
