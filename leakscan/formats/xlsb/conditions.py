"""Conditional formats and validation of cells ([MS-XLSB] 2.4.23, 2.4.19, 2.4.337)."""

from typing import Any

from leakscan.formats.xlsb.numbers import areas, areas_text, flag, origin_of
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader

_KINDS = {1: "cellIs", 2: "expression", 3: "colorScale", 4: "dataBar", 5: "top10", 6: "iconSet"}
_BY_TEMPLATE = {
    1: "expression",
    7: "uniqueValues",
    9: "containsBlanks",
    10: "notContainsBlanks",
    11: "containsErrors",
    12: "notContainsErrors",
    25: "aboveAverage",
    26: "aboveAverage",
    27: "duplicateValues",
    29: "aboveAverage",
    30: "aboveAverage",
    **dict.fromkeys((15, 16, 17, 18, 19, 20, 21, 22, 23, 24), "timePeriod"),
}
"""Kinds of rules that are expressions by the template they were made from ([MS-XLSB] 2.5.16)."""
_TEXT_TEMPLATE = 8
_TEXT_KINDS = ("containsText", "notContainsText", "beginsWith", "endsWith")
_OPERATORS = (
    None, "between", "notBetween", "equal", "notEqual", "greaterThan", "lessThan", "greaterThanOrEqual",
    "lessThanOrEqual",
)  # fmt: skip
_CELL_IS, _EXPRESSION = 1, 2
_NO_FORMAT = 0xFFFFFFFF
STOPS = 0x02
_TYPES = ("none", "whole", "decimal", "list", "date", "time", "textLength", "custom")


def _group(teller: Any, reader: Reader) -> None:
    reader.take(8)
    cells = areas(reader)
    teller.origin = origin_of(cells)
    teller.start("conditionalFormatting", sqref=areas_text(cells))


def type_of(kind: int, template: int, parameter: int) -> str:
    """Return the type of a rule, as XML calls it, by its kind and the template it was made from."""
    if kind != _EXPRESSION:
        return _KINDS.get(kind, "")
    if template == _TEXT_TEMPLATE and parameter < len(_TEXT_KINDS):
        return _TEXT_KINDS[parameter]
    return _BY_TEMPLATE.get(template, "expression")


def operator_of(kind: int, parameter: int) -> str | None:
    """Return the operator of a rule that compares, or None."""
    return _OPERATORS[parameter] if kind == _CELL_IS and parameter < len(_OPERATORS) else None


def _rule(teller: Any, reader: Reader) -> None:
    kind, template, paint, priority, parameter = (reader.long() for _ in range(5))
    reader.take(8)
    flags = reader.short()
    sizes = [reader.long() for _ in range(3)]
    text = reader.nullable_text()
    teller.start(
        "cfRule",
        type=type_of(kind, template, parameter),
        dxfId=None if paint == _NO_FORMAT else str(paint),
        priority=str(priority),
        operator=operator_of(kind, parameter),
        text=text or None,
        stopIfTrue=flag(flags & STOPS),
    )
    for size in sizes:
        if size:
            teller.element("formula", teller.formula(reader, teller.origin))


def _icons(teller: Any, reader: Reader) -> None:
    reader.take(4)
    flags = reader.byte()
    teller.start("iconSet", showValue="0" if flags & 0x02 else None)


def _bar(teller: Any, reader: Reader) -> None:
    reader.take(2)
    teller.start("dataBar", showValue=None if reader.byte() else "0")


def _scale(teller: Any, reader: Reader) -> None:  # noqa: ARG001  # a reader's signature
    teller.start("colorScale")


def _validation(teller: Any, reader: Reader) -> None:
    flags = reader.long()
    cells = areas(reader)
    texts = [reader.nullable_text() for _ in range(4)]
    formulas: list[str] = []
    while reader.left >= 8 and len(formulas) < 2:
        formulas.append(teller.formula(reader, origin_of(cells)))
    tell_validation(teller, flags, cells, texts, formulas)


def tell_validation(
    teller: Any,
    flags: int,
    cells: list[tuple[int, int, int, int]],
    texts: list[str | None],
    formulas: list[str],
) -> None:
    """Tell the validation of some cells."""
    kind = flags & 0x0F
    teller.start(
        "dataValidation",
        type=_TYPES[kind] if kind < len(_TYPES) else None,
        sqref=areas_text(cells),
        errorTitle=texts[0] or None,
        error=texts[1] or None,
        promptTitle=texts[2] or None,
        prompt=texts[3] or None,
    )
    for name, formula in zip(("formula1", "formula2"), formulas, strict=False):
        if formula:
            teller.element(name, formula)
    teller.end("dataValidation")


def _validations(teller: Any, reader: Reader) -> None:  # noqa: ARG001  # a reader's signature
    teller.start("dataValidations")


READERS: dict[int, RecordReader] = {
    64: _validation,
    461: _group,
    463: _rule,
    465: _icons,
    467: _bar,
    469: _scale,
    573: _validations,
}
ENDS: dict[int, str] = {
    462: "conditionalFormatting",
    464: "cfRule",
    466: "iconSet",
    468: "dataBar",
    470: "colorScale",
    574: "dataValidations",
}
