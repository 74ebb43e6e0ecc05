"""Runs the command line: `python -m leakscan`."""

from leakscan.cli import main

if __name__ == "__main__":
    main()
