"""Reads words under keys that the standard does not know, wherever they stand, and in places no viewer shows.

Any dictionary may hold keys that the standard does not know (ISO 32000-2 annex E), and viewers pass over them.
"""

import re
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.pdf import known_keys
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf, file_name
from leakscan.formats.pdf.values import Value
from leakscan.views.paths import read_path

_TELLING = re.compile(r"(?<!\S)[^\W\d_]{2,}[,;]? [^\W\d_]{2,}(?!\S)|\w@\w")
"""Two words in a row, or an address: programs keep numbers, names and identifiers of their own."""
_MAKER = re.compile(
    r"(?i)\d\.\d|\b(?:adobe|acrobat|illustrator|indesign|autocad|autodesk|esri|arcmap|arcgis|microsoft|visio|corel|"
    r"inkscape|pdf\w*|libreoffice|latex|tex|quarkxpress|bentley|microstation|ghostscript|callas|enfocus|software)\b"
)
"""What programs are called, which name themselves as the creators of layers."""


def odd_texts(pdf: Pdf, objects: Objects) -> Iterator[tuple[Place, str]]:
    """Yield texts that no viewer shows, with the object and the key they stand under."""
    for part, entries in _with_unknown_keys(pdf, objects):
        for key in entries.keys() - known_keys.EVERYWHERE:
            for text in _texts(entries[key]):
                yield Place(part=part, name=key), text
    for text in _texts(objects.resolve(objects.trailer.get("ID"))):
        if text.isprintable() and text.isascii():  # most are random bytes
            yield Place(part="trailer", name="ID"), text
    for ref, entries in pdf.census.holding_anywhere("URL"):  # a page of the web that was taken in (14.10)
        yield Place(part=f"object {ref.number}", name="URL"), objects.text(entries["URL"])
    for ref, entries in pdf.census.holding("Usage"):
        usage = objects.dictionary(entries["Usage"])
        user = objects.resolve(objects.dictionary(usage.get("User")).get("Name"))
        maker = objects.text(objects.dictionary(usage.get("CreatorInfo")).get("Creator"))
        place = Place(part=f"object {ref.number}", name="Usage")
        for text in (*_texts(user), *([] if _MAKER.search(maker) else _texts(maker))):
            yield place, text
    for ref, stream in pdf.census.streams:
        name = file_name(objects, stream.dictionary["F"]) if "F" in stream.dictionary else ""
        if read_path(name) is not None:  # its data stand in another file (table 5)
            yield Place(part=f"object {ref.number}", name="F"), name


def _with_unknown_keys(pdf: Pdf, objects: Objects) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield the dictionaries in use with keys that the standard does not know; others take some whole."""
    unknown = pdf.census.keys() - known_keys.EVERYWHERE
    information = objects.dictionary(objects.trailer.get("Info"))
    yield "trailer", objects.trailer
    for ref, entries in pdf.census.all_dictionaries():
        if not unknown.isdisjoint(entries) and entries is not information and ref in pdf.used:
            yield f"object {ref.number}", entries


def _texts(value: Value) -> list[str]:
    """Return the strings with words in a value."""
    found = value if isinstance(value, list) else [value]
    return [item for item in found if type(item) is str and (_TELLING.search(item) or read_path(item) is not None)]
