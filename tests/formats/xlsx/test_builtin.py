"""What every workbook has without saying so is what openpyxl knows of it."""

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS as KNOWN

from leakscan.formats.xlsx.builtin import BUILTIN_FORMATS, INDEXED_COLOURS


def test_colours_and_formats_are_those_of_openpyxl() -> None:
    assert tuple(COLOR_INDEX[:64]) == INDEXED_COLOURS
    assert KNOWN == BUILTIN_FORMATS
