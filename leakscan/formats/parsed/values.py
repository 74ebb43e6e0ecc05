"""Numbers and errors as records of binary workbooks pack them, in the words of an XML workbook."""

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Words = NDArray[numpy.uint32]
    Numbers = NDArray[numpy.float64]

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error codes ([MS-XLS] 2.5.10, [MS-XLSB] 2.5.97.2)."""


def rk_value(packed: int) -> float:
    """Return the number packed in four bytes ([MS-XLS] 2.5.217, [MS-XLSB] 2.5.122)."""
    if packed & 0x02:
        value: float = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 0x01 else value


def rk_values(packed: "Words") -> "Numbers":
    """Return many such numbers."""
    from leakscan.arrays import numpy as np

    doubles = ((packed & np.uint32(0xFFFFFFFC)).astype(np.uint64) << np.uint64(32)).view(np.float64)
    values = np.where(packed & 0x02, packed.view(np.int32) >> 2, doubles)
    return np.where(packed & 0x01, values / 100, values)


def number_text(value: float) -> str:
    """Return a number as the text an XML workbook would hold."""
    return str(int(value)) if value == value // 1 and abs(value) < 1e15 else repr(value)
