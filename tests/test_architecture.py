"""Imports go one way: the layers of docs/architecture.md know only those before them."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "leakscan"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

FORBIDDEN = {
    "leakscan.views": ("containers", "formats", "detectors", "render", "engine", "cli", "extraction"),
    "leakscan.containers": ("formats", "views", "detectors", "render", "engine", "cli", "extraction"),
    "leakscan.formats": ("detectors", "render", "engine", "cli", "extraction"),
    "leakscan.detectors": ("containers", "formats", "render", "engine", "cli", "extraction"),
    "leakscan.render": ("containers", "formats", "views", "detectors", "engine", "cli", "extraction", "source"),
}
"""What the modules of a layer may not import, at the top or inside a function."""


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_layer_knows_only_those_before_it(path: Path) -> None:
    for layer, forbidden in FORBIDDEN.items():
        if name_of(path).startswith(layer + "."):
            beyond = tuple(f"leakscan.{word}" for word in forbidden)
            assert [name for name in imports(path) if name.startswith(beyond)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_imports_the_command_line(path: Path) -> None:
    if path.name != "__main__.py":
        assert "leakscan.cli" not in imports(path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_and_is_no_longer_than_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 550


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_numpy_is_loaded_in_one_place(path: Path) -> None:
    """Elsewhere it is named for types alone; `leakscan.arrays` says how it is loaded."""
    if name_of(path) != "leakscan.arrays":
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
        inside = {id(node) for function in functions for node in ast.walk(function)}
        at_start = {id(node) for node in tree.body}
        found = [
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom) and (id(node) in inside or id(node) in at_start)
            if any(name.split(".")[0] == "numpy" for name in _modules(node))
        ]
        assert found == []


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]


def test_no_pattern_repeats_a_group_without_giving_back() -> None:
    """Python 3.11.2 takes such a group for matched where its last round fails in the middle."""
    found = [path.name for path in MODULES if re.search(r"\)[*+?]\+", path.read_text("utf-8"))]
    assert found == []
