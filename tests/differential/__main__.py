"""Every part of sheets, strings and shared items below some folders through both readers; 1 when one tells else.

Run `python -m tests.differential [FOLDER ...]`; without a folder: the fixtures, and the real files where they are.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.files import CORPUS
from tests.differential.parts import parts_of, strings_of, workbooks
from tests.differential.sheets import Both
from tests.differential.strings import BothDefinitions, BothStrings

FIXTURES = Path(__file__).parents[2] / "fixtures"


def main() -> int:
    """Compare, print what was seen, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES, CORPUS])
    parser.add_argument("--block-bytes", type=int, default=4096, help="size of blocks")
    arguments = parser.parse_args()
    same = damaged = different = taken = refused = 0
    seen: set[int] = set()
    for folder in arguments.folders:
        for path in workbooks(folder):
            strings = strings_of(path)
            try:
                for name, data in parts_of(path, holding=b"sheetData"):
                    if (mark := hash((data, len(strings)))) in seen:
                        continue
                    seen.add(mark)
                    for shows in (True, False):
                        both = Both(data, strings, shows=shows, block_bytes=arguments.block_bytes)
                        taken += both.taken
                        refused += both.refused
                        if both.is_damaged:
                            damaged += 1
                        elif both.different:
                            different += 1
                            print(f"{path.relative_to(folder)}:{name}: {', '.join(both.different)}")
                        else:
                            same += 1
                for name, mistakes in _texts(path, arguments.block_bytes):
                    same += not mistakes
                    different += bool(mistakes)
                    if mistakes:
                        print(f"{path.relative_to(folder)}:{name}: {', '.join(mistakes)}")
            finally:
                strings.close()
    print(f"parts: {same:,} same, {different:,} different, {damaged:,} damaged")
    print(f"blocks: {taken:,} as arrays, {refused:,} by the parser")
    return 1 if different else 0


def _texts(path: Path, block_bytes: int) -> Iterator[tuple[str, list[str]]]:
    """Yield parts of strings and of definitions of pivot caches, and what is told differently of each."""
    for holding, compare in ((b"<sst", BothStrings), (b"<pivotCacheDefinition", BothDefinitions)):
        for name, data in parts_of(path, holding=holding):
            both = compare(data, block_bytes=block_bytes)
            yield name, [] if both.is_damaged else both.different


if __name__ == "__main__":
    sys.exit(main())
