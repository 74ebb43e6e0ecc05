"""EncryptedDocument: a package encrypted as a whole, opened with the default password or one that is given."""

import base64
import io
import re
from collections.abc import Iterator

from leakscan.containers.cfb import CfbContainer
from leakscan.errors import EncryptedFileError, LimitReachedError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.compound.directory import read_directory
from leakscan.formats.compound.streams import enter_streams
from leakscan.formats.document import Context
from leakscan.formats.encrypted.keys import DEFAULT_PASSWORD, Info, content_of, is_intact, key_of, read_info
from leakscan.formats.ole.properties import read_properties
from leakscan.formats.rereading import told_people, told_properties
from leakscan.formats.texts import runs_of_text
from leakscan.parts import PartState
from leakscan.source import BytesStore, Store
from leakscan.views.embedded import Embedded, EncryptedFile
from leakscan.views.people import Role, emails_in, gather_people

_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4}){5,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
INFO, CONTENT = "EncryptionInfo", "EncryptedPackage"
_DESCRIPTIONS = "\x06dataspaces/"
_MOST_BYTES = 512 << 20
"""Content larger than this is not decrypted: the library holds it in memory more than once."""


class EncryptedDocument:
    """One encrypted package."""

    format = "encrypted package"

    def __init__(self, container: CfbContainer, context: Context) -> None:
        self._container = container
        self._context = context
        self._content_name = container.named(CONTENT) or CONTENT
        self._info_name = container.named(INFO)

    def close(self) -> None:
        """Close the container."""
        self._container.close()

    def is_uncompressed(self, name: str) -> bool:  # noqa: ARG002  # the protocol's signature
        """Return false: nobody reads what is encrypted."""
        return False

    def extract(self, name: str) -> Store:
        """Return the package inside.

        Raises:
            FileError: the name is not that of its stream, or no password at hand opens it.
        """
        if name != self._content_name:
            raise MalformedFileError("the part does not exist", code="part-missing")
        info = self._info()
        key, _ = self._key(info)
        return BytesStore(content_of(info, key, self._content()))

    def views(self) -> Iterator[object]:
        """Yield how the file is encrypted, and the package inside when a password opens it."""
        container, ledger = self._container, self._context.ledger
        source = container.source
        place = Place(part=self._content_name)
        enter_streams(container, ledger)
        self._mark_descriptions()
        store, is_default = None, False
        with ledger.recording(source.trail, place, lost="everything in the file"):
            info = self._info()
            key, is_default = self._key(info)
            data = self._content()
            if not is_intact(info, key, data):
                ledger.problem(
                    "damaged-data",
                    source.trail,
                    "the encrypted content was changed after it was encrypted",
                    place=place,
                    lost="what was changed",
                )
            store = BytesStore(content_of(info, key, data))
            ledger.mark(source.trail, self._content_name, PartState.EXAMINED, kind="encrypted package")
        yield EncryptedFile(place, is_opened=store is not None, is_default_password=is_default)
        yield from self._in_clear()
        if store is not None:
            inner = source.child(self._content_name, store, has_own_name=False)
            yield Embedded(inner, place, is_meant_to_be_read=True)

    def _mark_descriptions(self) -> None:
        """Mark the streams that only describe the encryption ([MS-OFFCRYPTO] 2.1); others stay unknown."""
        container, ledger = self._container, self._context.ledger
        for entry in container.entries():
            if entry.name == self._info_name or entry.name.casefold().startswith(_DESCRIPTIONS):
                ledger.mark(
                    container.source.trail, entry.name, PartState.EXAMINED, kind="description of the encryption"
                )

    def _in_clear(self) -> Iterator[object]:
        """Yield what stands beside the encrypted package: its properties, and whom the licence for it names."""
        container, ledger = self._container, self._context.ledger
        properties = told_properties(read_properties(container, ledger))
        people = gather_people(None, properties)
        for entry in container.entries():
            if entry.name.casefold().startswith(_DESCRIPTIONS):
                place = Place(part=entry.name)
                with ledger.recording(container.source.trail, place, lost="whom the licence names", mark=False):
                    for address in addresses_in(container.read(entry.name)):
                        people.add(address, Role.ACCOUNT, place)
        yield properties
        yield told_people(people)
        yield from read_directory(container, self.format)

    def _info(self) -> Info:
        if self._info_name is None:
            raise EncryptedFileError("the file is encrypted under rights management, which no password opens")
        return read_info(self._container.read(self._info_name))

    def _key(self, info: Info) -> tuple[bytes, bool]:
        for password in (DEFAULT_PASSWORD, *self._context.options.passwords):
            self._container.source.budget.check_time()
            key = key_of(info, password)
            if key is not None:
                return key, password == DEFAULT_PASSWORD
        raise EncryptedFileError("the file is encrypted, and no password given opens it")

    def _content(self) -> bytes:
        with self._container.open(self._content_name) as stream:
            data = stream.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise LimitReachedError("the encrypted content is too large to be opened", code="limit-part-bytes")
        return data


def addresses_in(data: bytes) -> Iterator[str]:
    """Yield the mail addresses in a licence, which is XML or XML in Base64 ([MS-OFFCRYPTO] 2.2.6, 2.2.10)."""
    for text in runs_of_text(io.BytesIO(data)):
        yield from emails_in(text)
        for packed in _BASE64.findall(text):
            for inner in runs_of_text(io.BytesIO(base64.b64decode(packed))):
                yield from emails_in(inner)


def is_encrypted(container: CfbContainer) -> bool:
    """Return whether a compound file is an encrypted package."""
    return container.named(CONTENT) is not None
