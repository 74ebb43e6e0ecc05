"""The main part: sheets, names, other files, pivot caches, protection, saved views ([MS-XLSB] 2.1.7.61)."""

from typing import TYPE_CHECKING, ClassVar

from leakscan import xmlsafe
from leakscan.formats.xlsb.book import name_of
from leakscan.formats.xlsb.numbers import flag
from leakscan.formats.xlsb.publishing import BEGIN, BEGIN_ALL, END, END_ALL, published
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import FRT, RecordReader, Teller

if TYPE_CHECKING:
    from leakscan.formats.xlsb.book import Book

_STATES = (None, "hidden", "veryHidden")
_GLOBAL = 0xFFFFFFFF
_HIDDEN_NAME, _IS_PROCEDURE = 0x01, 0x08
_IS_PERSONAL = 0x10000
_HIDDEN_WINDOW, _VERY_HIDDEN_WINDOW, _SHOWS_TABS = 0x01, 0x02, 0x20
_WINDOW_STATES = {_HIDDEN_WINDOW: "hidden", _VERY_HIDDEN_WINDOW: "veryHidden"}
_IDENTIFIER = 3072


class WorkbookTeller(Teller):
    """Tells the main part."""

    root = "workbook"

    def __init__(self, handler: xmlsafe.Handler, book: "Book", part: str) -> None:
        super().__init__(handler, book, part)
        self._window: dict[str, str | None] | None = None

    def _version(self, reader: Reader) -> None:
        guid = reader.guid()
        program, last, lowest, build = (reader.text() for _ in range(4))
        self.element(
            "fileVersion",
            appName=program,
            lastEdited=last,
            lowestEdited=lowest,
            rupBuild=build,
            codeName=guid or None,
        )

    def _properties(self, reader: Reader) -> None:
        flags = reader.long()
        reader.take(4)
        self.element("workbookPr", date1904=flag(flags & 1), codeName=reader.text() or None)

    def _saved_folder(self, reader: Reader) -> None:
        self.element("absPath", url=reader.text())

    def _revision(self, reader: Reader) -> None:
        reader.take(8)
        document = reader.text()
        reader.take(8)
        self.element("revisionPtr", documentId=document, uidLastSave=reader.guid() or None)

    def take(self, kind: int, data: bytes) -> None:
        """Take one record: a window is told once the identifier has come by that may follow it."""
        if self._window is not None and kind not in FRT and kind != _IDENTIFIER:
            window, self._window = self._window, None
            self.element("workbookView", **window)
        super().take(kind, data)

    def _take_window(self, reader: Reader) -> None:
        """Take a window ([MS-XLSB] 2.4.302)."""
        reader.take(24)
        active, flags = reader.long(), reader.byte()
        hiding = _WINDOW_STATES.get(flags & (_HIDDEN_WINDOW | _VERY_HIDDEN_WINDOW))
        self._window = {
            "visibility": hiding,
            "showSheetTabs": None if flags & _SHOWS_TABS else "0",
            "activeTab": str(active),
        }

    def _identifier(self, reader: Reader) -> None:
        """Take the identifier of a window's view."""
        guid = reader.guid()
        if guid and self._window is not None:
            self._window["uid"] = guid

    def _protection(self, reader: Reader) -> None:
        passwords = reader.short(), reader.short()
        flags = reader.short()
        self._protected(flags, f"{passwords[0]:04X}" if any(passwords) else None)

    def _protection_iso(self, reader: Reader) -> None:
        reader.take(8)
        flags = reader.short()
        self._protected(flags, reader.take(reader.left).hex() or None)

    def _protected(self, flags: int, password: str | None) -> None:
        self.element(
            "workbookProtection",
            lockStructure=flag(flags & 1),
            lockWindows=flag(flags & 2),
            lockRevision=flag(flags & 4),
            workbookPassword=password,
        )

    def _sharing(self, reader: Reader) -> None:
        self._shared(reader.short(), reader.short(), reader)

    def _sharing_iso(self, reader: Reader) -> None:
        reader.take(4)
        self._shared(reader.short(), 0, reader)

    def _shared(self, advised: int, password: int, reader: Reader) -> None:
        self.element(
            "fileSharing",
            readOnlyRecommended=flag(advised),
            userName=reader.text() or None,
            reservationPassword=f"{password:04X}" if password else None,
        )

    def _sheet(self, reader: Reader) -> None:
        state, number = reader.long(), reader.long()
        relationship = reader.nullable_text()
        self.element(
            "sheet",
            name=reader.text(),
            sheetId=str(number),
            state=_STATES[state] if state < len(_STATES) else None,
            r_id=relationship or None,
        )

    def _other_book(self, reader: Reader) -> None:
        self.element("externalReference", r_id=reader.text())

    def _name(self, reader: Reader) -> None:
        data = reader.take(reader.left)
        reader, name = Reader(data), name_of(Reader(data))
        flags = reader.long()
        reader.take(1)
        sheet = reader.long()
        reader.text()
        formula = self.formula(reader)
        count = 5 if flags & _IS_PROCEDURE else 1
        texts = [reader.nullable_text() or None for _ in range(count) if reader.left]
        comment, _, description, help_text, status = (*texts, *[None] * 5)[:5]
        self.element(
            "definedName",
            formula,
            name=name,
            localSheetId=None if sheet == _GLOBAL else str(sheet),
            hidden=flag(flags & _HIDDEN_NAME),
            comment=comment,
            description=description,
            help=help_text,
            statusBar=status,
        )

    def _cache(self, reader: Reader) -> None:
        number = reader.long()
        self.element("pivotCache", cacheId=str(number), r_id=reader.text())

    def _view(self, reader: Reader) -> None:
        """Tell a saved view of the workbook ([MS-XLSB] 2.4.821)."""
        reader.take(24)
        guid = reader.guid()
        reader.take(2)
        flags = reader.long()
        self.element("customWorkbookView", guid=guid, name=reader.text(), personalView=flag(flags & _IS_PERSONAL))

    def _smart_tag(self, reader: Reader) -> None:
        space, name = reader.text(), reader.text()
        self.element("smartTagType", namespaceUri=space, name=name, url=reader.nullable_text())

    def _published(self, reader: Reader) -> None:
        self.element("webPublishObject", **{**published(reader), "sourceType": None, "sourceRef": None})

    readers: ClassVar[dict[int, RecordReader]] = {
        39: _name,
        128: _version,
        153: _properties,
        156: _sheet,
        355: _other_book,
        386: _cache,
        397: _view,
        534: _protection,
        548: _sharing,
        BEGIN: _published,
        596: _smart_tag,
        676: _sharing_iso,
        677: _protection_iso,
        2071: _saved_folder,
        158: _take_window,
        _IDENTIFIER: _identifier,
        3073: _revision,
    }
    groups: ClassVar[dict[int, str]] = {
        135: "bookViews",
        143: "sheets",
        353: "externalReferences",
        384: "pivotCaches",
        BEGIN_ALL: "webPublishObjects",
        597: "smartTagTypes",
    }
    ends: ClassVar[dict[int, str]] = {
        136: "bookViews",
        144: "sheets",
        354: "externalReferences",
        385: "pivotCaches",
        END_ALL: "webPublishObjects",
        598: "smartTagTypes",
        132: "workbook",
    }
    quiet: ClassVar[frozenset[int]] = frozenset(
        {
            16, 131, 154, 155, 157, 357, 358, 361, 362, 387, 549, 553, END, 664, 665, 666,
            667, 1070, 1071, 1072, 1073, 1113, 1114, 1117, 1133, 1134, 2048, 2049, 2050, 2075, 2076, 2080, 2081,
            2082, 2083, 2084, 2085, 2086, 2091, 5095, 5096, 5097,
        }
    )  # fmt: skip
    """Calculation, recovery, groups of functions, identifiers of caches of slicers."""
