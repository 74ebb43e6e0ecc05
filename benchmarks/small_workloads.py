"""Folders of small files: real ones of the corpus, where it is present, and generated ones."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import leakscan
from benchmarks.other_workloads import old
from benchmarks.workloads import hidden_cells, inline_strings, many_fields
from fixtures.making.document import Text, deletion, paragraph, row, run, table
from fixtures.making.pdf import Pdf, text
from fixtures.making.presentation import box, deck, slide
from tests.corpus.files import CORPUS

SMALL_FILES = 2_000
SMALL_KINDS = ("xlsx", "docx", "pptx", "xls", "pdf")
_LARGEST = 60 * 1024
_LINES = 20
OPTIONS = leakscan.Options(people=False, limits=leakscan.Limits(timeout_seconds=None))


def small_files_of(folder: Path) -> list[Path]:
    """Return the small files of a folder and of those in it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if path.suffix[1:] in SMALL_KINDS and path.stat().st_size <= _LARGEST]


def has_cipher(report: leakscan.Report) -> bool:
    """Return whether a file, or one in it, is encrypted: finding its key is slow on purpose."""
    return any(item.rule.id == "encrypted-file" for item in report.findings)


def real_files(folder: Path, *, count: int = SMALL_FILES) -> None:
    """Copy the corpus's small files into a folder, in turn until there are enough; generate them without a corpus.

    Damaged ones are among them, and none that is encrypted.
    """
    kept = [path for path in small_files_of(CORPUS) if not has_cipher(leakscan.scan(path, OPTIONS))]
    if not kept:
        generated_files(folder, count=count)
        return
    folder.mkdir()
    each = max(1, len(kept) // count)
    for number, path in enumerate(itertools.islice(itertools.cycle(kept[::each]), count)):
        shutil.copyfile(path, folder / f"{number:05d}{path.suffix}")


def generated_files(folder: Path, *, count: int = SMALL_FILES) -> None:
    """Write small files of seven kinds into a folder: three of workbooks, and one of each other format."""
    folder.mkdir()
    for number in range(count):
        suffix, write = _WRITERS[number % len(_WRITERS)]
        write(folder / f"{number:05d}.{suffix}")


def _document(path: Path) -> None:
    lines = [paragraph(run("Visits of ") + run(f"line {number}", "<w:vanish/>")) for number in range(_LINES)]
    rows = [row("North", str(number), properties="<w:hidden/>" * (number % 5 == 0)) for number in range(_LINES)]
    Text(*lines, table(*rows), paragraph(run("Kept ") + deletion("and removed"))).save(path)


def _slides(path: Path) -> None:
    package = deck(*([box("Box", f"Visits\nof slide {number}"), box("Beside", "kept")] for number in range(5)))
    package.edit(slide(2), "<p:sld ", '<p:sld show="0" ')
    package.save(path)


def _pages(path: Path) -> None:
    pdf = Pdf()
    for page in range(3):
        shown = "".join(text(f"Visits of line {line}", 20, 280 - 12 * line) for line in range(_LINES))
        pdf.page(shown + text(f"draft of page {page}", 20, 20, before="3 Tr"))
    pdf.save(path)


_WRITERS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("xlsx", lambda path: hidden_cells(path, rows=_LINES)),
    ("docx", _document),
    ("xlsx", lambda path: many_fields(path, records=_LINES)),
    ("xls", lambda path: old(path, rows=_LINES)),
    ("xlsx", lambda path: inline_strings(path, rows=_LINES)),
    ("pptx", _slides),
    ("pdf", _pages),
)
