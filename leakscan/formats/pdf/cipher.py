"""Cipher: what pypdf does to the strings and streams of an encrypted file that it has opened (ISO 32000-2 7.6)."""

from collections.abc import Callable
from typing import Any

from leakscan.formats.pdf.values import Value


class Cipher:
    """Undoes the encryption of strings and streams; what cannot be undone raises ValueError."""

    def __init__(self, encryption: Any, failures: tuple[type[Exception], ...]) -> None:
        """Undo what pypdf's own `encryption` knows the key of; it raises `failures`."""
        self._encryption = encryption
        self._failures = failures

    def texts(self, number: int, generation: int) -> Callable[[bytes], Value]:
        """Return what gives the text of a string in an object, or its bytes where they are none."""
        from pypdf.generic import ByteStringObject, TextStringObject

        def text(data: bytes) -> Value:
            held = self._undone(ByteStringObject(data), number, generation)
            return str.__str__(held) if isinstance(held, TextStringObject) else bytes(held)

        return text

    def stream(self, data: bytes, number: int, generation: int) -> bytes:
        """Return the data of a stream."""
        from pypdf.generic import StreamObject

        held = StreamObject()
        held._data = data  # noqa: SLF001  # where pypdf keeps it
        return bytes(self._undone(held, number, generation)._data)  # noqa: SLF001

    def packed(self, data: bytes, number: int, generation: int) -> bytes:
        """Return the data of a stream as the file would hold them."""
        from pypdf.generic import StreamObject

        held = StreamObject()
        held.set_data(data)
        return bytes(self._encryption.encrypt_object(held, number, generation)._data)  # noqa: SLF001

    def _undone(self, held: Any, number: int, generation: int) -> Any:
        try:
            return self._encryption.decrypt_object(held, number, generation, strict=False)
        except self._failures as error:
            raise ValueError("not in this cipher") from error
