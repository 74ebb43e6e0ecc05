"""What fields and marks keep behind the text that they show (ODF 1.3 part 3, §6.2, §7, §8.1)."""

from collections.abc import Iterator, Mapping

from leakscan.findings import Place
from leakscan.formats.ods.nodes import Node
from leakscan.formats.odt.schema import BIBLIOGRAPHY
from leakscan.views.paths import PathMention, read_path
from leakscan.views.prose import Setting, SettingKind

MARKS = frozenset({"bookmark", "bookmark-start", "reference-mark", "reference-mark-start"})
INDEX_MARKS = frozenset(
    {
        "alphabetical-index-mark", "alphabetical-index-mark-start", "toc-mark", "toc-mark-start",
        "user-index-mark", "user-index-mark-start",
    }
)  # fmt: skip
_OWN_MARKS = ("_", "OLE_LINK", "DDE_LINK")
"""How programs begin the names of bookmarks that they set by themselves: `__RefHeading___Toc`, `_GoBack`."""
_PROMPTS = {
    "description": "prompt of a field",
    "hint": "prompt of a field",
    "help": "help of a field",
}
_INDEX_KEYS = ("string-value", "key1", "key2", "index-name")
_KEPT: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(INDEX_MARKS, ("entry of an index", _INDEX_KEYS)),
    "conditional-text": ("branch of a condition", ("string-value-if-true", "string-value-if-false")),
    "page-continuation": ("branch of a condition", ("string-value",)),
    "bibliography-mark": ("entry of a bibliography", BIBLIOGRAPHY),
}
"""What fields and marks keep in attributes: what that is, and in which."""
_DATABASES = frozenset(
    {"database-display", "database-name", "database-next", "database-row-number", "database-row-select"}
)
_DATABASE_KEYS = {"database-name": "database", "table-name": "table", "column-name": "column"}
_FORMULAS = frozenset({"expression", "variable-set", "variable-input", "table-formula", "variable-get"})
_CODED = frozenset({"fieldmark", "fieldmark-start"})
_OWN_CODES = frozenset({"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "PAGE", "TOC", "HYPERLINK"})
"""Fields of Word that LibreOffice keeps by their code, and that lay out a form or a list alone."""


def field_settings(node: Node, place: Place, shown: str) -> Iterator[Setting]:
    """Yield what a field or mark keeps that its text does not say.

    Args:
        node: the field.
        place: where it stands.
        shown: the text that it shows.
    """
    name = node.name
    what, keys = _KEPT.get(name, ("", ()))
    for key in keys:
        if node.get(key).strip() and node.get(key).strip() not in shown:
            yield Setting(SettingKind.FIELD, what, node.get(key), place)
    if name in MARKS:
        text = node.get("name")
        yield Setting(SettingKind.BOOKMARK, "bookmark", text, place, not text or text.startswith(_OWN_MARKS))
    elif name in _DATABASES:
        for key, what in _DATABASE_KEYS.items():
            if node.get(key):
                yield Setting(SettingKind.MERGE, what, node.get(key), place)
    elif name == "script" and shown.strip():
        yield Setting(SettingKind.FIELD, "script", shown, place)
    elif name in _CODED:
        yield from _codes(node, place)
    yield from _hidden_values(node, place, shown)


def _hidden_values(node: Node, place: Place, shown: str) -> Iterator[Setting]:
    for key, what in _PROMPTS.items():
        text = node.get(key).strip()
        if text and text not in shown and node.name != "alphabetical-index-mark":
            yield Setting(SettingKind.FIELD, what, text, place)
    if node.name == "execute-macro" and node.get("name"):
        yield Setting(SettingKind.FIELD, "macro of a field", node.get("name"), place)
    if node.name in _FORMULAS:
        formula = node.get("formula")
        is_plain = not any(letter.isalpha() for letter in formula.partition(":")[2] or formula)
        if formula and not is_plain and formula.removeprefix("ooow:").strip('"') not in shown:
            yield Setting(SettingKind.FIELD, "formula of a field", formula, place)
    yield from condition_of(node, place)


def condition_of(node: Node, place: Place) -> Iterator[Setting]:
    """Yield the condition of a field or section when it compares something with a text."""
    if _tells(node.get("condition")):
        yield Setting(SettingKind.FIELD, "condition", node.get("condition"), place)


def _tells(condition: str) -> bool:
    """Return whether a condition compares something with a text."""
    return '"' in condition and any(letter.isalpha() for letter in condition.partition('"')[2])


def _codes(node: Node, place: Place) -> Iterator[Setting]:
    """Yield the code of a field of Word, which LibreOffice keeps as a parameter (LibreOffice 7.4)."""
    for item in node.children("param"):
        value = item.get("value").strip()
        words = value.split()
        name = item.get("name").rpartition(".")[2]
        is_own = name.startswith("DateField") or words[:1] == [] or words[0] in _OWN_CODES
        if any(letter.isalpha() for letter in value) and not is_own:
            yield Setting(SettingKind.FIELD, name or "field", value, place)


def declared(node: Node, place: Place) -> Iterator[Setting]:
    """Yield the variables of a document, with the value that they begin with (§7.4)."""
    for item in node.children("user-field-decl", "variable-decl"):
        value = item.get("string-value") or item.get("value") or item.get("date-value") or item.get("time-value")
        if value or item.get("formula"):
            yield Setting(SettingKind.VARIABLE, item.get("name"), value or item.get("formula"), place)


def linked(node: Node, where: str, place: Place) -> Iterator[PathMention]:
    """Yield the path that an element leads to."""
    href = node.get("href")
    if href and read_path(href) is not None:
        yield PathMention(href, where, place)
