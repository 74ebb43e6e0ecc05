"""Writes what follows from the rules, or checks that it is up to date: `python -m docs.generate [--check]`.

That is docs/rules/ and leakscan/detectors/index.py.
"""

import sys
from pathlib import Path

import leakscan
import leakscan.detectors
from leakscan.render.rule_page import rule_index, rule_page
from leakscan.rules import detectors

INDEX = Path(leakscan.detectors.__file__).with_name("index.py")
FOLDER = Path(__file__).parent / "rules"


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    rules = leakscan.rules()
    return {"index.md": rule_index(rules), **{f"{rule.id}.md": rule_page(rule) for rule in rules}}


def index() -> str:
    """Return the module that says where the detectors of each kind of view are."""
    modules: dict[str, set[str]] = {}
    for item in detectors():
        modules.setdefault(f"{item.on.__module__}.{item.on.__name__}", set()).add(item.look.__module__)
    lines = ['"""Which modules look at views of a class: written by `python -m docs.generate`."""', ""]
    lines.append("MODULES = {")
    for kind, names in sorted(modules.items()):
        if len(names) == 1:
            lines.append(f'    "{kind}": ("{names.pop()}",),')
        else:
            lines += [f'    "{kind}": (', *(f'        "{name}",' for name in sorted(names)), "    ),"]
    return "\n".join([*lines, "}", ""])


def main(arguments: list[str]) -> int:
    """Run the command line."""
    made = pages()
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    for name in stale:
        print(f"docs/rules/{name}: {'is not what the rules say' if name in made else 'belongs to no rule'}")
    known = index()
    is_stale = not INDEX.is_file() or INDEX.read_text(encoding="utf-8") != known
    if is_stale:
        print("leakscan/detectors/index.py: is not what the detectors say")
    if arguments == ["--check"]:
        return int(bool(stale) or is_stale)
    INDEX.write_text(known, encoding="utf-8")
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
