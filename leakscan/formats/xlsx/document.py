"""XlsxDocument: opens a workbook package and says what it holds."""

from collections.abc import Iterator

from leakscan.containers.zipped import ZipContainer
from leakscan.errors import MalformedFileError
from leakscan.formats.document import Context
from leakscan.formats.ooxml.accounting import Accounting
from leakscan.formats.ooxml.document import extract_part, format_of
from leakscan.formats.ooxml.package import Package
from leakscan.formats.xlsx.pivot_caches import read_pivot_caches
from leakscan.formats.xlsx.sheets import read_sheets
from leakscan.source import Store
from leakscan.views.spreadsheet import Workbook


class XlsxDocument:
    """One workbook package."""

    def __init__(self, container: ZipContainer, context: Context, package: Package | None = None) -> None:
        self._container = container
        self.package = package or Package(container, context)
        main = self.package.main_part()
        if main is None:
            raise MalformedFileError("the package has no workbook part")
        self.main_part = main
        self.format = format_of(self.package.content_type(main), main)

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
        """Yield the workbook, complete: visible values first, then caches and small parts."""
        workbook = Workbook()
        read_sheets(self.package, self.main_part, workbook)
        read_pivot_caches(self.package, workbook)
        yield workbook
        accounting = Accounting(self.package, workbook)
        accounting.run()
        yield accounting.archive
        yield from accounting.files
