"""The attributes of XML spreadsheets (Microsoft: XML Spreadsheet Reference, Excel 2002)."""

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
