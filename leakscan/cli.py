"""The command line: arguments in, exit code out."""

import sys


def main() -> None:
    """Run the command line."""
    from leakscan.engine import scan
    from leakscan.render.to_text import to_text

    for path in sys.argv[1:]:
        print(to_text(scan(path)))
