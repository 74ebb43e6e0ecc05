"""References of OpenFormula and of cell range addresses, in the spelling that views use (ODF 1.3 part 4, §5.8)."""

import re
from urllib.parse import unquote

_SPELLED = re.compile(r"\[((?:[^\[\]']|(?>'(?:[^']|'')*'))*)\]|(?<=\])[!~](?=\[)|[;|]")
_SIGNS = {";": ",", "|": ";", "~": ",", "!": " "}
"""Between arguments and members, between rows of an array, union and intersection (part 4, §5.6, §5.10, §5.13)."""
_LITERAL = re.compile(r'("(?:[^"]|"")*")')
_ADDRESS = re.compile(
    r"(?:'(?P<file>(?:[^']|'')*)'#)?(?:\$?(?P<sheet>'(?:[^']|'')*'|[^.:'\"]*?))?"
    r"\.(?P<first>[^:.]+)(?::(?:\$?(?:'(?:[^']|'')*'|[^.:'\"]*?))?\.(?P<last>[^:.]+))?$"
)
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")
_PREFIX = re.compile(r"(?:of|msoxl|oooc|openformula)?:?=")
_CELL_FIRST = re.compile(r"^\$?[A-Za-z]{1,3}\$?\d+$|^\$?[A-Za-z]{1,3}$|^\$?\d+$|^#REF!$")
_WORD = re.compile(r"(?:'[^']*'|[^'\s])+")


def formula_text(text: str) -> str:
    """Return a formula as other formats spell it: `of:=SUM([$Old.$A$1:.$B$2];2)` is `SUM(Old!$A$1:$B$2,2)`."""
    text = _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text
    pieces = _LITERAL.split(text)
    for at in range(0, len(pieces), 2):
        pieces[at] = _SPELLED.sub(_respelled, pieces[at])
    return "".join(pieces)


def _respelled(found: re.Match[str]) -> str:
    return _SIGNS[found[0]] if found[0] in _SIGNS else address_text(found[1])


def address_text(text: str) -> str:
    """Return a cell range address as other formats spell it: `$Old.$A$1:$Old.$B$2` is `Old!$A$1:$B$2`."""
    text = text.strip()
    if "#REF!" in text and not text.startswith("'"):
        sheet = text.partition(".")[0].lstrip("$")
        return f"{sheet}!#REF!" if sheet and not sheet.startswith("#") else "#REF!"
    found = _ADDRESS.match(text)
    if found is None or not _CELL_FIRST.match(found["first"]):
        return text
    cells = found["first"] if found["last"] is None else f"{found['first']}:{found['last']}"
    sheet = (found["sheet"] or "").strip("'").replace("''", "'")
    if found["file"] is not None:
        folder, _, name = unquote(found["file"].replace("''", "'")).rpartition("/")
        folder = f"{folder}/" if folder else ""
        quoted = f"{folder}[{name}]{sheet}".replace("'", "''")
        return f"'{quoted}'!{cells}"
    if not sheet:
        return cells
    return (
        f"{sheet}!{cells}" if _PLAIN_SHEET.fullmatch(sheet) else "'{}'!{}".format(sheet.replace("'", "''"), cells)
    )


def split_addresses(text: str) -> list[str]:
    """Return the addresses of a list of them."""
    return _WORD.findall(text)


def sheet_and_cells(text: str) -> tuple[str, str]:
    """Return sheet and cells, without dollar signs, of the first of some cell range addresses."""
    plain = address_text(next(iter(split_addresses(text)), ""))
    sheet, mark, cells = plain.rpartition("!")
    if not mark:
        return "", plain.replace("$", "")
    return sheet.strip("'").replace("''", "'"), cells.replace("$", "")
