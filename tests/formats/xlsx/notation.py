"""Sheets and workbooks written as tersely as a test can read them."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def cell(word: str, reference: str = "") -> str:
    """Return a cell: `s:3` a shared string, `n:4.5`, `b:1`, `e:#N/A`, `d:…`, `i:text` inline, `f:` a formula."""
    kind, _, text = word.partition(":")
    place = f' r="{reference}"' if reference else ""
    text = escape(text)
    match kind:
        case "i":
            return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        case "f":
            return f"<c{place}><f>A1</f>" + (f"<v>{text}</v></c>" if text else "</c>")
        case "n":
            return f"<c{place}><v>{text}</v></c>"
        case "-":
            return f"<c{place}/>"
        case _:
            return f'<c{place} t="{kind}"><v>{text}</v></c>'


def row(attributes: str, *words: str) -> str:
    """Return a row: its attributes as written, then its cells from A on."""
    return f"<row {attributes}>{''.join(cell(word) for word in words)}</row>"


def sheet(*rows: str, head: str = "", tail: str = "", root: str = "worksheet") -> bytes:
    """Return a sheet part."""
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    return f'<{root} xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{head}{data}{tail}</{root}>'.encode()


def workbook(
    sheets: Iterable[tuple[str, str, bytes]],
    strings: Sequence[str] = (),
    *,
    names: str = "",
    properties: str = "",
    tables: str = "",
) -> bytes:
    """Return a package: sheets as (name, state, part), shared strings, defined names, the first sheet's table."""
    listed, related, kinds = [], [], []
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, (name, state, part) in enumerate(sheets, start=1):
            listed.append(f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>')
            related.append(("worksheet", f"worksheets/sheet{number}.xml"))
            kinds.append(f"/xl/worksheets/sheet{number}.xml")
            archive.writestr(f"xl/worksheets/sheet{number}.xml", part)
        related.append(("sharedStrings", "sharedStrings.xml"))
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{properties}<sheets>{"".join(listed)}</sheets>'
            f"<definedNames>{names}</definedNames></workbook>",
        )
        archive.writestr("xl/_rels/workbook.xml.rels", relationships(related))
        archive.writestr("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")]))
        if tables:
            archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", relationships([("table", "../tables/t.xml")]))
            archive.writestr("xl/tables/t.xml", f'<table xmlns="{MAIN}" {tables}</table>')
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
    return stream.getvalue()


def relationships(targets: Iterable[tuple[str, str]]) -> str:
    """Return a relationships part."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'
