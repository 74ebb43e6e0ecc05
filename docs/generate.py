"""Writes docs/rules/ from the rules, or checks that it is up to date: `python -m docs.generate [--check]`."""

import sys
from pathlib import Path

import leakscan
from leakscan.render.rule_page import rule_index, rule_page

FOLDER = Path(__file__).parent / "rules"


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    rules = leakscan.rules()
    return {"index.md": rule_index(rules), **{f"{rule.id}.md": rule_page(rule) for rule in rules}}


def main(arguments: list[str]) -> int:
    """Run the command line."""
    made = pages()
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    for name in stale:
        print(f"docs/rules/{name}: {'is not what the rules say' if name in made else 'belongs to no rule'}")
    if arguments == ["--check"]:
        return int(bool(stale))
    FOLDER.mkdir(exist_ok=True)
    for name in stale:
        path = FOLDER / name
        if name in made:
            path.write_text(made[name], encoding="utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
