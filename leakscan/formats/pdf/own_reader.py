"""OwnReader: objects that stand where the tables say, written as the standard says (ISO 32000-2 7.3, 7.5)."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from leakscan.formats.pdf.cipher import Cipher
from leakscan.formats.pdf.filters import unpacked
from leakscan.formats.pdf.layout import WrittenObject
from leakscan.formats.pdf.listing import Listing
from leakscan.formats.pdf.syntax import read_text, read_value
from leakscan.formats.pdf.values import Ref, Span, Stream, Value

_BLANKS = b"\0 \t\r\n\f"
_END = b"endobj"

_Packed = tuple[bytes, list[tuple[int, int]]]
"""An object stream's data, and the number and position of each object in it."""


class OwnReader:
    """Reads the objects of one state; what it does not know raises ValueError, and is left to pypdf.

    Attributes:
        listing: where the objects stand.
        beside: what stands behind packed objects before the next one, by the object stream and where in it.
    """

    def __init__(
        self,
        data: bytes,
        listing: Listing,
        written: Mapping[int, WrittenObject],
        get: Callable[[Ref], Value],
        cipher: Cipher | None = None,
    ) -> None:
        """Read from `data`; `get` gives the objects that others refer to, `cipher` undoes an encryption."""
        self.listing = listing
        self._data = data
        self._written = written
        self._get = get
        self._cipher = cipher
        self._packed: dict[int, _Packed | None] = {}
        self.beside: dict[tuple[int, int], bytes] = {}

    def value(self, ref: Ref) -> Value:
        """Return the value of an object; None when none is listed.

        Raises:
            ValueError: it is not as it should be.
        """
        where = self.listing.packed.get(ref.number) if ref.generation == 0 else None
        if where is None:
            offset = self.listing.plain.get(ref)
            return None if offset is None else self.written_value(self._written[offset])
        number, index = where
        packed = self._holder(number)
        if packed is None or index >= len(packed[1]) or packed[1][index][0] != ref.number:
            raise ValueError("a packed object that is not there")
        return self._packed_value(number, packed, index)

    def unlisted_in(self, holder: int) -> list[tuple[int, int, Value]]:
        """Return the objects that an object stream holds and no table lists there: number, position and value."""
        found = []
        with suppress(ValueError, LookupError):
            packed = self._holder(holder)
            for index, (number, _) in enumerate(packed[1] if packed is not None else ()):
                if packed is not None and self.listing.packed.get(number) != (holder, index):
                    found.append((number, index, self._packed_value(holder, packed, index)))
        return found

    def _packed_value(self, holder: int, packed: _Packed, index: int) -> Value:
        data, places = packed
        value, end = read_value(data, places[index][1], len(data))
        following = places[index + 1][1] if index + 1 < len(places) else len(data)
        beside = data[end:following].strip(_BLANKS)
        if beside:
            self.beside[holder, end] = beside
        return value

    def written_value(self, item: WrittenObject) -> Value:
        """Return the value of an object that stands in the bytes.

        Raises:
            ValueError: it is not as it should be.
        """
        data, start = self._data, item.stream_start
        text = read_text if self._cipher is None else self._cipher.texts(item.number, item.generation)
        value, end = read_value(data, item.body, start if start is not None else item.end, text)
        if start is not None and item.stream_end is not None:
            if not isinstance(value, dict) or "F" in value:
                raise ValueError("a stream without a dictionary, or outside the file")
            value.pop("Length", None)  # it says nothing of the content, and only counts as a use of a number
            if self._cipher is not None:
                if value.get("Type") == "XRef":
                    raise ValueError("a stream that no cipher packs")
                raw = data[start : item.stream_end]
                return Stream(value, self._cipher.stream(raw, item.number, item.generation))
            return Stream(value, Span(start, item.stream_end))
        closing = item.end - len(_END)
        if not data.startswith(_END, closing) or data[end:closing].strip(_BLANKS):
            raise ValueError("an object without an end")
        return value

    def _data_of(self, stream: Value) -> bytes | None:
        if not isinstance(stream, Stream) or not isinstance(stream.held, Span | bytes):
            return None
        held = stream.held
        raw = held if isinstance(held, bytes) else self._data[held.start : held.end]
        return unpacked(raw, stream.dictionary, self._resolved)

    def _resolved(self, value: Value) -> Value:
        return self._get(value) if isinstance(value, Ref) else value

    def _holder(self, number: int) -> _Packed | None:
        """Return an object stream, unpacked (ISO 32000-2 7.5.7)."""
        if number not in self._packed:
            self._packed[number] = None
            stream = self._get(Ref(number, 0))
            data = self._data_of(stream)
            if data is not None:
                first, count = (self._resolved(stream.dictionary[key]) for key in ("First", "N"))
                numbers = [int(word) for word in data[:first].split()]
                pairs = zip(numbers[0 : count * 2 : 2], numbers[1 : count * 2 : 2], strict=True)
                self._packed[number] = data, [(held, first + offset) for held, offset in pairs]
        return self._packed[number]
