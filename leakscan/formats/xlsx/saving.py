"""The folder a workbook was last saved in, as Excel 2013 and later note it."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.views.paths import PathMention


def saved_folder(package: Package, workbook_part: str) -> Iterator[PathMention]:
    """Yield the folder the workbook was last saved in (`x15ac:absPath`, [MS-XLSX] 2.6.20)."""
    root = package.tree(workbook_part, "workbook")
    for element in () if root is None else xmlsafe.descendants(root, "absPath"):
        url = element.get("url", "")
        if url:
            yield PathMention(url, "folder the file was saved in", Place(part=workbook_part, name="absPath"))
