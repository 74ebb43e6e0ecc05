"""Large workbooks, the same each time, written piece by piece: none of them is ever whole in memory."""

import random
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATE = (2024, 1, 1, 0, 0, 0)
_PIECES = 2_000

PIVOT_RECORDS = 500_000
SHEET_ROWS = 1_000_000
STRINGS = 10_000_000
INLINE_ROWS = 300_000
ORPHANS = 5_001
_VISIBLE_COLUMNS = STRINGS // SHEET_ROWS - 1

_TEAMS = ("North", "South", "East", "West", "Central")
_OUTCOMES = ("Charged", "No further action", "Caution", "Under investigation")


def pivot_cache(path: Path, *, records: int = PIVOT_RECORDS) -> None:
    """Write a workbook whose pivot cache keeps records of a sheet that is gone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _package(
            archive,
            sheets=[("Summary", "")],
            related=[("pivotCacheDefinition", "pivotCache/definition1.xml")],
            inside='<pivotCaches><pivotCache cacheId="1" r:id="rId2"/></pivotCaches>',
            types={
                "xl/pivotCache/definition1.xml": f"{_SPREADSHEET}.pivotCacheDefinition+xml",
                "xl/pivotCache/records1.xml": f"{_SPREADSHEET}.pivotCacheRecords+xml",
            },
        )
        _write(archive, "xl/worksheets/sheet1.xml", _sheet(["Total"] for _ in range(1)))
        _write(archive, "xl/pivotCache/definition1.xml", _definition(records))
        _write(
            archive,
            "xl/pivotCache/_rels/definition1.xml.rels",
            _relationships([("pivotCacheRecords", "records1.xml")]),
        )
        _write(archive, "xl/pivotCache/records1.xml", _records(records))


def million_rows(path: Path, *, rows: int = SHEET_ROWS) -> None:
    """Write a workbook with a visible and a hidden sheet of that many rows, and ten strings for each of them.

    Every string occurs in one cell: nine in a row of the visible sheet, one in a row of the hidden one, beside a
    number.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _package(
            archive,
            sheets=[("List", ""), ("Register", "hidden")],
            related=[("sharedStrings", "sharedStrings.xml")],
            inside="",
            types={"xl/sharedStrings.xml": f"{_SPREADSHEET}.sharedStrings+xml"},
        )
        _write(archive, "xl/sharedStrings.xml", _strings(rows * (_VISIBLE_COLUMNS + 1)))
        _write(archive, "xl/worksheets/sheet1.xml", _visible(rows))
        _write(archive, "xl/worksheets/sheet2.xml", _hidden(rows))


def _package(
    archive: zipfile.ZipFile,
    *,
    sheets: list[tuple[str, str]],
    related: list[tuple[str, str]],
    inside: str,
    types: dict[str, str],
) -> None:
    parts = {f"xl/worksheets/sheet{n}.xml": f"{_SPREADSHEET}.worksheet+xml" for n in range(1, len(sheets) + 1)}
    overrides = {"xl/workbook.xml": f"{_SPREADSHEET}.sheet.main+xml", **parts, **types}
    content_types = [
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">',
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        *(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items()),
        "</Types>",
    ]
    _write(archive, "[Content_Types].xml", content_types)
    _write(archive, "_rels/.rels", _relationships([("officeDocument", "xl/workbook.xml")]))
    listed = [
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"' + (f' state="{state}"/>' if state else "/>")
        for number, (name, state) in enumerate(sheets, start=1)
    ]
    _write(
        archive,
        "xl/workbook.xml",
        [
            f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>',
            *listed,
            f"</sheets>{inside}</workbook>",
        ],
    )
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    _write(archive, "xl/_rels/workbook.xml.rels", _relationships([*targets, *related]))


def _relationships(targets: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    for number, (kind, target) in enumerate(targets, start=1):
        yield f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
    yield "</Relationships>"


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as stream:
        held: list[str] = []
        for piece in pieces:
            held.append(piece)
            if len(held) == _PIECES:
                stream.write("".join(held).encode())
                held.clear()
        stream.write("".join(held).encode())


def _sheet(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetData>'
    for row in rows:
        cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row)
        yield f"<row>{cells}</row>"
    yield "</sheetData></worksheet>"


def _strings(count: int) -> Iterator[str]:
    yield f'{_DECLARATION}<sst xmlns="{_MAIN}" count="{count}" uniqueCount="{count}">'
    for number in range(count):
        yield f"<si><t>Person {number:08d} of {_TEAMS[number % 5]}</t></si>"
    yield "</sst>"


def _visible(rows: int) -> Iterator[str]:
    yield f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetData>'
    width = _VISIBLE_COLUMNS
    for row in range(rows):
        first = row * width
        cells = "".join(
            f'<c r="{chr(65 + column)}{row + 1}" t="s"><v>{first + column}</v></c>' for column in range(width)
        )
        yield f'<row r="{row + 1}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _hidden(rows: int) -> Iterator[str]:
    yield f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetData>'
    first = rows * _VISIBLE_COLUMNS
    for row in range(rows):
        yield (
            f'<row r="{row + 1}"><c r="A{row + 1}" t="s"><v>{first + row}</v></c>'
            f'<c r="B{row + 1}"><v>{row * 7 % 100_003}</v></c></row>'
        )
    yield "</sheetData></worksheet>"


def _definition(records: int) -> Iterator[str]:
    yield (
        f'{_DECLARATION}<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}" r:id="rId1" '
        f'recordCount="{records}"><cacheSource type="worksheet"><worksheetSource ref="A1:E{records + 1}" '
        'sheet="Records"/></cacheSource><cacheFields count="5">'
    )
    yield '<cacheField name="Reference"><sharedItems/></cacheField>'
    yield '<cacheField name="Name"><sharedItems/></cacheField>'
    yield '<cacheField name="Born"><sharedItems/></cacheField>'
    for name, items in (("Team", _TEAMS), ("Outcome", _OUTCOMES)):
        shared = "".join(f'<s v="{item}"/>' for item in items)
        yield f'<cacheField name="{name}"><sharedItems count="{len(items)}">{shared}</sharedItems></cacheField>'
    yield "</cacheFields></pivotCacheDefinition>"


def _records(records: int) -> Iterator[str]:
    yield f'{_DECLARATION}<pivotCacheRecords xmlns="{_MAIN}" count="{records}">'
    for number in range(records):
        year, month, day = 1940 + number % 70, 1 + number % 12, 1 + number % 28
        yield (
            f'<r><n v="{number}"/><s v="Person {number:06d}"/><d v="{year}-{month:02d}-{day:02d}T00:00:00"/>'
            f'<x v="{number % 5}"/><x v="{number % 4}"/></r>'
        )
    yield "</pivotCacheRecords>"


def hidden_cells(path: Path, *, rows: int = SHEET_ROWS) -> None:
    """Write a sheet of twelve columns: 3 % of its rows hidden, two columns hidden, a very hidden sheet beside it.

    The table of strings ends with 5,001 that no cell refers to; with one in a small workbook.
    """
    names = max(200, rows // 10)
    orphans = ORPHANS if rows >= ORPHANS else 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _package(
            archive,
            sheets=[("Cases", ""), ("Register", "veryHidden")],
            related=[("sharedStrings", "sharedStrings.xml")],
            inside="",
            types={"xl/sharedStrings.xml": f"{_SPREADSHEET}.sharedStrings+xml"},
        )
        _write(archive, "xl/sharedStrings.xml", _strings(names + orphans))
        _write(archive, "xl/worksheets/sheet1.xml", _cases(rows, names, width=12))
        _write(archive, "xl/worksheets/sheet2.xml", _cases(rows // 20, names, width=6))


def inline_strings(path: Path, *, rows: int = INLINE_ROWS) -> None:
    """Write a sheet of eight columns whose texts stand in the cells."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _package(archive, sheets=[("List", "")], related=[], inside="", types={})
        _write(archive, "xl/worksheets/sheet1.xml", _inline(rows))


def _cases(rows: int, names: int, *, width: int) -> Iterator[str]:
    """Yield a sheet: a third of its columns are strings, the others whole numbers, dates and amounts."""
    chance = random.Random(rows)
    yield (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><cols><col min="3" max="3" width="9" hidden="1"/>'
        '<col min="10" max="10" width="9" hidden="1"/></cols><sheetData>'
    )
    for row in range(1, rows + 1):
        cells = []
        for column in range(width):
            reference = f"{chr(65 + column)}{row}"
            match column % 4:
                case 0:
                    cells.append(f'<c r="{reference}"><v>{row * 7 + column}</v></c>')
                case 1 | 2:
                    number = int(chance.random() * names)
                    cells.append(f'<c r="{reference}" s="{column % 3}" t="s"><v>{number}</v></c>')
                case _:
                    amount = int(chance.random() * 9_999_999)
                    cells.append(f'<c r="{reference}" s="2"><v>{amount / 100:.2f}</v></c>')
        hidden = ' hidden="1"' if chance.random() < 0.03 else ""
        yield f'<row r="{row}" spans="1:{width}"{hidden}>{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _inline(rows: int) -> Iterator[str]:
    chance = random.Random(rows)
    yield f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetData>'
    for row in range(1, rows + 1):
        cells = "".join(
            f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>'
            f"{_TEAMS[column % 5]} case {int(chance.random() * 1_000_000)}</t></is></c>"
            for column in range(8)
        )
        yield f'<row r="{row}">{cells}</row>'
    yield "</sheetData></worksheet>"


def many_fields(path: Path, *, records: int = PIVOT_RECORDS) -> None:
    """Write a workbook whose pivot cache keeps records of fifteen fields, eleven of them by shared items."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _package(
            archive,
            sheets=[("Summary", "")],
            related=[("pivotCacheDefinition", "pivotCache/definition1.xml")],
            inside='<pivotCaches><pivotCache cacheId="1" r:id="rId2"/></pivotCaches>',
            types={
                "xl/pivotCache/definition1.xml": f"{_SPREADSHEET}.pivotCacheDefinition+xml",
                "xl/pivotCache/records1.xml": f"{_SPREADSHEET}.pivotCacheRecords+xml",
            },
        )
        _write(archive, "xl/worksheets/sheet1.xml", _sheet(["Total"] for _ in range(1)))
        _write(archive, "xl/pivotCache/definition1.xml", _fields(records))
        _write(
            archive,
            "xl/pivotCache/_rels/definition1.xml.rels",
            _relationships([("pivotCacheRecords", "records1.xml")]),
        )
        _write(archive, "xl/pivotCache/records1.xml", _wide_records(records))


_SHARED = 11


def _fields(records: int) -> Iterator[str]:
    names = max(100, records // 5)
    yield (
        f'{_DECLARATION}<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}" r:id="rId1" '
        f'recordCount="{records}"><cacheSource type="worksheet"><worksheetSource ref="A1:O{records + 1}" '
        'sheet="Records"/></cacheSource><cacheFields count="15">'
    )
    for number in range(_SHARED):
        heading = ("Name", "Team", "Outcome")[number] if number < 3 else f"Field {number}"
        items: Iterable[str] = (f"{heading} {item}" for item in range(50))
        if number == 0:
            items = (f"{_GIVEN[item % 8]} {_FAMILY[item // 8 % 8]}{_letters(item // 64)}" for item in range(names))
        shared = "".join(f'<s v="{item}"/>' for item in items)
        yield f'<cacheField name="{heading}"><sharedItems>{shared}</sharedItems></cacheField>'
    for heading in ("Reference", "Amount", "Opened", "Note"):
        yield f'<cacheField name="{heading}"><sharedItems/></cacheField>'
    yield "</cacheFields></pivotCacheDefinition>"


def _letters(number: int) -> str:
    """Return a number in letters, so that as many names as are wanted still look like names."""
    return "" if not number else _letters(number // 26) + chr(97 + number % 26)


_GIVEN = ("Ada", "Ben", "Cora", "Dev", "Ella", "Finn", "Grace", "Hugo")
_FAMILY = ("Archer", "Baker", "Carter", "Dyer", "Fletcher", "Mason", "Potter", "Turner")


def _wide_records(records: int) -> Iterator[str]:
    names = max(100, records // 5)
    chance = random.Random(records)
    yield f'{_DECLARATION}<pivotCacheRecords xmlns="{_MAIN}" count="{records}">'
    for number in range(records):
        shared = "".join(f'<x v="{int(chance.random() * 50)}"/>' for _ in range(_SHARED - 1))
        amount = int(chance.random() * 9_999_999)
        yield (
            f'<r><x v="{int(chance.random() * names)}"/>{shared}<n v="{number}"/><n v="{amount / 100:.2f}"/>'
            f'<d v="2024-{1 + number % 12:02d}-{1 + number % 28:02d}T00:00:00"/><s v="Note {number % 1000}"/></r>'
        )
    yield "</pivotCacheRecords>"


WORKLOADS: dict[str, Callable[[Path], None]] = {"pivot-cache": pivot_cache, "million-rows": million_rows}
