"""Reads a message (RFC 5322, MIME): head, bodies and attachments; damage costs only the part it lies in."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import InvalidBase64LengthDefect, InvalidBase64PaddingDefect
from email.message import Message
from email.utils import getaddresses

from leakscan.errors import FileError, LimitReachedError
from leakscan.formats.html.decoding import decoded_page
from leakscan.formats.mail.forms import Bodies, Forms
from leakscan.formats.mail.uuencoded import split_uuencoded
from leakscan.limits import Budget
from leakscan.views.mail import Header, Mail
from leakscan.views.people import emails_in

_SHOWN = frozenset({"from", "to", "cc", "subject", "date", "reply-to"})
_ADDRESSED = frozenset({"from", "to", "cc", "reply-to"})
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_REMARK = re.compile(r"\(([^()]+)\)")
"""A comment in a line of addresses (RFC 5322 §3.2.2)."""
_MOST_ADDRESS = 20_000
_BLIND = ("bcc", "resent-bcc")
_ROUTE = re.compile(r"received|x-(?:originating-ip|sender-ip|forwarded|received|ms-exchange-organization)", re.I)
_MACHINE = re.compile(r"\b(?:from|by)\s+([\w.-]+\.[\w.-]+)|\[(\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:]+)\]", re.I)
_KNOWN = re.compile(
    rb"(?:received|return-path|delivered-to|message-id|mime-version|date|from|to|cc|subject|content-type|sender"
    rb"|x-[\w-]+|reply-to|importance|thread-topic|dkim-signature|authentication-results)[ \t]*:",
    re.IGNORECASE,
)
_PART = re.compile(rb"content-type:[ \t]*(?:text|multipart|message|application)/[\w.+-]+", re.IGNORECASE)
_ENDINGS = {
    "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/directory": ".vcf",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
}
"""How the names of parts end that have none of their own, or of messages."""
_RARE_FORMS = frozenset({"text/enriched", "text/richtext", "text/watch-html", "text/x-amp-html"})
"""Forms of the text that few programs show: all of them markup."""
_BREAKS = (InvalidBase64LengthDefect, InvalidBase64PaddingDefect)
_NO_TEXT = re.compile(
    r"(?:this is a|cryptographically|message in mime|multi-?part|mime[- ](?:aware|format))", re.IGNORECASE
)
"""What mail programs write before the first part, for programs of a time before MIME."""
_MOST_PARTS = 10_000
_MOST_FORM = 4_000_000
_DEEPEST = 50
"""How deep parts may be nested; mail programs nest them three or four deep."""


def is_message(head: bytes) -> bool:
    """Return whether the first bytes of a file are the head of a message: lines that only mail begins with.

    What is signed inside a signature has the head of a part alone (RFC 8551 §3.1).
    """
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    names = set()
    is_part = _PART.match(head) is not None
    for number, line in enumerate(head.lstrip(b"\xef\xbb\xbf").splitlines()):
        if not line.strip() or number > 200:
            break
        if line[:1] in b" \t" and number:
            continue
        if re.match(rb"[\x21-\x39\x3b-\x7e]+[ \t]*:", line) is None:
            return False
        found = _KNOWN.match(line)
        if found is not None:
            names.add(found[0].lower().rstrip(b": \t"))
    return is_part or (
        len(names) >= 2 and bool(names & {b"from", b"received", b"message-id", b"mime-version", b"to", b"date"})
    )


_SENT = ("to", "cc", "bcc", "received", "delivered-to", "message-id")


def is_web_archive(head: bytes) -> bool:
    """Return whether the head of a message is that of a saved web page (MHTML): one that was sent to nobody."""
    message = message_from_bytes(head, policy=policy.compat32)
    return message.get_content_type() == "multipart/related" and not any(name in message for name in _SENT)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a message carries.

    Attributes:
        name: the name it is handed on under.
        content: the file; None when it cannot be decoded.
        kind: its media type.
        charset: in which its text is, as its head says.
        location: the address it was fetched from, in a saved web page (RFC 2557 §4.2).
    """

    name: str
    content: bytes | None
    kind: str = ""
    charset: str = ""
    location: str = ""


@dataclass(slots=True)
class _Entity:
    """A message or a part of one: its head, parsed, and everything it is.

    Attributes:
        head: its head.
        data: all of it.
        body_start: where its head ends.
        is_shown: programs show it, if it is a form of the text.
    """

    head: Message
    data: bytes
    body_start: int
    is_shown: bool = True

    @property
    def body(self) -> bytes:
        return self.data[self.body_start :]

    @property
    def kind(self) -> str:
        return self.head.get_content_type()

    @property
    def is_body(self) -> bool:
        """True for a form of the text, rather than a file."""
        is_attached = self.head.get_content_disposition() == "attachment" or self.head.get_filename() is not None
        return not is_attached and (self.kind in ("text/plain", "text/html") or self.kind in _RARE_FORMS)


@dataclass(slots=True)
class _Parts:
    """What a message is made of.

    Attributes:
        leaves: its parts that hold no further ones, in their order; a message inside is one of them.
        between: texts before the first part and behind the last of any level.
        is_whole: no boundary is missing.
        limit: why not all parts were told apart.
    """

    leaves: list[_Entity] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    is_whole: bool = True
    limit: LimitReachedError | None = None


class MessageReader:
    """One message, parsed part by part: parts are told apart here, for the standard library nests its calls.

    Attributes:
        forms: the forms of its text.
    """

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        if data.startswith(b"From "):
            data = data.partition(b"\n")[2]
        self._root = _entity(data)
        self._parts = _leaves(self._root)
        self._coding_breaks = self._is_cut = False
        self.forms = Forms(budget)

    def mail(self) -> Mail:
        """Return the head, and what of the bodies does not show."""
        mail = Mail()
        take_head(mail, self._root.head)
        mail.blind = [address for _, address in self.addresses(*_BLIND) if address]
        self._read_bodies(mail)
        return mail

    @property
    def is_whole(self) -> bool:
        """Whether no boundary is missing and nothing coded breaks off, as far as parts were decoded."""
        return self._parts.is_whole and not self._coding_breaks

    def problems(self) -> Iterator[FileError]:
        """Yield what was not read of it."""
        if self._parts.limit is not None:
            yield self._parts.limit
        if self._is_cut:
            yield LimitReachedError("a form of the text is too long to be compared as a whole", code="limit-text")
        yield from self.forms.problems()

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """Return names and addresses of some headers."""
        values = [decoded(value) for name in names for value in self._root.head.get_all(name, [])]
        try:
            found = getaddresses(values)
        except RecursionError:  # remarks inside remarks inside remarks (RFC 5322 §3.2.2)
            found = []
        if any(address for _, address in found):
            return found
        return [("", address) for value in values for address in emails_in(value)]

    def attachments(self, *, with_bodies: bool = False) -> Iterator[Attachment]:
        """Yield the files that it carries, under names that differ, and the forms of its text when asked for."""
        seen: dict[str, int] = {}
        for number, part in enumerate(self._parts.leaves, start=1):
            if part.is_body:
                for name, content in split_uuencoded(self._text(part))[1]:
                    yield Attachment(_own_name(name, seen), content)
            if part.is_body and not with_bodies:
                continue
            name = decoded(part.head.get_filename() or "").replace("\0", "").strip() or f"part {number}"
            ending = _ENDINGS.get(part.kind, "")
            has_ending = "." in name and ending != ".eml"
            name = name if has_ending or name.casefold().endswith(ending) else f"{name}{ending}"
            charset = part.head.get_content_charset() or ""
            location = decoded(part.head.get("content-location", ""))
            yield Attachment(_own_name(name, seen), self._content(part), part.kind, charset, location)

    def bodies(self) -> Iterator[tuple[_Entity, str]]:
        """Yield each form of the body and its text, without the files written into it."""
        for part in self._parts.leaves:
            if part.is_body:
                text, _ = split_uuencoded(self._text(part))
                self._is_cut |= len(text) > _MOST_FORM
                yield part, text[:_MOST_FORM]

    def _text(self, part: _Entity) -> str:
        return decoded_page(self._content(part) or b"", part.head.get_content_charset() or "")

    def _content(self, part: _Entity) -> bytes | None:
        """Return what a part holds, decoded; None when it cannot be."""
        coding = str(part.head.get("content-transfer-encoding", "")).strip().casefold()
        if part.kind.startswith("message/") and coding not in ("base64", "quoted-printable"):
            return part.body
        head = f"Content-Type: application/octet-stream\nContent-Transfer-Encoding: {coding}\n\n"
        leaf = message_from_bytes(head.encode("ascii", "replace") + part.body, policy=policy.compat32)
        try:
            found = leaf.get_payload(decode=True)
        except (ValueError, binascii.Error, LookupError):
            return None
        self._coding_breaks |= any(isinstance(defect, _BREAKS) for defect in leaf.defects)
        return found if isinstance(found, bytes) else None

    def _read_bodies(self, mail: Mail) -> None:
        """Compare the forms: what shows, and every other one."""
        bodies = Bodies()
        forms = set()
        for part, text in self.bodies():
            forms.add(part.kind)
            if part.kind != "text/plain":
                (bodies.pages if part.is_shown else bodies.other_pages).append(text)
            else:
                (bodies.lines if part.is_shown else bodies.other_lines).extend(lines_of(text))
        self.forms.compare(mail, bodies)
        mail.forms = len(forms)
        mail.outside = [text for text in self._parts.between if not _NO_TEXT.search(text)]


def _own_name(name: str, seen: dict[str, int]) -> str:
    """Return a name that is no path, and that no file before it has."""
    name = name.replace("/", "_").replace("\\", "_")
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{seen[name]} {name}"


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of plain text that say something, blanks aside."""
    yield from (" ".join(line.split()) for line in text.splitlines() if line.strip())


def take_head(mail: Mail, head: Message) -> None:
    """Put the lines of a head into `mail`, and the machines that they name."""
    seen: set[str] = set()
    for name, value in head.items():
        text, key = decoded(value), name.casefold()
        is_repeated = key in _SHOWN and key in seen
        seen.add(key)
        mail.headers.append(Header(name, text, key in _SHOWN and not is_repeated))
        if is_repeated:
            mail.unseen.append(("repeated line", text))
        elif key in _ADDRESSED:
            plain = _QUOTED.sub(" ", text[:_MOST_ADDRESS])
            mail.unseen.extend(("remark", remark) for remark in _REMARK.findall(plain) if remark.strip())
        if _ROUTE.match(name):
            found = (match[1] or match[2] for match in _MACHINE.finditer(text))
            mail.machines.extend(item for item in found if item not in mail.machines)


_CODED = re.compile(r"=\?([^?\s]*)\?([bq])\?([^?]*(?:\?(?!=)[^?]*){0,5})\?=", re.IGNORECASE)
"""An encoded word (RFC 2047 §2); some programs leave question marks in it as they are."""


def decoded(value: object) -> str:
    """Return a header's value as text; read in one pass, for it may hold any number of encoded words."""
    text = str(value)
    if "=?" not in text:
        return " ".join(text.split())
    pieces: list[str] = []
    coded: list[bytes] = []
    at, charset = 0, ""
    for found in _CODED.finditer(text):
        between = text[at : found.start()]
        content = _word_content(found[2], found[3])
        if content is None:  # it is shown as it is written
            continue
        if between.strip() or found[1] != charset:  # a character may be cut between words of one charset
            pieces.append(_in_charset(b"".join(coded), charset))
            coded.clear()
        pieces.append(between if between.strip() else "" if at else between)
        coded.append(content)
        at, charset = found.end(), found[1]
    pieces.append(_in_charset(b"".join(coded), charset))
    return " ".join("".join([*pieces, text[at:]]).split())


def _word_content(coding: str, text: str) -> bytes | None:
    data = text.encode("utf-8", "replace")
    try:
        return binascii.a2b_qp(data, header=True) if coding in "qQ" else binascii.a2b_base64(data + b"==")
    except binascii.Error:
        return None


def _in_charset(data: bytes, name: str) -> str:
    """Return text in a charset, which may be followed by a language (RFC 2231 §5)."""
    try:
        return data.decode(name.partition("*")[0] or "ascii", "replace")
    except (LookupError, ValueError):
        return data.decode("ascii", "replace")


_HEAD_END = re.compile(rb"\r?\n\r?\n|\A\r?\n")


def _entity(data: bytes) -> _Entity:
    found = _HEAD_END.search(data)
    end = len(data) if found is None else found.end()
    head = message_from_bytes(data[:end], policy=policy.compat32)
    return _Entity(head, data, end)


def _leaves(root: _Entity) -> _Parts:
    """Return the leaves of a message, and what stands between its parts (RFC 2046 §5.1)."""
    parts = _Parts()
    pending = [(root, 0)]
    count = 0
    while pending:
        entity, depth = pending.pop()
        boundary = entity.head.get_boundary() if entity.kind.startswith("multipart/") else None
        if boundary is None:
            parts.is_whole = parts.is_whole and not entity.kind.startswith("multipart/")
            parts.leaves.append(entity)
            continue
        count += 1
        if depth >= _DEEPEST or count + len(parts.leaves) + len(pending) > _MOST_PARTS:
            what = "nests its parts too deep" if depth >= _DEEPEST else "has too many parts"
            code = "limit-depth" if depth >= _DEEPEST else "limit-parts"
            parts.limit = LimitReachedError(f"the message {what}", code=code)
            continue
        pieces = _split(entity.body, boundary, parts)
        inner = [_entity(piece) for piece in pieces[:_MOST_PARTS]]
        _tell_shown(entity, inner)
        pending.extend((part, depth + 1) for part in reversed(inner))
    return parts


def _tell_shown(outer: _Entity, inner: list[_Entity]) -> None:
    """Mark which parts show: of alternatives one, of related parts their root (RFC 2046 §5.1.4, RFC 2387 §3.2)."""
    chosen: _Entity | None = None
    if outer.kind == "multipart/alternative":
        rich = (part for part in reversed(inner) if part.kind == "text/html" or part.kind.startswith("multipart/"))
        chosen = next(rich, None) or next((part for part in reversed(inner) if part.kind == "text/plain"), None)
    elif outer.kind == "multipart/related":
        start = outer.head.get_param("start")
        named = (part for part in inner if start and str(part.head.get("content-id", "")).strip() == start)
        chosen = next(named, None) or next(iter(inner), None)
    for part in inner:
        part.is_shown = outer.is_shown and (chosen is None or chosen is part) and part.kind not in _RARE_FORMS


def _split(body: bytes, boundary: str, parts: _Parts) -> list[bytes]:
    """Return the parts between the boundaries; what stands outside them goes to `parts.between`."""
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    pieces: list[bytes] = []
    start, is_closed, before = 0, False, len(body)
    for found in re.finditer(rb"(?:\A|\r?\n)--" + mark + rb"(--)?[ \t]*(?=\r?\n|\Z)", body):
        if before == len(body):
            before = found.start()
        elif start:
            pieces.append(_without_break(body[start : found.start()]))
        start = found.end()
        if found[1]:
            is_closed = True
            break
    if start and not is_closed:
        pieces.append(_without_break(body[start:]))
    parts.is_whole = parts.is_whole and is_closed
    for text in (body[:before], body[start:] if is_closed else b""):
        said = " ".join(text[:_MOST_FORM].decode("utf-8", "replace").split())
        if any(letter.isalnum() for letter in said):
            parts.between.append(said)
    return pieces


def _without_break(piece: bytes) -> bytes:
    return piece[2:] if piece.startswith(b"\r\n") else piece[1:] if piece.startswith(b"\n") else piece
