"""Objects: the values of a PDF file as plain ones. The only door to pypdf.

Files whose tables are as they should be are read by our own reader (`own_reader`), which takes a
fifth of the time; whatever it does not know, every damaged file, and the keys of encrypted ones are left to pypdf.

What this module does not promise: that a value is what the file's author meant. Damaged files are read as far
as pypdf reads them; whatever it raises on the way becomes a FileError here, or a note and an absent value.
"""

import binascii
import io
import logging
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from leakscan.errors import EncryptedFileError, LimitReachedError, MalformedFileError
from leakscan.formats.pdf.cipher import Cipher
from leakscan.formats.pdf.filters import salvaged, unpacked
from leakscan.formats.pdf.foreign import encoded_stream
from leakscan.formats.pdf.layout import WrittenObject
from leakscan.formats.pdf.listing import Section, read_listing
from leakscan.formats.pdf.own_reader import OwnReader
from leakscan.formats.pdf.values import Name, Ref, Span, Stream, Value, decoded, refs_in
from leakscan.limits import Budget

if TYPE_CHECKING:
    from pypdf import PdfReader

_NESTING = 60
_MOST_KEPT = 8 << 20
"""How many bytes of unpacked streams are kept, for several readers ask for what a page paints."""

_FAILURES = (
    ArithmeticError,  # decimal's, and divisions by a width of zero
    AssertionError,  # stated in many readers
    AttributeError,  # a value of another type than the key promises
    EOFError,
    LookupError,  # missing keys and codecs, short arrays
    NotImplementedError,  # filters and predictors it does not know
    OSError,  # seeks before the start
    RecursionError,  # arrays nested deeper than the interpreter's stack
    TypeError,
    ValueError,  # numbers, encodings and paddings
    binascii.Error,
    struct.error,
    zlib.error,
)
"""What pypdf raises on damaged files besides its own exceptions; seen on fuzzed files."""


class Objects:
    """The objects of one state of a file.

    Attributes:
        trailer: the trailer's dictionary.
        is_encrypted: the file is encrypted; it was opened all the same.
        needs_no_password: an encrypted file opened with the empty user password.
        behind: what stands behind the end of packed data, of the streams unpacked so far.
    """

    def __init__(
        self,
        data: bytes,
        *,
        passwords: tuple[str, ...],
        budget: Budget,
        trouble: Callable[[int, str, str], None],
        written: Mapping[int, WrittenObject] | None = None,
        sections: dict[int, Section] | None = None,
    ) -> None:
        """Open the objects of `data`.

        Args:
            data: the file from its header on.
            passwords: tried in order when the empty one does not open it.
            budget: charged for every stream.
            trouble: told of each object that cannot be read: its number, a code and what is wrong.
            written: the objects in `data`, by where they begin; without it everything is left to pypdf.
            sections: the tables read of other states of the file, by where they begin; more are added.

        Raises:
            FileError: nothing can be read, or no password opens it.
        """
        logger = logging.getLogger("pypdf")
        if logger.level <= logging.CRITICAL:  # asked first, for a level set makes all loggers ask again
            logger.setLevel(logging.CRITICAL + 1)  # its messages quote the file
        self._budget = budget
        self._trouble = trouble
        self._values: dict[Ref, Value] = {}
        self._lender: Objects | None = None
        self._lent: set[int] = set()
        self._data = data
        self._passwords = passwords
        self._refs: list[Ref] | None = None
        self._references: dict[Ref, tuple[Ref, ...]] = {}
        self._unpacked: dict[Stream, bytes] = {}
        self._unpacked_bytes = 0
        self.behind: dict[Stream, bytes] = {}
        self.is_encrypted = False
        self.needs_no_password = False
        listing = read_listing(data, written, {} if sections is None else sections) if written else None
        self._own: OwnReader | None = None
        self._cipher: Cipher | None = None
        if listing is not None and written is not None and "Encrypt" not in listing.trailer:
            self._own = OwnReader(data, listing, written, self.get)
            self.trailer: dict[str, Value] = listing.trailer
            return
        if listing is not None and written is not None:
            _check_handler(OwnReader(data, listing, written, self.get), listing.trailer["Encrypt"])
        held = self._shielded(0, lambda: self._plain(self._reader.trailer, 0))
        self.trailer = held if isinstance(held, dict) else {}
        if listing is not None and written is not None and self.is_encrypted:
            from pypdf.errors import DependencyError, DeprecationError, PyPdfError

            encryption = self._reader._encryption  # noqa: SLF001  # no public way to undo it for values of ours
            failures = (PyPdfError, DependencyError, DeprecationError, *_FAILURES)
            self._cipher = Cipher(encryption, failures)
            self._own = OwnReader(data, listing, written, self.get, self._cipher)

    @cached_property
    def _reader(self) -> "PdfReader":
        """The file as pypdf has it; opened only when it is needed."""
        return self._opened(self._data, self._passwords)

    def _opened(self, data: bytes, passwords: tuple[str, ...]) -> "PdfReader":
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, DeprecationError, PyPdfError

        try:
            reader = PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted:
                self.is_encrypted = True
                # Opening has tried the empty password, which takes as long as any other.
                encryption = reader._encryption  # noqa: SLF001  # no public way to ask what came of it
                self.needs_no_password = encryption is not None and encryption.is_decrypted()
                if not self.needs_no_password and not any(reader.decrypt(word) for word in passwords):
                    raise EncryptedFileError("the file is encrypted and no password given opens it")
        except (PyPdfError, DependencyError, DeprecationError, *_FAILURES) as error:
            raise MalformedFileError("the objects of the file cannot be read", code="malformed-pdf") from error
        return reader

    @cached_property
    def root(self) -> dict[str, Value]:
        """The catalogue."""
        return self.dictionary(self.trailer.get("Root"))

    def borrow(self, lender: "Objects") -> set[int]:
        """Take unchanged objects from another state of the same file; return the numbers of the others."""
        mine, theirs = self._places, lender._places  # noqa: SLF001  # of this class
        self._lent = {number for number, place in mine.items() if theirs.get(number) == place}
        self._lender = lender
        return mine.keys() - self._lent

    @cached_property
    def _places(self) -> dict[int, tuple[int, int]]:
        """Where each listed object stands: its offset, or its holder's and the holder's number."""
        locations = self.locations()
        found = {number: (offset, 0) for number, offset in locations.items()}
        for number, holder in self.packed().items():
            found[number] = (locations.get(holder, -1), holder)
        return found

    def locations(self) -> dict[int, int]:
        """Return where each listed plain object stands, by its number."""
        if self._own is not None:
            return {ref.number: offset for ref, offset in self._own.listing.plain.items()}
        found: dict[int, int] = {}
        for generation, entries in self._reader.xref.items():
            free = self._reader.xref_free_entry.get(generation, {})
            for number, offset in entries.items():
                if isinstance(number, int) and isinstance(offset, int) and not free.get(number, False):
                    found[number] = offset
        for number in self._reader.xref_objStm:
            found.pop(number, None)
        return found

    def packed(self) -> dict[int, int]:
        """Return the object stream that holds each listed packed object, by its number."""
        if self._own is not None:
            return {number: holder for number, (holder, _) in self._own.listing.packed.items()}
        return {
            number: int(where[0])
            for number, where in self._reader.xref_objStm.items()
            if isinstance(number, int) and isinstance(where[0], int)
        }

    def refs(self) -> list[Ref]:
        """Return a reference to every listed object."""
        if self._refs is None:
            self._refs = sorted(self._listed())
        return self._refs

    def _listed(self) -> set[Ref]:
        if self._own is not None:
            return {*self._own.listing.plain, *(Ref(number, 0) for number in self._own.listing.packed)}
        found = {Ref(number, 0) for number in self.packed()}
        for generation, entries in self._reader.xref.items():
            free = self._reader.xref_free_entry.get(generation, {})
            found.update(
                Ref(number, generation)
                for number in entries
                if isinstance(number, int) and not free.get(number, False)
            )
        return found

    def get(self, ref: Ref) -> Value:
        """Return the value of an object; None when there is none or it cannot be read."""
        if self._lender is not None and ref.number in self._lent:
            return self._lender.get(ref)
        found = self._values.get(ref)
        if found is None and ref not in self._values:
            self._values[ref] = None  # what refers to itself is nothing
            found = self._values[ref] = self._read(ref)
        return found

    def references(self, ref: Ref) -> tuple[Ref, ...]:
        """Return what an object refers to, its parent aside."""
        if self._lender is not None and ref.number in self._lent:
            return self._lender.references(ref)
        if ref not in self._references:
            value = self.get(ref)
            if isinstance(value, dict) and "Parent" in value:
                value = {key: inner for key, inner in value.items() if key != "Parent"}
            self._references[ref] = tuple(refs_in(value))
        return self._references[ref]

    def resolve(self, value: Value) -> Value:
        """Return what a value refers to, or the value itself."""
        if type(value) is not Ref:
            return value
        known = self._values.get(value)
        if known is not None and type(known) is not Ref:
            return known
        for _ in range(16):
            value = self.get(value)
            if type(value) is not Ref:
                return value
        return None

    def dictionary(self, value: Value) -> dict[str, Value]:
        """Return a dictionary, or a stream's; an empty one when the value is neither."""
        if type(value) is Ref:
            value = self.resolve(value)
        if type(value) is dict:
            return value
        return value.dictionary if type(value) is Stream else {}

    def array(self, value: Value) -> list[Value]:
        """Return an array; an empty one when the value is none."""
        if type(value) is Ref:
            value = self.resolve(value)
        return value if type(value) is list else []

    def text(self, value: Value) -> str:
        """Return the text of a string, a name or a text stream; empty when the value is none of these."""
        if value is None:
            return ""
        if type(value) is Ref:
            value = self.resolve(value)
        if isinstance(value, str):
            return str(value)
        if isinstance(value, bytes):
            return value.decode("latin-1")
        if isinstance(value, Stream):
            data = self.data(value)
            return decoded(data) if data is not None else ""
        return ""

    def octets(self, value: Value) -> bytes | None:
        """Return the bytes of a string or a stream, also of a string that was taken for text; None for others."""
        from pypdf.generic import encode_pdfdocencoding

        value = self.resolve(value)
        if isinstance(value, Stream):
            return self.data(value)
        if isinstance(value, bytes):
            return value
        try:
            return encode_pdfdocencoding(value) if isinstance(value, str) else None
        except UnicodeEncodeError:
            return None

    def integer(self, value: Value) -> int | None:
        """Return a whole number, or None."""
        value = self.resolve(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return int(value) if abs(value) < 1 << 53 else None

    def numbers(self, value: Value) -> list[float]:
        """Return the numbers of an array; an empty list when one of them is none."""
        found = [self.resolve(item) for item in self.array(value)]
        if all(isinstance(item, int | float) and not isinstance(item, bool) for item in found):
            return [float(item) for item in found]
        return []

    def data(self, stream: Stream, *, number: int = 0) -> bytes | None:
        """Return a stream's decoded data, charged to the budget; None when they cannot be decoded."""
        known = self._unpacked.get(stream)
        if known is not None:
            return known
        behind: list[bytes] = []
        found: Any = unpacked(self.raw(stream), stream.dictionary, self.resolve, behind)
        self.behind[stream] = b"".join(behind)
        if found is None:
            found = salvaged(self.raw(stream), stream.dictionary, self.resolve)
        if found is None and isinstance(stream.held, Span | bytes):
            found = self._shielded(number, encoded_stream(stream.dictionary, self.raw(stream), self).get_data)
        elif found is None:
            found = self._shielded(number, stream.held.get_data)
        if isinstance(found, str):
            found = found.encode("latin-1", "replace")
        if not isinstance(found, bytes | bytearray):
            return None
        self._budget.spend_bytes(len(found))
        data = bytes(found)
        self._unpacked_bytes += len(found)
        if self._unpacked_bytes > _MOST_KEPT:
            self._unpacked.clear()
            self._unpacked_bytes = len(found)
        if len(found) <= _MOST_KEPT:
            self._unpacked[stream] = data
        return data

    def raw(self, stream: Stream) -> bytes:
        """Return a stream's data as they stand in the file (deciphered, not decoded)."""
        if isinstance(stream.held, Span):
            return self._data[stream.held.start : stream.held.end]
        if isinstance(stream.held, bytes):
            return stream.held
        found = getattr(stream.held, "_data", b"")
        return bytes(found) if isinstance(found, bytes | bytearray) else b""

    def enciphered(self, data: bytes, ref: Ref) -> bytes:
        """Return the data of a stream as the file would hold them; as they are where no cipher is known."""
        return data if self._cipher is None else self._cipher.packed(data, ref.number, ref.generation)

    def raw_size(self, stream: Stream) -> int:
        """Return how many bytes a stream's data take in the file."""
        held = stream.held
        return held.end - held.start if isinstance(held, Span) else len(self.raw(stream))

    def unlisted(self, item: WrittenObject, header: int) -> Value:
        """Return the value of an object that stands in the bytes, whatever the tables say; deciphered."""
        if self._own is not None:
            with suppress(ValueError):
                return self._own.written_value(item)
        from pypdf.generic import read_object

        ref = Ref(item.number, item.generation)
        data, position = self._data, item.body - header
        while data[position : position + 1].isspace() or data[position : position + 1] == b"\0":
            position += 1
        stream = io.BytesIO(data)
        stream.seek(position)

        def read() -> Value:
            held = read_object(stream, self._reader)
            encryption = self._reader._encryption  # noqa: SLF001  # no public way to a key of an unlisted object
            if encryption is not None:
                held = encryption.decrypt_object(held, ref.number, ref.generation)
            return self._plain(held, 0)

        return self._shielded(ref.number, read, quiet=True)

    def beside_packed(self) -> dict[tuple[int, int], bytes]:
        """Return what stands between the packed objects read so far, by what holds them and where in it."""
        return {} if self._own is None else self._own.beside

    def packed_in(self, holder: int) -> list[tuple[int, int, Value]]:
        """Return the objects that an object stream holds and the tables do not list there.

        Each is its number, its position, and its value.
        """
        return [] if self._own is None else self._own.unlisted_in(holder)

    def close(self) -> None:
        """Let go of everything read."""
        self.__dict__.pop("root", None)
        self._values.clear()
        self._references.clear()
        self._unpacked.clear()
        if "_reader" in self.__dict__:
            self._reader.close()

    def _read(self, ref: Ref) -> Value:
        is_key = self.is_encrypted and ref == self.trailer.get("Encrypt")  # what tells the key is not encrypted
        if self._own is not None and not is_key:
            try:
                return self._own.value(ref)
            except (ValueError, LookupError):
                return self._by_pypdf(ref)
        return self._by_pypdf(ref)

    def _by_pypdf(self, ref: Ref) -> Value:
        reader = self._reader
        is_packed = ref.generation == 0 and ref.number in reader.xref_objStm
        if not is_packed:
            # pypdf would search the whole file for an object no table lists, and find a deleted one.
            if ref.number not in reader.xref.get(ref.generation, {}):
                return None
            if reader.xref_free_entry.get(ref.generation, {}).get(ref.number, False):
                return None
        self._budget.check_time()
        from pypdf.generic import IndirectObject

        return self._shielded(
            ref.number,
            lambda: self._plain(reader.get_object(IndirectObject(ref.number, ref.generation, reader)), 0),
        )

    def _shielded(self, number: int, read: Callable[[], Value], *, quiet: bool = False) -> Value:
        from pypdf.errors import DependencyError, DeprecationError, PyPdfError
        from pypdf.errors import LimitReachedError as PypdfLimit

        try:
            return read()
        except PypdfLimit:
            if not quiet:
                self._trouble(number, "limit-object", "an object is larger than may be read")
        except (PyPdfError, DependencyError, DeprecationError, *_FAILURES):
            if not quiet:
                self._trouble(number, "malformed-object", "an object cannot be read")
        return None

    def _plain(self, held: Any, depth: int) -> Value:
        from pypdf import generic

        if depth > _NESTING:
            raise LimitReachedError("an object is nested too deeply", code="limit-object-depth")
        match held:
            case None | generic.NullObject():
                return None
            case generic.IndirectObject():
                return Ref(held.idnum, held.generation)
            case generic.BooleanObject():
                return bool(held.value)
            case generic.NameObject():
                return Name(str.__str__(held)[1:])
            case generic.NumberObject():
                return int(held)
            case generic.FloatObject():
                return float(held)
            case generic.TextStringObject():
                return str.__str__(held)
            case generic.ByteStringObject():
                return bytes(held)
            case generic.StreamObject():
                return Stream(self._entries(held, depth), held)
            case generic.DictionaryObject():
                return self._entries(held, depth)
            case generic.ArrayObject():
                return [self._plain(item, depth + 1) for item in list.__iter__(held)]
            case _:
                return None

    def _entries(self, held: Any, depth: int) -> dict[str, Value]:
        return {
            str.__str__(key).removeprefix("/"): self._plain(value, depth + 1) for key, value in dict.items(held)
        }


def _check_handler(reader: OwnReader, encryption: Value) -> None:
    """Raise MalformedFileError for an encryption that is not the standard one, for nothing here undoes it."""
    with suppress(ValueError, LookupError):
        entries = reader.value(encryption) if isinstance(encryption, Ref) else encryption
        if isinstance(entries, dict) and entries.get("Filter", "Standard") != "Standard":
            error = MalformedFileError("the objects of the file cannot be read", code="malformed-pdf")
            raise error from NotImplementedError("another handler")
