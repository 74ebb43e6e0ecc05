"""Elements that an XML workbook would hold, told to the handler that takes those of one."""

from leakscan.formats.xlsb.telling import xml_text
from leakscan.formats.xlsx.outside import Outside
from leakscan.xmlsafe import Handler


class Teller:
    """Tells a handler elements and their attributes; those that are None or empty are left out."""

    def __init__(self, handler: Handler | Outside) -> None:
        self._handler = handler

    def start(self, name: str, /, **attributes: str | None) -> None:
        """Tell the start of an element."""
        self._handler.start(name, {key: xml_text(value) for key, value in attributes.items() if value})

    def end(self, name: str) -> None:
        """Tell the end of an element."""
        self._handler.end(name)

    def element(self, name: str, text: str = "", /, **attributes: str | None) -> None:
        """Tell a whole element without children."""
        self.start(name, **attributes)
        if text:
            self._handler.text(xml_text(text))
        self.end(name)
