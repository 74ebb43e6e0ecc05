"""Filters of sheets, tables, pivot tables and saved views ([MS-XLSB] 2.4.6 and following)."""

from leakscan.formats.parsed.values import number_text
from leakscan.formats.xlsb.numbers import area, area_text, flag
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader, Teller

_OPERATORS = {
    1: "lessThan",
    2: "equal",
    3: "lessThanOrEqual",
    4: "greaterThan",
    5: "notEqual",
    6: "greaterThanOrEqual",
}
_NUMBER, _TEXT, _BOOLEAN = 4, 6, 8


def _filter(teller: Teller, reader: Reader) -> None:
    teller.start("autoFilter", ref=area_text(area(reader)))


def _column(teller: Teller, reader: Reader) -> None:
    teller.start("filterColumn", colId=str(reader.long()))


def _values(teller: Teller, reader: Reader) -> None:
    teller.start("filters", blank=flag(reader.long()))


def _value(teller: Teller, reader: Reader) -> None:
    teller.element("filter", val=reader.text())


def _custom(teller: Teller, reader: Reader) -> None:
    kind, operator = reader.byte(), reader.byte()
    value = Reader(reader.take(8))
    if kind == _NUMBER:
        text = number_text(value.double())
    elif kind == _BOOLEAN:
        text = str(value.byte())
    else:
        text = reader.text() if kind == _TEXT and reader.left else ""
    teller.element("customFilter", operator=_OPERATORS.get(operator), val=text)


def _custom_group(teller: Teller, reader: Reader) -> None:  # noqa: ARG001  # a reader's signature
    teller.start("customFilters")


def _named(name: str) -> RecordReader:
    def read(teller: Teller, reader: Reader) -> None:  # noqa: ARG001  # a reader's signature
        teller.element(name)

    return read


READERS: dict[int, RecordReader] = {
    161: _filter,
    163: _column,
    165: _values,
    167: _value,
    168: _named("colorFilter"),
    169: _named("iconFilter"),
    170: _named("top10"),
    171: _named("dynamicFilter"),
    172: _custom_group,
    174: _custom,
    175: _named("dateGroupItem"),
    1177: _named("filter"),
    1178: _custom_group,
    1180: _named("customFilter"),
    1181: _named("iconFilter"),
}
GROUPS: dict[int, str] = {530: "sortState"}
ENDS: dict[int, str] = {
    162: "autoFilter",
    164: "filterColumn",
    166: "filters",
    173: "customFilters",
    531: "sortState",
}
