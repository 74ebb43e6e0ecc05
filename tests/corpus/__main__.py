"""leakscan over the real files beside this project, compared with what is known to be in them."""

import argparse
import os
import sys
from pathlib import Path

from tests.corpus.account import Account
from tests.corpus.files import CORPUS, OOXML_WORKBOOKS, corpus_files
from tests.corpus.known import coverage_lines, known_disagreements
from tests.corpus.sample import sample_lines
from tests.corpus.scans import scanned
from tests.corpus.seen import Seen

_LIMIT_SECONDS = 60.0


def main() -> int:
    """Run the command line; 0 when all is well or the corpus is not there."""
    arguments = _arguments()
    if arguments.coverage:
        print("\n".join(coverage_lines(known_disagreements())))
        return 0
    if not (arguments.corpus / "facts.jsonl").is_file():
        print(f"skipped: there is no corpus at {arguments.corpus}")
        return 0
    extensions = () if arguments.all else tuple(arguments.formats.lower().split(","))
    files = [file for file in corpus_files(arguments.corpus, extensions) if arguments.only in file.name]
    scans = scanned((file.path for file in files), jobs=arguments.jobs, limit_seconds=arguments.limit)
    if arguments.sample:
        reports = {files[scan.number].name: scan.report for scan in scans}
        print("\n".join(sample_lines(reports, size=arguments.sample, seed=arguments.seed)))
        return 0
    account = Account(known_disagreements())
    for scan in scans:
        file = files[scan.number]
        if scan.failure:
            account.fail(file, scan.failure)
        else:
            account.add(file, Seen(scan.report), scan.seconds)
    print("\n".join(account.lines()))
    return 0 if account.passes else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS, help="folder with facts.jsonl")
    parser.add_argument("--formats", default=",".join(OOXML_WORKBOOKS), help="extensions, with commas")
    parser.add_argument("--all", action="store_true", help="files of every format")
    parser.add_argument("--only", default="", metavar="TEXT", help="files whose path holds the text")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="scans at the same time")
    parser.add_argument("--limit", type=float, default=_LIMIT_SECONDS, help="seconds that one scan may take")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print N random findings, revealed")
    parser.add_argument("--seed", type=int, default=1, help="which random findings")
    parser.add_argument("--coverage", action="store_true", help="print the explained disagreements as Markdown")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
