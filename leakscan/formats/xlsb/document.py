"""XlsbDocument: a binary workbook, read through the eyes of the XML one."""

from leakscan.containers.zipped import ZipContainer
from leakscan.formats.document import Context
from leakscan.formats.xlsb.package import BinaryPackage
from leakscan.formats.xlsx.document import XlsxDocument


class XlsbDocument(XlsxDocument):
    """One binary workbook: its parts are told as those of an XML workbook, so it says the same of the same."""

    def __init__(self, container: ZipContainer, context: Context) -> None:
        super().__init__(container, context, BinaryPackage(container, context))
