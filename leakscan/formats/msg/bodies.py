"""The forms of an item's body: plain text, HTML, compressed RTF."""

from collections.abc import Callable
from typing import TypeVar

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import FileError
from leakscan.formats.html.decoding import decoded_page
from leakscan.formats.mail.forms import Bodies as FormsOfText
from leakscan.formats.mail.forms import Forms
from leakscan.formats.mail.message import lines_of
from leakscan.formats.msg.compressed import unpacked_rtf
from leakscan.formats.msg.properties import PropertyReader
from leakscan.formats.rtf.encapsulated import packed_form, unpacked_html
from leakscan.formats.rtf.reading import read_rtf
from leakscan.views.mail import Mail

_PLAIN, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_MOST_BYTES = 16 << 20

Form = TypeVar("Form", str, bytes)


class Bodies:
    """The forms of one item's body, read.

    Attributes:
        problems: what could not be read.
    """

    def __init__(self, reader: PropertyReader, container: CfbContainer) -> None:
        self._reader = reader
        self._container = container
        self.problems: list[FileError] = []

    def compare(self, mail: Mail, forms: Forms) -> None:
        """Put into `mail` what the form that shows hides, and what only the others say."""
        plain = self._try(self._plain) or ""
        page = self._try(self._page) or ""
        rtf = self._try(self._rtf) or b""
        lines = list(lines_of(plain))
        mail.forms = sum(map(bool, (plain, page, rtf)))
        form = packed_form(rtf) if rtf else ""
        if page or form == "html":
            pages = [text for text in (page, unpacked_html(rtf) if form == "html" else "") if text]
            forms.compare(mail, FormsOfText(pages=pages, other_lines=lines))
        elif rtf:
            contents = read_rtf(rtf)
            mail.shown_form = "RTF"
            forms.take(mail, contents.lines, (item.text for item in contents.passages if item.text), lines)

    def _try(self, read: Callable[[], Form]) -> Form | None:
        try:
            return read()
        except FileError as error:
            self.problems.append(error)
            return None

    def _plain(self) -> str:
        found = (value for value in self._reader.values() if value.tag == _PLAIN and value.is_text)
        return "\n".join(map(self._reader.text, found))

    def _page(self) -> str:
        stream = self._reader.stream("", _HTML)
        if stream is not None:
            return decoded_page(self._container.read(stream))
        found = (value for value in self._reader.values() if value.tag == _HTML and value.is_text)
        return "\n".join(map(self._reader.text, found))

    def _rtf(self) -> bytes:
        stream = self._reader.stream("", _RTF)
        return b"" if stream is None else unpacked_rtf(self._container.read(stream), _MOST_BYTES)
