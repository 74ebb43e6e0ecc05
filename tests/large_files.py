"""Files with one part that is far larger than all others, a format each, for tests of limits."""

import io
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from fixtures.making import Entry, Row, xlsx, zip_bytes
from fixtures.making.biff import xls
from fixtures.making.document import Text
from fixtures.making.document_2003 import document_2003
from fixtures.making.document_2003 import paragraph as old_paragraph
from fixtures.making.document_2003 import run as old_run
from fixtures.making.mail import message
from fixtures.making.open_document import ods
from fixtures.making.open_prose import odt, p
from fixtures.making.outlook import BODY, Item
from fixtures.making.pdf import Pdf, text
from fixtures.making.presentation import box, deck
from fixtures.making.rich_text import rich_text
from fixtures.making.web_workbook import WebSheet, rows_of, web_archive
from fixtures.making.webpage import webpage
from fixtures.making.xlsb import Twin


def _rows(count: int) -> list[Row]:
    return [[number, f"words {number}"] for number in range(count)]


def _tarred(count: int) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for number in range(count // 10):
            data = f"words {number}\n".encode() * 20
            member = tarfile.TarInfo(f"{number}.txt")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


def _binary(count: int) -> bytes:
    with tempfile.TemporaryDirectory(prefix="leakscan-") as folder:
        path = Path(folder) / "book.xlsx"
        xlsx(sheets={"Big": _rows(count)}).save(path)
        return zip_bytes(Twin(path).entries())


def _markup(count: int) -> bytes:
    """Return a workbook whose sheet holds elements that are none of the format's."""
    book = xlsx(sheets={"Big": _rows(10)})
    part = book.sheet_part("Big")
    book.edit(part, "</worksheet>", "<zq a='words'/>" * (8 * count) + "</worksheet>")
    return book.to_bytes()


def _columns(count: int) -> bytes:
    book = xlsx(sheets={"Big": _rows(10)})
    columns = '<col min="1" max="16384" width="0"/><col min="1" max="16383" width="9"/>' * (count // 2)
    book.edit(book.sheet_part("Big"), "<sheetData>", f"<cols>{columns}</cols><sheetData>")
    return book.to_bytes()


def _pages(count: int) -> bytes:
    pdf = Pdf()
    for number in range(count // 50):
        pdf.page("\n".join(text(f"words {number} {line}", 72, 10 + 14 * line) for line in range(50)))
    return pdf.to_bytes()


def _old_document(count: int) -> bytes:
    return document_2003(*(old_paragraph(old_run(f"words {number}")) for number in range(count))).encode()


def _item(count: int) -> bytes:
    return Item(texts={BODY: "\n".join(f"words {number}" for number in range(count))}).to_bytes()


def _listed(count: int) -> bytes:
    return webpage("<table>", *(f"<tr><td>{number}<td>words {number}" for number in range(count)), "</table>")


LARGE: dict[str, Callable[[int], bytes]] = {
    "rows.xlsx": lambda count: xlsx(sheets={"Big": _rows(count)}).to_bytes(),
    "inline.xlsx": lambda count: xlsx(sheets={"Big": _rows(count)}, shared=False).to_bytes(),
    "markup.xlsx": _markup,
    "columns.xlsx": _columns,
    "book.xlsb": _binary,
    "book.xls": lambda count: xls({"Big": _rows(count)}).data(),
    "book.ods": lambda count: ods({"Big": _rows(count)}).data(),
    "book.fods": lambda count: ods({"Big": _rows(count)}).flat().encode(),
    "text.odt": lambda count: odt(*(p(f"words {number}") for number in range(count))).data(),
    "text.docx": lambda count: Text(*(f"words {number}" for number in range(count))).to_bytes(),
    "text.xml": lambda count: document_2003(
        *(old_paragraph(old_run(f"words {n}")) for n in range(count))
    ).encode(),
    "text.rtf": lambda count: rich_text(*(f"words {number}" for number in range(count))),
    "deck.pptx": lambda count: deck([box(str(n), f"words {n}") for n in range(count // 4)]).to_bytes(),
    "pages.pdf": _pages,
    "page.html": _listed,
    "book.mht": lambda count: web_archive(WebSheet("Big", rows_of([[n, f"words {n}"] for n in range(count)]))),
    "mail.eml": lambda count: message("Subject: words", html=_listed(count).decode()),
    "item.msg": lambda count: Item(
        texts={BODY: "\n".join(f"words {number}" for number in range(count))}
    ).to_bytes(),
    "files.zip": lambda count: zip_bytes(Entry(name=f"{n}.txt", data=b"words " * 99) for n in range(count // 10)),
    "files.tar": _tarred,
}
"""By name, a file with about so many rows, paragraphs, elements or the like."""
