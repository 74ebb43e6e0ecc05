"""What is measured, a command on a file in a process of its own: `python -m benchmarks.floors COMMAND PATH`."""

import sys
from collections.abc import Callable
from pathlib import Path

_CHUNK_BYTES = 1 << 16


def floor(path: Path) -> None:
    """Inflate every part of a package, or of each one of a folder; read other files, and nothing else."""
    import contextlib
    import zipfile
    import zlib

    for file in [path] if path.is_file() else sorted(path.iterdir()):
        with file.open("rb") as stream:
            try:
                entries = zipfile.ZipFile(file).infolist()
            except (zipfile.BadZipFile, NotImplementedError):
                entries = []
                while stream.read(_CHUNK_BYTES):
                    pass
            for entry in entries:
                stream.seek(entry.header_offset + 26)
                lengths = stream.read(4)
                stream.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), 1)
                inflater, left = zlib.decompressobj(-15), entry.compress_size
                with contextlib.suppress(zlib.error):  # damaged files are among the real ones
                    while left > 0 and (packed := stream.read(min(left, _CHUNK_BYTES))):
                        left -= len(packed)
                        if entry.compress_type:
                            inflater.decompress(packed)


def scan(path: Path) -> None:
    """Scan with every rule, people left aside."""
    _scan(path, people=False)


def scan_people(path: Path) -> None:
    """Scan with every rule, and count people."""
    _scan(path, people=True)


def scan_real(path: Path) -> None:
    """Scan files of which some are damaged with every rule, people left aside."""
    _scan(path, people=False, is_complete=False)


def scan_real_people(path: Path) -> None:
    """Scan files of which some are damaged with every rule, and count people."""
    _scan(path, people=True, is_complete=False)


def scan_exact(path: Path) -> None:
    """Scan with every rule, people left aside, pivot records through the XML parser alone."""
    _refuse_arrays()
    _scan(path, people=False)


def scan_exact_people(path: Path) -> None:
    """Scan with every rule, and count people, pivot records through the XML parser alone."""
    _refuse_arrays()
    _scan(path, people=True)


def _refuse_arrays() -> None:
    from leakscan.formats.xlsx import record_blocks, record_columns

    for module in (record_blocks, record_columns):
        module.read_block = lambda _: None


def _scan(path: Path, *, people: bool, is_complete: bool = True) -> None:
    import leakscan

    options = leakscan.Options(people=people, limits=leakscan.Limits(timeout_seconds=None))
    for report in leakscan.scan_many([path] if path.is_file() else sorted(path.iterdir()), options):
        if is_complete and not report.complete:
            raise SystemExit(f"the scan is incomplete: {[item.code for item in report.problems]}")


def calamine(path: Path) -> None:
    """Iterate over every row of every sheet with python-calamine."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        for _ in book.get_sheet_by_name(name).iter_rows():
            pass


def fastexcel(path: Path) -> None:
    """Load every sheet as Arrow with fastexcel."""
    import fastexcel as reader

    book = reader.read_excel(str(path))
    for name in book.sheet_names:
        book.load_sheet(name, header_row=None)


def polars(path: Path) -> None:
    """Load every sheet with polars."""
    import polars as reader

    reader.read_excel(path, sheet_id=0, has_header=False)


def openpyxl(path: Path) -> None:
    """Iterate over every row of every sheet with openpyxl, read-only."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def version(_: Path) -> None:
    """Start the command line, for its version alone."""
    import contextlib

    from leakscan.cli import main

    sys.argv = ["leakscan", "--version"]
    with contextlib.suppress(SystemExit):
        main()


def start(_: Path) -> None:
    """Import the library."""
    import leakscan

    assert leakscan.__version__


def nothing(_: Path) -> None:
    """Start Python."""


COMMANDS: dict[str, Callable[[Path], None]] = {
    "floor": floor,
    "scan": scan,
    "scan-people": scan_people,
    "scan-real": scan_real,
    "scan-real-people": scan_real_people,
    "scan-exact": scan_exact,
    "scan-exact-people": scan_exact_people,
    "calamine": calamine,
    "fastexcel": fastexcel,
    "polars": polars,
    "openpyxl": openpyxl,
    "version": version,
    "import": start,
    "python": nothing,
}
PACKAGES = {
    "calamine": ("python_calamine",),
    "fastexcel": ("fastexcel",),
    "polars": ("polars",),
    "openpyxl": ("openpyxl",),
}
"""What has to be installed for a command."""

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](Path(sys.argv[2]))
