"""Writes what follows from something else, or checks that it is up to date: `python -m docs.generate [--check]`.

From the rules follow docs/rules/ and leakscan/detectors/index.py, from the lists of words pii/words/lists.json.
"""

import json
import sys
import tomllib
from pathlib import Path

import leakscan
from leakscan.render.rule_page import rule_index, rule_page
from leakscan.rules import detectors

PACKAGE = Path(leakscan.__file__).parent
INDEX = PACKAGE / "detectors" / "index.py"
LISTS = PACKAGE / "pii" / "words" / "lists.json"
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


def lists() -> str:
    """Return the lists of words in the form that is read in a hundredth of the time."""
    sources = sorted(LISTS.parent.glob("*.toml"))
    words = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sources}
    return json.dumps(words, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Run the command line."""
    made = pages()
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    for name in stale:
        print(f"docs/rules/{name}: {'is not what the rules say' if name in made else 'belongs to no rule'}")
    written = {INDEX: index(), LISTS: lists()}
    behind = [
        path for path, text in written.items() if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    for path in behind:
        print(f"{path.relative_to(PACKAGE.parent)}: is not what it is made from")
    if arguments == ["--check"]:
        return int(bool(stale or behind))
    for path in behind:
        path.write_text(written[path], encoding="utf-8")
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
