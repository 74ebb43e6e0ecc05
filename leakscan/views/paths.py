"""Paths of folders and machines, in all their spellings, and who they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from leakscan.findings import Place
from leakscan.patterns import late_pattern
from leakscan.tables import Row, Table

COLUMNS = ("Path", "Where", "Part")


class PathMention(NamedTuple):
    """A path as a file writes it.

    Attributes:
        text: the path.
        where: what it is the path of, such as "folder the file was saved in".
        place: where it stands.
    """

    text: str
    where: str
    place: Place

    @property
    def facts(self) -> "PathFacts":
        """What the path tells; a web address that a file was saved at tells of its server."""
        found = read_path(self.text)
        if found is not None:
            return found
        web = _WEB.match(self.text)
        return PathFacts() if web is None else PathFacts(server=web[1])


@dataclass(slots=True, eq=False, repr=False)
class Paths:
    """The paths a document holds, with the names of its own authors.

    Attributes:
        items: the paths.
        authors: creator and last editor.
        table: the paths as rows.
    """

    items: list[PathMention] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    table: Table | None = None

    def rows(self) -> Iterator[Row]:
        """Yield the paths as rows."""
        for item in self.items:
            yield item.text, item.where, item.place.part


class PathFacts(NamedTuple):
    """What a path tells.

    Attributes:
        user: the account whose folder it is; empty when it names none.
        server: the machine or tenant it lies on; empty for a local drive.
    """

    user: str = ""
    server: str = ""


_SEPARATOR = late_pattern(r"[/\\:%]")
"""Every path has one of them, perhaps in the writing of addresses."""
_WEB = late_pattern(r"^https?://([^/]+)", re.IGNORECASE)
_USER_FOLDER = late_pattern(
    r"(?:^|/)(?:users|documents and settings|dokumente und einstellungen|benutzer|utilisateurs|usuarios|home\$?"
    r"|homes|profiles\$?|userdata\$?|export/home)/([^/]+)(?=/|$)",
    re.IGNORECASE,
)
_MEDIA_FOLDER = late_pattern(r"^/(?:run/)?media/([^/]+)/[^/]+/", re.IGNORECASE)
_DRIVE = late_pattern(r"^/?[a-z][:|]/", re.IGNORECASE)
_CLOUD_PERSON = late_pattern(r"^https?://([^/]*-my\.sharepoint(?:-df)?\.[^/]+)/(?:[^/]+/)*?personal/([^/]+)", re.I)
_CLOUD_DRIVE = late_pattern(r"^https?://(d\.docs\.live\.net)/([0-9a-f]{8,16})(?=/|$)", re.IGNORECASE)
_POSIX_ROOTS = late_pattern(
    r"^/(?:home|users|root|mnt|media|volumes|srv|opt|tmp|var|private|export|data|run)/", re.I
)
_CLASSIC_MAC = late_pattern(r"^(?:Macintosh HD:|[^:/\\?*]{1,27}:Users:)(?:[^:/\\]+:)*[^:/\\]*$", re.IGNORECASE)
_NOBODY = frozenset(
    {
        "all users",
        "admin",
        "administrator",
        "default",
        "default user",
        "guest",
        "public",
        "root",
        "runner",
        "shared",
        "user",
        "users",
    }
)
_OWN_MACHINE = frozenset({"localhost", "127.0.0.1", ".", "?", "::1"})


def read_path(text: str) -> PathFacts | None:
    """Return what a path tells, or None when the text is no path of a folder, machine or cloud drive.

    Windows drives, UNC, POSIX, classic Macintosh, `file:` addresses with percent signs, and the addresses of
    personal SharePoint and OneDrive folders are read. A relative path counts when it leads through the folder
    of a user.
    """
    if _SEPARATOR.search(text) is None:
        return None
    text = text.strip().strip("\"'[]")
    for pattern in (_CLOUD_PERSON, _CLOUD_DRIVE):
        found = pattern.match(text)
        if found is not None:
            return PathFacts(user=unquote(found[2]), server=found[1])
    is_file_address = text.casefold().startswith("file:")
    if not is_file_address and re.match(r"[a-z][a-z0-9+.-]+:", text, re.IGNORECASE) and not _is_classic(text):
        return None
    path = text[5:] if is_file_address else text
    if is_file_address or "%" in path:
        path = unquote(path)
    path = path.replace("\\", "/")
    if is_file_address:
        path = _file_path(path)
    return _facts(path, is_file_address=is_file_address)


def _is_classic(text: str) -> bool:
    return _CLASSIC_MAC.match(text) is not None


def _file_path(path: str) -> str:
    """Return the path of a file address: `//host/x` is a share, `///x` and `//localhost/x` are local."""
    if path.startswith("/////"):
        return path[3:]
    if path.startswith("///"):
        return path[2:]
    host, _, rest = path.removeprefix("//").partition("/")
    if path.startswith("//") and host.casefold() in _OWN_MACHINE:
        return "/" + rest
    return path[2:] if path.startswith("//") and _DRIVE.match(path[2:]) else path


def _facts(path: str, *, is_file_address: bool) -> PathFacts | None:
    if path.startswith("//"):
        host, _, rest = path.lstrip("/").partition("/")
        if host in ("?", ".") and rest:
            rest = rest.removeprefix("UNC/") if rest.startswith("UNC/") else rest
            return _facts(f"//{rest}" if not _DRIVE.match(rest) else rest, is_file_address=False)
        if not host or not rest:
            return None
        server = "" if host.casefold() in _OWN_MACHINE else host.partition("@")[0]
        return PathFacts(user=_user(f"/{rest}"), server=server)
    if _DRIVE.match(path):
        return PathFacts(user=_user(path))
    if _POSIX_ROOTS.match(path) or (is_file_address and path.startswith("/")):
        return PathFacts(user=_user(path))
    if _is_classic(path):
        return PathFacts(user=_user("/" + path.replace(":", "/")))
    user = _user(path) if "/" in path else ""
    return PathFacts(user=user) if user and re.match(r"(?:\.\.?/)|users/|home/", path, re.IGNORECASE) else None


def _user(path: str) -> str:
    found = _USER_FOLDER.search(path) or _MEDIA_FOLDER.match(path)
    name = found[1].strip() if found is not None else ""
    return "" if name.casefold() in _NOBODY else name
