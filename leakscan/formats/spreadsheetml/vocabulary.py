"""The attributes and words of XML spreadsheets (Microsoft: XML Spreadsheet Reference, Excel 2002)."""

import re

from leakscan.formats.ods.sieve import is_plain

_NAMES = """
ArrayRange Author AutoFitHeight AutoFitWidth Bold Bottom Caption CenterHorizontal CenterVertical CharSet Color
Data DefaultColumnWidth DefaultRowHeight ExpandedColumnCount ExpandedRowCount Face Family FontName Format
Formula FullColumns FullRows HRef HRefScreenTip Height Hidden HideFormula Horizontal ID Index Indent Italic Left
LeftCell LineStyle Margin MergeAcross MergeDown Name Operator Orientation Outline Parent Pattern PatternColor
Position Protected Range ReadingOrder RefersTo Right RightToLeft Rotate Shadow ShowAlways ShrinkToFit Size Span
StartPageNumber StartPosition StrikeThrough Style StyleID Ticked Top TopCell Type Underline Value Vertical
VerticalAlign VerticalText Visible Weight Width WrapText dt name namespaceuri space url
"""
ATTRIBUTES = frozenset(_NAMES.split())
"""Their names without a namespace; the values of any other attribute are gathered."""
_WORD = re.compile(r"[A-Z][A-Za-z]*|R\d+(?:C\d+)?(?::R\d+(?:C\d+)?)?|#?[A-Z]+\d*")
"""The format's own words and references."""


def is_unusual(text: str) -> bool:
    """Return whether a text is neither a number nor a word of the format."""
    return bool(text) and not is_plain(text) and _WORD.fullmatch(text) is None
