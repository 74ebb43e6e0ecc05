"""Notes on cells ([MS-XLSB] 2.1.7.9)."""

from typing import ClassVar

from leakscan.formats.xlsb.numbers import area, area_text
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.strings import tell_rich
from leakscan.formats.xlsb.telling import RecordReader, Teller


class CommentsTeller(Teller):
    """Tells the notes of a sheet."""

    root = "comments"

    def _author(self, reader: Reader) -> None:
        self.element("author", reader.text())

    def _comment(self, reader: Reader) -> None:
        author = reader.long()
        cells = area_text(area(reader))
        self.start("comment", ref=cells, authorId=str(author))

    def _text(self, reader: Reader) -> None:
        self.start("text")
        tell_rich(self, reader)
        self.end("text")

    readers: ClassVar[dict[int, RecordReader]] = {632: _author, 635: _comment, 637: _text}
    groups: ClassVar[dict[int, str]] = {630: "authors", 633: "commentList"}
    ends: ClassVar[dict[int, str]] = {629: "comments", 631: "authors", 634: "commentList", 636: "comment"}
    quiet: ClassVar[frozenset[int]] = frozenset((628,))
