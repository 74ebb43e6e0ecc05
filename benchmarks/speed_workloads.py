"""The workloads of `python -m benchmarks`, each also at a tenth of its size, and the commands that run on them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.other_workloads import OTHER_ROWS, binary, old, open_document
from benchmarks.small_workloads import SMALL_FILES, generated_files, real_files
from benchmarks.workloads import (
    INLINE_ROWS,
    PIVOT_RECORDS,
    SHEET_ROWS,
    hidden_cells,
    inline_strings,
    many_fields,
)

_OURS = ("floor", "scan", "scan-people")
_OURS_OF_REAL = ("floor", "scan-real", "scan-real-people")
_FAST_PEERS = ("calamine", "fastexcel", "polars")


SPEED_WORKLOADS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "start": (Path.touch, ("python", "import", "version")),
    "start.xlsx": (partial(hidden_cells, rows=20), ("python", "scan", "scan-people")),
    "W1-tenth.xlsx": (partial(hidden_cells, rows=SHEET_ROWS // 10), (*_OURS, *_FAST_PEERS, "openpyxl")),
    "W1.xlsx": (hidden_cells, (*_OURS, *_FAST_PEERS)),
    "W2-tenth.xlsx": (partial(many_fields, records=PIVOT_RECORDS // 10), _OURS),
    "W2.xlsx": (many_fields, _OURS),
    "W4-tenth.xlsx": (partial(inline_strings, rows=INLINE_ROWS // 10), (*_OURS, *_FAST_PEERS, "openpyxl")),
    "W4.xlsx": (inline_strings, (*_OURS, *_FAST_PEERS)),
    "W3-tenth": (partial(real_files, count=SMALL_FILES // 10), _OURS_OF_REAL),
    "W3": (real_files, _OURS_OF_REAL),
    "W3-generated-tenth": (partial(generated_files, count=SMALL_FILES // 10), _OURS),
    "W3-generated": (generated_files, _OURS),
    "tenth.xlsb": (partial(binary, rows=OTHER_ROWS // 10), (*_OURS, "calamine")),
    "whole.xlsb": (binary, (*_OURS, "calamine")),
    "tenth.xls": (partial(old, rows=OTHER_ROWS // 10), (*_OURS, "calamine")),
    "whole.xls": (old, (*_OURS, "calamine")),
    "tenth.ods": (partial(open_document, rows=OTHER_ROWS // 10), (*_OURS, "calamine")),
    "whole.ods": (open_document, (*_OURS, "calamine")),
}
