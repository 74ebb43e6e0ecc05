"""PackageDocument: a package whose own content is not examined yet, and of which the rest is told all the same."""

from collections.abc import Iterator

from leakscan.containers.zipped import ZipContainer
from leakscan.formats.document import Context
from leakscan.formats.ooxml.accounting import Accounting
from leakscan.formats.ooxml.embedded import read_embedded
from leakscan.formats.ooxml.macros import macro_paths, macro_views, read_macros
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.paths import property_paths, relationship_paths
from leakscan.formats.ooxml.pictures import read_pictures
from leakscan.formats.ooxml.properties import read_properties
from leakscan.formats.ranges import extract_range
from leakscan.formats.rereading import told_paths, told_people, told_properties
from leakscan.parts import PartState
from leakscan.source import Store
from leakscan.views.people import gather_people
from leakscan.views.values import ValueSet


class PackageDocument:
    """One package: what is said of each alike, and by itself of a format that has no reader."""

    def __init__(self, container: ZipContainer, context: Context, package: Package | None = None) -> None:
        self._container = container
        self.package = package or Package(container, context)
        main = self.package.main_part()
        self.main_part = main or ""
        self.format = (format_of(self.package.content_type(main), main) if main else "") or "opc"

    def close(self) -> None:
        """Close the package."""
        self._container.close()

    def extract(self, name: str) -> Store:
        """Return the content of a part or of a range of bytes."""
        return extract_part(self.package, name)

    def is_uncompressed(self, name: str) -> bool:
        """Return whether a part is stored without compression."""
        entry = self.package.entries.get(name)
        return entry is not None and entry.is_stored

    def views(self) -> Iterator[object]:
        """Yield what the package holds besides the parts in use; those are skipped, and that is said once."""
        package = self.package
        properties = told_properties(read_properties(package))
        yield properties
        people = told_people(gather_people(None, properties))
        yield people
        macros = read_macros(package)
        yield from macro_views(macros)
        paths = [*relationship_paths(package), *property_paths(properties), *macro_paths(macros)]
        yield told_paths(paths, people)
        yield from read_pictures(package)
        yield from read_embedded(package, ValueSet())
        accounting = Accounting(package)
        accounting.run()
        ledger = package.context.ledger
        for name in package.entries:
            if package.state(name) is PartState.UNKNOWN:
                package.mark(name, PartState.SKIPPED)
        ledger.problem(
            "format-not-examined",
            package.trail,
            "files of this format are recognised, but what their pages hold is not examined",
            lost="the content of the document",
        )
        yield from accounting.views()


def extract_part(package: Package, name: str) -> Store:
    """Return the content of a part, or of a range of bytes, that the trail calls `name`."""
    if name in package.entries:
        return package.extract(name)
    return extract_range(package.container, name)


def format_of(content_type: str, main_part: str) -> str:
    """Return the name of the format whose main part has that content type (ECMA-376-1 §11.3, §12.3, §13.3)."""
    folded = content_type.casefold()
    for words, name in _FORMATS:
        if all(word in folded for word in words):
            return name
    folder = main_part.replace("\\", "/").lstrip("/").partition("/")[0].casefold()
    return {"xl": "xlsx", "word": "docx", "ppt": "pptx", "visio": "vsdx"}.get(folder, "")


_FORMATS = (
    (("sheet.binary",), "xlsb"),
    (("ms-excel.addin",), "xlam"),
    (("ms-excel.template.macroenabled",), "xltm"),
    (("ms-excel.sheet.macroenabled",), "xlsm"),
    (("ms-excel.template",), "xltx"),
    (("spreadsheetml.template",), "xltx"),
    (("spreadsheetml", "main+xml"), "xlsx"),
    (("ms-excel", "main+xml"), "xlsx"),
    (("ms-word.document.macroenabled",), "docm"),
    (("ms-word.template.macroenabled",), "dotm"),
    (("wordprocessingml.template",), "dotx"),
    (("wordprocessingml", "main+xml"), "docx"),
    (("ms-powerpoint.presentation.macroenabled",), "pptm"),
    (("ms-powerpoint.slideshow.macroenabled",), "ppsm"),
    (("ms-powerpoint.template.macroenabled",), "potm"),
    (("presentationml.slideshow",), "ppsx"),
    (("presentationml.template",), "potx"),
    (("presentationml", "main+xml"), "pptx"),
    (("visio",), "vsdx"),
)
