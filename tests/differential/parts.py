"""Sheet parts of the fixtures and of the real files beside this project, with the strings of their workbooks."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from leakscan.errors import FileError
from leakscan.formats.xlsx.strings import SharedStrings, read_strings

EXTENSIONS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")


def workbooks(folder: Path) -> list[Path]:
    """Return the workbooks below a folder."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in EXTENSIONS and path.is_file())


def parts_of(path: Path, *, holding: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each part that holds something."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.lower().endswith(".xml"):
                    data = archive.read(name)
                    if holding in data or b"\0" in data[:100]:
                        yield name, data
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, KeyError, ValueError):
        return


def strings_of(path: Path) -> SharedStrings:
    """Return the shared strings of a workbook, as far as they can be read."""
    strings = SharedStrings()
    for _, data in parts_of(path, holding=b"<sst"):
        try:
            read_strings(io.BytesIO(data), strings)
        except FileError:
            break
    return strings
