"""Vocabulary: the names that one kind of OpenDocument document may have in its parts, and where texts are read."""

from collections.abc import Mapping
from dataclasses import dataclass

from leakscan.formats.ods import schema


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of one kind of document, with the prefixes of `schema.NAMESPACES`.

    Attributes:
        elements: elements that are read, or have nothing but attributes.
        attributes: its attributes.
        free: attributes whose value is not looked at, for it is read.
        homes: attributes that are read on some elements only, with those elements.
        texted: elements with a text of their own that is read, or says nothing of its own.
        holders: in which elements texts of each namespace are read; those of others are read wherever they stand.
        nests_tables: tables in the cells of tables show.
    """

    elements: frozenset[str]
    attributes: frozenset[str]
    free: frozenset[str]
    homes: Mapping[str, frozenset[str]]
    texted: frozenset[str]
    holders: Mapping[str, frozenset[str]]
    nests_tables: bool = False


SPREADSHEET = Vocabulary(
    schema.ELEMENTS, schema.ATTRIBUTES, schema.FREE, schema.HOMES, schema.TEXTED, schema.HOLDERS
)
