"""MsgDocument: opens an Outlook item and says what it holds."""

from collections.abc import Iterator
from email import message_from_string, policy

from leakscan.containers.cfb import CfbContainer
from leakscan.containers.cfb_writing import compound_file
from leakscan.errors import FileError, MalformedFileError
from leakscan.findings import Place
from leakscan.formats.compound.directory import read_directory
from leakscan.formats.compound.remnants import extracted_range, read_remnants
from leakscan.formats.compound.streams import enter_streams
from leakscan.formats.document import Context
from leakscan.formats.mail.document import people_of
from leakscan.formats.mail.forms import Forms
from leakscan.formats.mail.message import take_head
from leakscan.formats.msg.bodies import Bodies
from leakscan.formats.msg.properties import (
    ATTACHMENTS,
    NAMES,
    PROPERTIES,
    RECIPIENTS,
    PropertyReader,
    Value,
    text_properties,
)
from leakscan.formats.ole.properties import property_streams
from leakscan.formats.rereading import told_paths, told_people
from leakscan.formats.texts import runs_of_text
from leakscan.parts import PartState
from leakscan.source import BytesStore, Source, Store
from leakscan.tables import Row, Table
from leakscan.views.archive import Archive
from leakscan.views.embedded import Embedded
from leakscan.views.mail import BODY_COLUMNS, HEADER_COLUMNS, Header, Mail
from leakscan.views.paths import PathMention, read_path
from leakscan.views.people import People, Role
from leakscan.views.side_texts import telling_in

_READERS = "leakscan.formats.msg.document"
_SHOWN = frozenset(
    {0x001A, 0x0037, 0x003D, 0x0042, 0x0064, 0x0075, 0x0077, 0x0C1A, 0x0C1E, 0x0E03, 0x0E04, 0x0E1D, 0x10F3}
)
"""Properties that Outlook shows, the class of the item, and kinds of addresses."""
_BLIND = 3
_BODIES = frozenset({0x1000, 0x1009, 0x1013})
_DATA = 0x3701
_STORAGE = 0x000D
_ICON = 0x3709


class MsgDocument:
    """One item: mail, appointment, contact or note."""

    format = "msg"

    def __init__(self, container: CfbContainer, context: Context) -> None:
        self._container = container
        self._context = context
        self._reader = PropertyReader(container)

    def close(self) -> None:
        """Close the container."""
        self._container.close()

    def is_uncompressed(self, name: str) -> bool:
        """Return true for streams: a compound file packs nothing."""
        return not name or self._container.has(name)

    def extract(self, name: str) -> Store:
        """Return an attachment.

        Raises:
            FileError: there is none of that name, or it cannot be read.
        """
        found = extracted_range(self._container, name)
        if found is not None:
            return found
        for known, stream, _ in self._files():
            if known == name:
                return self._file(stream)
        return self._container.extract(name)

    def views(self) -> Iterator[object]:
        """Yield the item, whom it names, its paths, its attachments, and what lies outside its streams."""
        container, ledger = self._container, self._context.ledger
        trail = container.source.trail
        enter_streams(container, ledger)
        mail = self.mail()
        yield mail
        people = told_people(self._people(mail))
        yield people
        paths = [item for storage in self._storages() for item in self._paths(storage)]
        yield told_paths(paths, people)
        self._mark_streams()
        for name, stream, is_given in self._files():
            place = Place(part=stream)
            store = None
            with ledger.recording(trail, place, lost="the attachment"):
                store = self._file(stream)
                if container.has(stream):
                    ledger.mark(trail, stream, PartState.EXAMINED, kind="attachment")
            if store is not None and store.size:
                yield Embedded(
                    container.source.child(name, store, has_own_name=is_given), place, is_meant_to_be_read=True
                )
        archive = Archive()
        yield from read_directory(container, self.format)
        yield from read_remnants(container, ledger, archive, lambda _: None)
        yield archive

    def mail(self) -> Mail:
        """Return the item as a message: its head, its blind recipients, and what of its bodies does not show."""
        reader, ledger, trail = self._reader, self._context.ledger, self._container.source.trail
        mail = Mail()
        lines = self._internet_headers()
        if lines:
            take_head(mail, message_from_string(lines, policy=policy.compat32))
        shown = self._shown()
        for value in text_properties(reader):
            with ledger.recording(trail, Place(part=value.stream), lost="a property"):
                text = " ".join(reader.text(value).split())
                if text:
                    is_shown = value.tag in _SHOWN or text.casefold() in shown
                    mail.headers.append(Header(reader.name(value.tag), text, is_shown))
        for storage in self._storages():
            mail.headers.extend(self._telling(storage))
        blind = list(self._blind())
        mail.blind = [address or name for name, address in blind]
        mail.headers.extend(
            Header("Blind recipient", f"{name} {address}".strip(), is_shown=False) for name, address in blind
        )
        forms, bodies = Forms(self._container.source.budget), Bodies(reader, self._container)
        with ledger.recording(trail, Place(), lost="a form of the body", mark=False):
            bodies.compare(mail, forms)
        for problem in [*bodies.problems, *forms.problems()]:
            ledger.problem(problem.code, trail, str(problem), lost="parts of the body")
        mail.headers_table = _table("header_rows", HEADER_COLUMNS, len(mail.headers))
        mail.bodies_table = _table("body_rows", BODY_COLUMNS, sum(1 for _ in mail.body_rows()))
        return mail

    def _shown(self) -> set[str]:
        """Return what Outlook shows of the head: other properties may repeat it."""
        reader = self._reader
        blind = {text for pair in self._blind() for text in pair}
        texts = [reader.first_text("", tag) for tag in (0x0037, 0x0E1D, 0x0C1A, 0x0042, 0x5D01)]
        address = reader.first_text("", 0x0C1F)
        texts.append(address if "@" in address else "")  # else it is that of a directory
        for storage in reader.storages(RECIPIENTS):
            texts += [
                text for tag in (0x3001, 0x39FE, 0x3003) if (text := reader.first_text(storage, tag)) not in blind
            ]
        return {" ".join(text.split()).casefold() for text in texts if text}

    def _internet_headers(self) -> str:
        return next(
            (self._reader.text(value) for value in self._reader.values() if value.tag == 0x007D and value.is_text),
            "",
        )

    def _storages(self) -> list[str]:
        return ["", *self._reader.storages(RECIPIENTS), *self._reader.storages(ATTACHMENTS)]

    def _telling(self, storage: str) -> Iterator[Header]:
        """Yield what binary properties name: addresses and paths; such as identifiers of people."""
        for value in self._binary(storage):
            with self._context.ledger.recording(
                self._container.source.trail, Place(part=value.stream), lost="a property"
            ):
                with self._container.open(value.stream) as stream:
                    found = [pair for text in runs_of_text(stream) for pair in telling_in(text)]
                for _, text in dict.fromkeys(found):
                    yield Header(self._reader.name(value.tag), text, is_shown=False)

    def _binary(self, storage: str) -> Iterator[Value]:
        for value in self._reader.values(storage):
            is_told = value.is_text or value.tag in _BODIES or value.tag in (_DATA, _ICON)
            if not is_told and value.kind != _STORAGE:
                yield value

    def _blind(self) -> Iterator[tuple[str, str]]:
        """Yield names and addresses of blind recipients."""
        reader = self._reader
        told = ""
        for storage in reader.storages(RECIPIENTS):
            try:
                kind = reader.number(storage, 0x0C15)
            except FileError:  # told of when its stream is marked
                continue
            if kind == _BLIND:
                name = reader.first_text(storage, 0x3001, 0x5FF6)
                told += name
                yield name, reader.first_text(storage, 0x39FE, 0x3003)
        for name in reader.first_text("", 0x0E02).split(";"):
            if name.strip() and name.strip() not in told:
                yield name.strip(), ""

    def _people(self, mail: Mail) -> People:
        reader = self._reader
        shown = {
            reader.first_text(storage, tag).casefold()
            for storage in ["", *reader.storages(RECIPIENTS)]
            for tag in (0x0C1F, 0x5D01, 0x39FE, 0x3003)
        }
        blind = list(self._blind())
        people = people_of(mail, blind, shown - {address.casefold() for _, address in blind})
        for tag, role in ((0x3FF8, Role.CREATOR), (0x3FFA, Role.LAST_EDITOR), (0x0E28, Role.ACCOUNT)):
            name = reader.first_text("", tag).rpartition("\1")[2]  # an account: its number, address and name
            people.add(name, role, Place(name=reader.name(tag)))
        return people

    def _paths(self, storage: str) -> Iterator[PathMention]:
        for value in text_properties(self._reader, storage):
            try:
                text = self._reader.text(value).strip()
            except FileError:  # told of when its stream is marked
                continue
            if read_path(text) is not None:
                yield PathMention(text, self._reader.name(value.tag), Place(part=value.stream))

    # Streams

    def _mark_streams(self) -> None:
        """Say of each stream what became of it; those of attachments are marked when they are taken out."""
        container, ledger = self._container, self._context.ledger
        trail = container.source.trail
        unlisted = {item.name for item in container.directory() if item.is_orphan}
        known = {value.stream for storage in self._storages() for value in self._reader.values(storage)}
        kept = {stream for _, stream, _ in self._files()}
        summaries = set(property_streams(container))
        for entry in container.entries():
            name = entry.name
            if name in unlisted or name in kept or ledger.state(trail, name) is not PartState.UNKNOWN:
                continue
            is_inside = any(name.startswith(f"{stream}/") for stream in kept)
            if is_inside or name in known or name.startswith(NAMES) or name.rpartition("/")[2] == PROPERTIES:
                kind = "attachment" if is_inside else "property"
                with ledger.recording(trail, Place(part=name), lost="a property"):
                    with container.open(name) as stream:
                        while stream.read(1 << 16):
                            pass
                    ledger.mark(trail, name, PartState.EXAMINED, kind=kind)
            elif name in summaries:
                continue

    def _files(self) -> Iterator[tuple[str, str, bool]]:
        """Yield the name of each attachment, the stream or storage it is, and whether people gave it that name."""
        reader = self._reader
        seen: dict[str, int] = {}
        inner = {item.name for item in self._container.directory() if not item.is_stream}
        for number, storage in enumerate(reader.storages(ATTACHMENTS), start=1):
            given = reader.first_text(storage, 0x3707, 0x3704, 0x3001)
            name = given or f"attachment {number}"
            stored = f"{storage}/__substg1.0_{_DATA:04X}{_STORAGE:04X}"
            data = reader.stream(storage, _DATA)
            if stored in inner:
                is_message = self._container.has(f"{stored}/{PROPERTIES}")
                if is_message and not name.casefold().endswith(".msg"):
                    name = f"{name}.msg"
            for what, stream in (
                ("", stored if stored in inner else data),
                (" icon", reader.stream(storage, _ICON)),
            ):
                if stream is None:
                    continue
                told = name.replace("/", "_").replace("\\", "_").replace("\0", "") + what
                seen[told] = seen.get(told, 0) + 1
                told = told if seen[told] == 1 else f"{seen[told]} {told}"
                yield told, stream, bool(given) and not what

    def _file(self, stream: str) -> Store:
        container = self._container
        if container.has(stream):
            return container.extract(stream)
        streams = {
            entry.name.removeprefix(f"{stream}/"): container.read(entry.name)
            for entry in container.entries()
            if entry.name.startswith(f"{stream}/")
        }
        if PROPERTIES in streams:  # the names of named properties stand in the outer message alone
            names = (entry.name for entry in container.entries() if entry.name.startswith(f"{NAMES}/"))
            streams |= {name: container.read(name) for name in names}
        if not streams:
            raise MalformedFileError("the storage is empty", code="part-missing")
        return BytesStore(compound_file(streams))


def is_item(container: CfbContainer) -> bool:
    """Return whether a compound file is an Outlook item."""
    return container.has(PROPERTIES)


def _table(reader: str, columns: tuple[str, ...], count: int) -> Table | None:
    return Table(columns=columns, count=count, reader=f"{_READERS}:{reader}", arguments={}) if count else None


def _mail_of(source: Source) -> Mail:
    from leakscan.ledger import Ledger
    from leakscan.options import Options

    container = CfbContainer(source)
    try:
        return MsgDocument(container, Context(Ledger(), Options())).mail()
    finally:
        container.close()


def header_rows(source: Source) -> Iterator[Row]:
    """Yield the head of an item."""
    for header in _mail_of(source).headers:
        yield header.name, header.text


def body_rows(source: Source) -> Iterator[Row]:
    """Yield the texts of the bodies that programs do not show."""
    yield from _mail_of(source).body_rows()
