"""Workbooks with texts beside their cells, made by hand."""

from leakscan.findings import Place
from leakscan.views.side_texts import SideKind, SideText, SideTexts, TextPart
from leakscan.views.spreadsheet import Sheet, SheetKind, SheetState, Workbook
from leakscan.views.values import value_key


def workbook_with(*texts: SideText, shown: tuple[str, ...] = ()) -> Workbook:
    """Return a workbook that keeps these texts in one place and shows others."""
    sheet = Sheet("Cover", 1, SheetKind.WORKSHEET, SheetState.VISIBLE, "sheet1.xml")
    workbook = Workbook(sheets=[sheet])
    if texts:
        workbook.side_texts.append(SideTexts(texts[0].kind, texts[0].place, list(texts)))
    for text in shown:
        workbook.visible.add(value_key(text))
    return workbook


def text(
    kind: SideKind, words: str, *, what: str = "text", is_own: bool = False, is_shown: bool = False
) -> SideText:
    """Return a text on the sheet named Cover."""
    return SideText(kind, what, words, Place(part="sheet1.xml", sheet="Cover"), is_own=is_own, is_shown=is_shown)


def part_with(kind: SideKind, *pieces: str, is_own: bool = False) -> TextPart:
    """Return a part that holds these pieces of text."""
    part = TextPart(kind, Place(part="item1.xml"), is_own=is_own)
    for piece in pieces:
        part.add(piece)
    return part
