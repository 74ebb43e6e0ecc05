"""TnefDocument: opens a file of attributes and hands on the item and its attachments."""

from collections.abc import Iterator
from functools import partial

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.document import CarryingFile, Context
from leakscan.formats.tnef.attributes import OBJECT, Property, read_tnef
from leakscan.formats.tnef.telling import DATA, ICON, item
from leakscan.parts import PartState
from leakscan.source import Source, Store

_MOST_BYTES = 256 << 20
_ITEM = "message.msg"
_NAMES = (0x3707, 0x3704, 0x3001, 0x370C)
_STAND_IN = b"This attachment is a MAPI 1.0 embedded message"
"""What Outlook writes for older programs where an object follows."""
_INTERFACE_BYTES = 16
"""An object begins with the identifier of its interface ([MS-OXTNEF] 2.1.3.1)."""


class TnefDocument(CarryingFile):
    """One file of attributes; the message in it is told as an Outlook item."""

    format = "tnef"

    def __init__(self, source: Source, context: Context) -> None:
        super().__init__(source, context)
        self._tnef = read_tnef(self._whole(_MOST_BYTES, "message"))

    def extract(self, name: str) -> Store:
        """Return the item or an attachment.

        Raises:
            FileError: there is none of that name, or it cannot be told.
        """
        if name == _ITEM:
            return self._item()
        for known, content, _ in self._files():
            if known == name:
                return self._held(content)
        raise MalformedFileError("the part does not exist", code="part-missing")

    def views(self) -> Iterator[object]:
        """Yield the item and its attachments."""
        source, ledger, tnef = self._source, self._context.ledger, self._tnef
        trail = source.trail
        state = PartState.EXAMINED
        if tnef.problem is not None:
            ledger.problem(tnef.problem.code, trail, str(tnef.problem), lost="parts of the message")
        if tnef.unknown:
            state = PartState.UNKNOWN
        ledger.enter(trail, "", kind="attributes", size=source.size, state=state, start=0, end=source.size)
        yield from self._handed_on(_ITEM, self._item, kind="message", size=source.size)
        for name, content, is_given in self._files():
            load = partial(self._held, content)
            yield from self._handed_on(name, load, kind="attachment", size=len(content), has_own_name=is_given)

    def _item(self) -> Store:
        try:
            return self._held(item(self._tnef))
        except ValueError as error:
            raise LimitReachedError("the message is too large to be told", code="limit-part-bytes") from error

    def _files(self) -> Iterator[tuple[str, bytes, bool]]:
        """Yield the name of each attachment, what it holds, and whether people gave it that name."""
        seen = {_ITEM: 1}
        for number, properties in enumerate(self._tnef.attachments, start=1):
            given = next(filter(None, (self._text(properties, tag) for tag in _NAMES)), "")
            has_object = any(one.tag == DATA and one.kind == OBJECT for one in properties)
            for one in properties:
                if one.tag not in (DATA, ICON) or not one.values or not one.values[0]:
                    continue
                if has_object and one.values[0].startswith(_STAND_IN):
                    continue
                content = one.values[0][_INTERFACE_BYTES if one.kind == OBJECT else 0 :]
                name = (given or f"attachment {number}") + (" icon" if one.tag == ICON else "")
                name = name.replace("/", "_").replace("\\", "_").replace("\0", "")
                seen[name] = seen.get(name, 0) + 1
                told = name if seen[name] == 1 else f"{seen[name]} {name}"
                yield told, content, bool(given) and one.tag == DATA

    def _text(self, properties: list[Property], tag: int) -> str:
        """Return the first text of some properties."""
        return next((text for one in properties if one.tag == tag if (text := one.text(self._tnef.code_page))), "")
