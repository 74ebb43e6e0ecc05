"""The folder a workbook was last saved in, and the files its connections were made from."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.views.paths import PathMention, read_path

_SOURCE_FILES = {
    "sourceFile": "file that a connection reads",
    "odcFile": "file that a connection was saved as",
}


def saved_folder(package: Package, workbook_part: str) -> Iterator[PathMention]:
    """Yield the folder the workbook was last saved in (`x15ac:absPath`, [MS-XLSX] 2.6.20)."""
    root = package.tree(workbook_part, "workbook")
    for element in () if root is None else xmlsafe.descendants(root, "absPath"):
        url = element.get("url", "")
        if url:
            yield PathMention(url, "folder the file was saved in", Place(part=workbook_part, name="absPath"))


def source_files(package: Package, workbook_part: str) -> Iterator[PathMention]:
    """Yield the files that connections read or were saved as (ECMA-376-1 §18.13.12, §18.13.1)."""
    for relationship in package.related(workbook_part, "connections"):
        root = package.tree(relationship.target, "connections")
        for element in () if root is None else root.iter("*"):
            for attribute, where in _SOURCE_FILES.items():
                text = element.get(attribute, "")
                if read_path(text) is not None:
                    yield PathMention(text, where, Place(part=relationship.target))
