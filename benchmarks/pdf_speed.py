"""Time that scans of PDF files take, in multiples of what PDFium takes to load them and extract their text.

`python -m benchmarks.pdf_speed [FOLDER]` measures every PDF file of a folder (the corpus beside this project, if
it is there) in rounds of A B A B, in processor time, and takes the best of each file's rounds. Files of which the
operator screen nominates no page are counted apart, for they are ordinary documents. Exit code 1 above the bounds.
"""

import argparse
import gc
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import leakscan
from leakscan.errors import LeakscanError
from leakscan.formats.document import Context
from leakscan.formats.pdf.opened import Pdf
from leakscan.ledger import Ledger
from leakscan.limits import Budget
from leakscan.source import PathStore, Source
from tests.corpus.files import CORPUS

_MOST = {"all files": 8.0, "no page nominated": 3.0}


def by_pdfium(path: Path) -> None:
    """Load a file and extract the text of its pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError:
        return
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
            if text.count_chars() > 0:
                text.get_text_range()
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            continue
    document.close()


def by_leakscan(path: Path) -> None:
    """Scan a file with every rule."""
    leakscan.scan(path)


def is_nominated(path: Path) -> bool:
    """Return whether some page of a file has to be painted."""
    source = Source(PathStore(path), name=path.name, budget=Budget(leakscan.Limits()))
    try:
        with closing(Pdf(source, Context(Ledger(), leakscan.Options()))) as pdf:
            return pdf.pages.painted > 0
    except LeakscanError:
        return False


def seconds(work: Callable[[Path], None], path: Path) -> float:
    """Return the processor time that some work takes."""
    gc.collect()
    begun = time.process_time()
    work(path)
    return time.process_time() - begun


def main() -> int:
    """Measure, print both totals and their ratios, and return the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, nargs="?", default=CORPUS)
    arguments.add_argument("--rounds", type=int, default=3)
    chosen = arguments.parse_args()
    paths = sorted(chosen.folder.rglob("*.pdf"))
    if not paths:
        print("there are no PDF files")
        return 2
    totals = {name: [0, 0.0, 0.0] for name in _MOST}
    for path in paths[:1]:
        by_pdfium(path)
        by_leakscan(path)
    for path in paths:
        pairs = [(seconds(by_pdfium, path), seconds(by_leakscan, path)) for _ in range(chosen.rounds)]
        theirs, ours = (min(times) for times in zip(*pairs, strict=True))
        for name in ("all files",) if is_nominated(path) else tuple(_MOST):
            totals[name][0] += 1
            totals[name][1] += theirs
            totals[name][2] += ours
    is_slow = False
    for name, (count, theirs, ours) in totals.items():
        ratio = ours / theirs if theirs else 0.0
        is_slow |= ratio > _MOST[name]
        print(
            f"{name}: {count} files; PDFium {theirs:.2f} s, leakscan {ours:.2f} s, "
            f"ratio {ratio:.1f} (bound {_MOST[name]:.0f})"
        )
    return 1 if is_slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
