"""The document that encrypted parts make, put together as a package of its own when a password opens them."""

import io
from collections.abc import Iterator
from functools import partial

from leakscan.containers.zip_writing import Entry, stored_archive
from leakscan.errors import EncryptedFileError, FileError, LimitReachedError
from leakscan.findings import Place
from leakscan.formats.ods.ciphers import MOST_BYTES, deciphered, inflated, read_cipher
from leakscan.formats.ods.package import MANIFEST, MIMETYPE, OpenPackage, manifest_of
from leakscan.parts import PartState
from leakscan.source import BytesStore, Store
from leakscan.views.embedded import Embedded, EncryptedFile

DECIPHERED = "(deciphered package)"
_WHOLE = "encrypted-package"
_CONTENT = "content.xml"
_LOST = "what the part holds"


def encrypted_views(package: OpenPackage) -> Iterator[object]:
    """Yield how a package is encrypted, and the package inside when a password opens it."""
    place = Place(part=package.encrypted[0])
    store: Store | None = None
    failure: FileError | None = None
    try:
        store = plain_package(package)
    except FileError as error:
        failure = error
    for part in package.encrypted:
        with package.recording(Place(part=part), lost=_LOST):
            if failure is not None:
                raise failure
            package.mark(part, PartState.EXAMINED, "encrypted part")
    yield EncryptedFile(place, is_opened=store is not None, is_default_password=False)
    if store is not None:
        inner = package.container.source.child(DECIPHERED, store, has_own_name=False)
        yield Embedded(inner, place, is_meant_to_be_read=True)


def plain_package(package: OpenPackage) -> Store:
    """Return the encrypted parts of a package as a package of their own.

    Raises:
        FileError: no password at hand opens them, or a part is damaged.
    """
    names = sorted(package.encrypted, key=lambda name: name.casefold() not in (_WHOLE, _CONTENT))
    password = _password(package, names[0])
    if names[0].casefold() == _WHOLE:
        return _part(package, names[0], password)
    kinds = {name: package.content_type(name) for name in names}
    media_type = package.content_type("/")
    manifest = manifest_of(media_type, kinds)
    entries: list[Entry] = [(MIMETYPE, partial(io.BytesIO, media_type.encode()))]
    entries.extend((name, _part(package, name, password).open) for name in names)
    entries.append((MANIFEST, partial(io.BytesIO, manifest.encode())))
    return stored_archive(entries)


def _password(package: OpenPackage, part: str) -> str:
    """Return the password that opens a part."""
    cipher = read_cipher(package.ciphers[part])
    data = _encrypted(package, part)
    for password in package.context.options.passwords:
        package.container.source.budget.check_time()
        if deciphered(cipher, password, data) is not None:
            return password
    raise EncryptedFileError("the file is encrypted; no password at hand opens it")


def _part(package: OpenPackage, part: str, password: str) -> Store:
    plain = deciphered(read_cipher(package.ciphers[part]), password, _encrypted(package, part))
    if plain is None:
        raise EncryptedFileError("a part is encrypted with another password than the rest")
    if plain.startswith(b"PK\x03\x04"):
        return BytesStore(plain)
    return inflated(plain, package.container.source.budget)


def _encrypted(package: OpenPackage, part: str) -> bytes:
    with package.open(part) as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise LimitReachedError("the encrypted part is too large to be opened", code="limit-part-bytes")
    return data
