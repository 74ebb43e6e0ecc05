"""What LibreOffice reads in workbooks: it saves them anew, and openpyxl reads what it saved."""

import contextlib
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.peers import by_openpyxl
from tests.peers.reading import Item, Reading, empty_reading

KINDS = ("hidden sheet values", "hidden row values", "hidden column values", "comments", "custom properties")
"""What LibreOffice keeps as it is: it knows no very hidden sheet, and makes caches and strings anew."""

_CACHE_SHEET = "DPCache_"
"""How LibreOffice begins the names of the sheets into which it writes pivot caches whose source sheet is gone."""

_LIMIT_SECONDS = 120
_BATCH = 30
"""How many workbooks one run of LibreOffice saves: where it crashes or hangs, it loses those that follow."""


def is_installed() -> bool:
    """Return whether there is a LibreOffice."""
    return shutil.which("soffice") is not None


def readings(paths: Sequence[Path]) -> dict[Path, Reading]:
    """Return what LibreOffice finds in each workbook that it opens."""
    found: dict[Path, Reading] = {}
    with tempfile.TemporaryDirectory() as folder:
        given, made = (Path(folder) / name for name in ("given", "made"))
        given.mkdir()
        copies = {given / f"{number}.xlsx": path for number, path in enumerate(paths)}
        for copy, path in copies.items():
            shutil.copy(path, copy)
        waiting = list(copies)
        for start in range(0, len(waiting), _BATCH):
            _save(waiting[start : start + _BATCH], made)
        for copy in waiting:
            if not (made / copy.name).is_file():
                _save([copy], made)
        for copy, path in copies.items():
            saved = made / copy.name
            if saved.is_file():
                try:
                    read = by_openpyxl.reading(saved.read_bytes())
                except Exception:  # noqa: BLE001 - what openpyxl fails on is compared with nothing, and counted as not read
                    continue
                kept = {kind: read[kind] for kind in KINDS}
                found[path] = {**kept, **_parted(read["hidden sheet values"])}
    return found


def _save(copies: Sequence[Path], made: Path) -> None:
    profile = made.parent / "profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made), *map(str, copies)]
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, capture_output=True, timeout=_LIMIT_SECONDS)


def _parted(values: Counter[Item]) -> Reading:
    """Return the values of hidden sheets and those of pivot caches apart."""
    parted = empty_reading("hidden sheet values", "pivot values without a source")
    for (sheet, value), number in values.items():
        if sheet.startswith(_CACHE_SHEET):
            parted["pivot values without a source"][(value,)] += number
        else:
            parted["hidden sheet values"][sheet, value] += number
    return parted
