"""Every sheet part below some folders through both readers; exit code 1 when one tells something else.

Run `python -m tests.differential [FOLDER ...]`; without a folder: the fixtures, and the real files where they are.
"""

import argparse
import sys
from pathlib import Path

from tests.corpus.files import CORPUS
from tests.differential.parts import parts_of, strings_of, workbooks
from tests.differential.sheets import Both

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
            finally:
                strings.close()
    print(f"sheets: {same:,} same, {different:,} different, {damaged:,} damaged")
    print(f"blocks: {taken:,} as arrays, {refused:,} by the parser")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
