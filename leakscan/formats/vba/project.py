"""A macro project in a compound file ([MS-OVBA] 2.2.1): modules, forms, references, and old ones."""

import re
from collections.abc import Iterator
from io import BytesIO

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import FileError, LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.texts import runs_of_text
from leakscan.formats.vba.compiled import texts_only_compiled
from leakscan.formats.vba.compression import decompressed
from leakscan.formats.vba.directory import Directory, Module, read_directory
from leakscan.patterns import late_pattern
from leakscan.tables import Table
from leakscan.views.macros import COLUMNS, MacroModule, MacroProject, MacroText
from leakscan.views.paths import read_path

_ATTRIBUTE = b"\x00Attribut"
"""How the first tokens of compressed source look: eight literals after flags that are all zero."""
_PATH = late_pattern(
    r"(?:[A-Za-z]:\\|\\\\[^\\/:*?\"<>|\s#]+\\|/(?:Users|Volumes|home)/)[^\x00-\x1f#*?\"<>|]{2,250}"
)
_WORD = late_pattern(r"[^\W\d_]{2}")
_SYSTEM = late_pattern(r"(?:[a-z]:)?\\(?:windows|winnt|progra~\d|program files[^\\]*|system32)\\", re.IGNORECASE)
_NARROW_RUN = late_pattern(rb"[\x20-\x7e\x80-\xfe]{6,}")
_WIDE_RUN = late_pattern(rb"(?:[\x20-\xff]\x00){6,}")
_SETTING = late_pattern(r'^(Description|HelpFile|ExeName32)="?([^"\r\n]+)', re.MULTILINE)
_OWN_FORM_TEXT = late_pattern(
    r"Microsoft Forms 2\.0 .*|Forms\.\w+\.\d|Embedded Object|Tahoma|MS Sans Serif|\{[0-9A-F-]{36}\}.*"
    r"|VERSION 5\.00|Begin .*|End|(?:Client|Startup|Type|Left|Top|Width|Height)\w*\s*=.*|\w+ +'.*",
    re.IGNORECASE,
)


class ProjectReader:
    """Reads one project; `read` streams are listed in `seen`, and what goes wrong in `problems`.

    Attributes:
        seen: streams that were read, by their whole name, with their kind.
        problems: streams that could not be read, with the error.
    """

    def __init__(self, container: CfbContainer, prefix: str, place: Place) -> None:
        self._container = container
        self._prefix = prefix
        self._place = place
        self._paths: dict[str, None] = {}
        self._encoding = "cp1252"
        self.seen: dict[str, str] = {}
        self.problems: list[tuple[str, FileError]] = []
        unlinked = {item.name for item in container.directory() if item.is_orphan}
        self._names = [
            entry.name
            for entry in container.entries()
            if entry.name.startswith(prefix) and entry.name not in unlinked and entry.size
        ]

    def read(self) -> MacroProject:
        """Return the project; what is damaged is left out and told in `problems`."""
        directory = self._directory()
        self._encoding = directory.encoding
        by_stream = {f"{self._prefix}VBA/{item.stream}".casefold(): item for item in directory.modules}
        modules: list[MacroModule] = []
        texts: list[MacroText] = []
        for name in self._names:
            word = name.rpartition("/")[2]
            if name in self.seen:
                continue
            data = self._data(name)
            if data is None:
                continue
            listed = by_stream.get(name.casefold())
            if listed is not None or self._is_module(name, data):
                modules.append(self._module(name, data, listed))
            elif word == "PROJECT":
                self._mark(name, "settings of the macro project")
                texts.extend(self._settings(data))
            elif name.startswith(f"{self._prefix}VBA/") or word == "PROJECTwm":
                self._mark(name, "compiled macros" if "VBA/" in name else "names of the modules")
                self._add_paths(data)
            else:
                self._mark(name, "texts of a form")
                texts.extend(self._form(name, data))
        if not self._prefix:
            modules.extend(self._deleted())
        return MacroProject(self._place, tuple(modules), tuple(texts), tuple(self._paths))

    def _mark(self, name: str, kind: str) -> None:
        self.seen[name] = kind

    def _data(self, name: str) -> bytes | None:
        try:
            return self._container.read(name)
        except FileError as error:
            self._failed(name, error)
            return None

    def _failed(self, name: str, error: FileError) -> None:
        if isinstance(error, LimitReachedError) and error.ends_scan:
            raise error
        self.problems.append((name, error))

    @property
    def _most(self) -> int:
        return self._container.source.budget.limits.tree_bytes

    def _directory(self) -> Directory:
        name = next((name for name in self._names if name.casefold() == f"{self._prefix}VBA/dir".casefold()), "")
        if not name:
            return Directory()
        self._mark(name, "list of the modules")
        data = self._data(name)
        if data is None:
            return Directory()
        try:
            plain = decompressed(data, most=self._most)
            self._add_paths(plain)
            return read_directory(plain)
        except FileError as error:
            self._failed(name, error)
            return Directory()

    def _is_module(self, name: str, data: bytes) -> bool:
        return name.startswith(f"{self._prefix}VBA/") and _source_start(data) is not None

    def _module(self, name: str, data: bytes, listed: Module | None) -> MacroModule:
        self._mark(name, "macro module")
        start = listed.source_offset if listed is not None else _source_start(data)
        source = b""
        try:
            source = decompressed(data, -1 if start is None else start, most=self._most)
        except FileError as error:
            other = _source_start(data)
            if other is not None and other != start:
                return self._module(name, data, Module(name.rpartition("/")[2], other))
            self._failed(name, error)
        compiled = data[:start] if listed is not None else b""
        left = dict.fromkeys(self._text(text) for text in texts_only_compiled(compiled, source))
        self._add_paths(compiled)
        word = name.rpartition("/")[2]
        return MacroModule(word, self._text(source), tuple(left), is_listed=listed is not None)

    def _deleted(self) -> Iterator[MacroModule]:
        """Yield modules whose source lies in parts of the file that no stream owns."""
        for remnant in self._container.remnants():
            data = self._container.bytes_at(remnant.start, remnant.end)
            start = _source_start(data)
            if start is None:
                continue
            try:
                source = decompressed(data, start, most=self._most, is_remnant=True)
            except MalformedFileError:
                continue  # what follows in the sector is of something else, and the bytes are no module
            yield MacroModule(f"bytes {remnant.start}", self._text(source), is_listed=False)

    def _settings(self, data: bytes) -> Iterator[MacroText]:
        for what, text in _SETTING.findall(self._text(data)):
            if read_path(text) is not None:
                self._paths[text] = None
            yield MacroText("project", what, text)

    def _form(self, name: str, data: bytes) -> Iterator[MacroText]:
        self._add_paths(data)
        of = name.removeprefix(self._prefix).partition("/")[0]
        texts = [text.strip() for run in runs_of_text(BytesIO(data)) for text in run.splitlines()]
        for text in dict.fromkeys(texts):
            if text and _OWN_FORM_TEXT.fullmatch(text) is None:
                yield MacroText(of, "text of the form", text)

    def _add_paths(self, data: bytes) -> None:
        """Note folders among bytes; those every installation has tell nothing."""
        runs = [self._text(found.group()) for found in _NARROW_RUN.finditer(data)]
        runs.extend(found.group().decode("utf-16-le", "replace") for found in _WIDE_RUN.finditer(data))
        for run in runs:
            for found in _PATH.finditer(run):
                text = found.group().strip()
                if _WORD.search(text) and read_path(text) is not None and _SYSTEM.match(text) is None:
                    self._paths[text] = None

    def _text(self, data: bytes) -> str:
        try:
            return data.decode(self._encoding, "replace")
        except LookupError:
            return data.decode("cp1252", "replace")


def macro_tables(project: MacroProject) -> None:
    """Give a project the recipes for its rows."""
    project.table = _table(project, "source", sum(1 for _ in project.rows()))
    project.leftovers = _table(project, "leftovers", sum(1 for _ in project.leftover_rows()))


def _table(project: MacroProject, what: str, count: int) -> Table | None:
    if not count:
        return None
    reader = "leakscan.formats.rereading:macro_rows"
    return Table(columns=COLUMNS, count=count, reader=reader, arguments={"what": what, "part": project.place.part})


def _source_start(data: bytes) -> int | None:
    """Return where compressed source begins: a signature, the header of its first chunk, then its first tokens."""
    position = data.rfind(_ATTRIBUTE)
    return position - 3 if position >= 3 and data[position - 3] == 1 else None
