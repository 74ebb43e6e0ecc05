"""Macros and dialogs: Basic libraries, scripts of other languages, and the texts of dialogs.

LibreOffice and OpenOffice keep them in `Basic/`, `Dialogs/` and `Scripts/`, in XML whose document type names an
outside grammar (LibreOffice 7.4); ODF 1.3 part 3, §3.12 leaves their inside to the program.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import MalformedFileError
from leakscan.findings import Place
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.package import OpenPackage
from leakscan.formats.ods.sieve import is_plain
from leakscan.formats.vba.project import macro_tables
from leakscan.parts import PartState
from leakscan.views.macros import MacroModule, MacroProject, MacroText

if TYPE_CHECKING:
    from lxml.etree import _Element

FOLDERS = ("basic/", "dialogs/", "scripts/")
_DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE\s+[\w:.-]+\s+PUBLIC\s+\"[^\"<>]*\"\s+\"[^\"<>]*\"\s*>")
_HEAD_BYTES = 1024
_NAMES = frozenset(
    ("id", "style-id", "name", "linked-cell", "event-name", "language", "moduleType", "listener-type")
)
"""Attributes of libraries and dialogs that name something for the program."""
_SHOWN = frozenset(("title", "value", "help-text", "text", "tag"))
"""Attributes of dialogs that show, or were typed."""
_SCRIPTS = (".py", ".js", ".bsh", ".java", ".bas", ".rb", ".txt")


def read_macros(package: OpenPackage) -> list[MacroProject]:
    """Return the macros of a package as one project; none when it holds none."""
    modules: list[MacroModule] = []
    texts: list[MacroText] = []
    first = ""
    for part in sorted(package.entries):
        folded = part.casefold()
        if not folded.startswith(FOLDERS) or part.endswith("/") or part in package.encrypted:
            continue
        first = first or part
        with package.recording(Place(part=part), lost="what macros hold"):
            if folded.endswith(_SCRIPTS):
                modules.append(MacroModule(part.rpartition("/")[2], package.read(part).decode("utf-8", "replace")))
            elif folded.endswith((".xml", ".xlb", ".xba", ".xdl", ".xlc")):
                _take(_parsed(package.read(part)), part, modules, texts)
            else:
                package.mark(part, PartState.SKIPPED, "macros")
                message = "macros in a compiled form are listed, but not examined"
                package.problem("macros-not-examined", Place(part=part), message, lost="what they hold")
                continue
            package.mark(part, PartState.EXAMINED, "macros")
    return _project(Place(part=first), modules, texts)


def flat_macros(scripts: Iterable[Node], part: str) -> list[MacroProject]:
    """Return the macros in the markup of a document as one project; none when it holds none."""
    modules = [
        MacroModule(module.get("name"), module.text)
        for node in scripts
        for module in node.descendants("module")
        if module.text.strip()
    ]
    return _project(Place(part=part), modules, [])


def _project(place: Place, modules: list[MacroModule], texts: list[MacroText]) -> list[MacroProject]:
    project = MacroProject(place, tuple(modules), tuple(dict.fromkeys(texts)))
    macro_tables(project)
    return [project] if modules or texts else []


def _parsed(data: bytes) -> "_Element":
    """Return a document without the declaration of an outside grammar, which is never loaded.

    Raises:
        MalformedFileError: it is not well-formed, or declares something itself.
    """
    head = _DOCUMENT_TYPE.sub(b"", data[:_HEAD_BYTES], count=1)
    return xmlsafe.parse(head + data[_HEAD_BYTES:])


def _take(root: "_Element", part: str, modules: list[MacroModule], texts: list[MacroText]) -> None:
    """Take a module, a list of libraries or a dialog."""
    kind, name = xmlsafe.local_name(root), xmlsafe.attribute(root, "name") or part.rpartition("/")[2]
    if kind not in ("module", "library", "libraries", "window"):
        raise MalformedFileError("the part holds no macros")
    if kind == "module":
        modules.append(MacroModule(name, xmlsafe.text_of(root)))
    what = {"module": "module", "window": "dialog"}.get(kind, "library")
    texts.extend(MacroText(name, f"text of a {what}", text) for text in _values(root, is_module=kind == "module"))
    texts.extend(MacroText(name, "remark in the markup", text.strip()) for _, text in xmlsafe.remarks(root))


def _values(root: "_Element", *, is_module: bool) -> Iterator[str]:
    """Yield the texts of elements and attributes, but for names, numbers and the program's own words."""
    for element in root.iter("*"):
        for key, value in element.attrib.items():
            name = str(key).rpartition("}")[2]
            if value and (name in _SHOWN or (name not in _NAMES and not is_plain(str(value)))):
                yield str(value)
        if not is_module and (element.text or "").strip():
            yield str(element.text).strip()
