"""Reads a message (RFC 5322, MIME): head, bodies and attachments; damage costs only the part it lies in."""

import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    HeaderParseError,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    StartBoundaryNotFoundDefect,
)
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from leakscan.formats.mail.html import HtmlText
from leakscan.views.mail import Header, Mail
from leakscan.views.words import missing_words, word_set

_SHOWN = frozenset({"from", "to", "cc", "subject", "date", "reply-to"})
_BLIND = ("bcc", "resent-bcc")
_ROUTE = re.compile(r"received|x-(?:originating-ip|sender-ip|forwarded|received|ms-exchange-organization)", re.I)
_MACHINE = re.compile(r"\b(?:from|by)\s+([\w.-]+\.[\w.-]+)|\[(\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:]+)\]", re.I)
_KNOWN = re.compile(
    rb"(?:received|return-path|delivered-to|message-id|mime-version|date|from|to|cc|subject|content-type|sender"
    rb"|x-[\w-]+|reply-to|importance|thread-topic|dkim-signature|authentication-results)[ \t]*:",
    re.IGNORECASE,
)
_BREAKS = (
    CloseBoundaryNotFoundDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    StartBoundaryNotFoundDefect,
)
_MOST_PARTS = 10_000
_MOST_FORM = 4_000_000


def is_message(head: bytes) -> bool:
    """Return whether the first bytes of a file are the head of a message: lines that only mail begins with."""
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    names = set()
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
    return len(names) >= 2 and bool(names & {b"from", b"received", b"message-id", b"mime-version", b"to", b"date"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a message carries.

    Attributes:
        name: the name it is handed on under.
        content: the file; None when it cannot be decoded.
    """

    name: str
    content: bytes | None


class MessageReader:
    """One message, parsed."""

    def __init__(self, data: bytes) -> None:
        self._message = message_from_bytes(data, policy=policy.compat32)

    def mail(self) -> Mail:
        """Return the head, and what of the bodies does not show."""
        mail = Mail()
        for name, value in self._message.items():
            text = decoded(value)
            mail.headers.append(Header(name, text, name.casefold() in _SHOWN))
            if _ROUTE.match(name):
                found = (match[1] or match[2] for match in _MACHINE.finditer(text))
                mail.machines.extend(item for item in found if item not in mail.machines)
        mail.blind = [address for _, address in self.addresses(*_BLIND) if address]
        self._read_bodies(mail)
        return mail

    @property
    def is_whole(self) -> bool:
        """Whether no boundary is missing and nothing coded breaks off, as far as parts were decoded."""
        return not any(isinstance(defect, _BREAKS) for part in self._message.walk() for defect in part.defects)

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """Return names and addresses of some headers."""
        values = [decoded(value) for name in names for value in self._message.get_all(name, [])]
        return getaddresses(values)

    def attachments(self) -> Iterator[Attachment]:
        """Yield the files that it carries, under names that differ."""
        seen: dict[str, int] = {}
        for number, part in enumerate(self._parts(), start=1):
            if _is_body(part):
                continue
            name = decoded(part.get_filename() or "").replace("\0", "").strip() or f"part {number}"
            if part.get_content_type() == "message/rfc822":
                name = name if name.casefold().endswith(".eml") else f"{name}.eml"
            name = name.replace("/", "_").replace("\\", "_")
            seen[name] = seen.get(name, 0) + 1
            yield Attachment(name if seen[name] == 1 else f"{seen[name]} {name}", _content(part))

    def bodies(self) -> Iterator[tuple[str, str]]:
        """Yield each form of the body: its kind and its text."""
        for part in self._parts():
            if _is_body(part):
                content = _content(part) or b""
                charset = part.get_content_charset() or "utf-8"
                try:
                    text = content.decode(charset, "replace")
                except (LookupError, ValueError):
                    text = content.decode("latin-1")
                yield part.get_content_type(), text[:_MOST_FORM]

    def _parts(self) -> Iterator[Message]:
        """Yield the leaves of the message; a message inside is one of them."""
        pending = [self._message]
        count = 0
        while pending and count < _MOST_PARTS:
            part = pending.pop(0)
            count += 1
            inner = part.get_payload()
            if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
                pending[:0] = [item for item in inner if isinstance(item, Message)]
            else:
                yield part

    def _read_bodies(self, mail: Mail) -> None:
        """Compare the forms: programs show HTML where there is any, and else plain text."""
        plain: list[str] = []
        page = HtmlText()
        forms = set()
        for kind, text in self.bodies():
            forms.add(kind)
            if kind == "text/html":
                page.feed(text)
            else:
                plain.extend(" ".join(line.split()) for line in text.splitlines() if line.strip())
        page.close()
        mail.forms = len(forms)
        if "text/html" in forms:
            shown = word_set(page.shown)
            mail.hidden = list(dict.fromkeys(page.hidden))
            mail.differing = [line for line in dict.fromkeys(plain) if _differs(missing_words(line, shown))]


def _differs(missing: list[str]) -> bool:
    """Return whether words of a plain line say more than the addresses that plain text adds for links."""
    return any(not re.search(r"[/@]|^(?:https?|www|cid|mailto|image|tel)", word) for word in missing)


def decoded(value: object) -> str:
    """Return a header's value as text, however it is encoded."""
    text = str(value)
    with suppress(HeaderParseError, LookupError, ValueError, binascii.Error):  # else it is shown as it is written
        text = str(make_header(decode_header(text)))
    return " ".join(text.split())


def _is_body(part: Message) -> bool:
    is_attached = part.get_content_disposition() == "attachment" or part.get_filename() is not None
    return not is_attached and part.get_content_type() in ("text/plain", "text/html")


def _content(part: Message) -> bytes | None:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            return inner[0].as_bytes()
    try:
        found = part.get_payload(decode=True)
    except (ValueError, binascii.Error, LookupError):
        return None
    return found if isinstance(found, bytes) else None
