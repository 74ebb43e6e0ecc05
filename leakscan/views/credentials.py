"""Passwords, keys and tokens in connection strings, addresses and commands; servers and users beside them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from leakscan.patterns import late_pattern

_PAIR = late_pattern(
    r"(?<![\w@])(?:[\w ]{0,64}?:)?@?(?P<key>[A-Za-z][\w ]{0,80}?)\s*+=\s*+"
    r"(?P<value>\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|N'(?:[^']|'')*'|\{(?:[^}]|\}\})*\}|[^;,&'\"\s][^;&'\"]*)?"
)
_SECRET_KEY = late_pattern(
    r"(?:.*[ _:.])?(?:password|passwd|passphrase|pwd|secret|client ?secret|account ?key|shared ?access ?key"
    r"|shared ?access ?signature|access ?token|refresh ?token|auth ?token|token"
    r"|api[ _-]?key|apikey|subscription[ _-]key"
    r"|access_?key|private_?key|jet oledb:database password|database password)",
    re.IGNORECASE,
)
_ADDRESS = late_pattern(r"\b[a-z][a-z0-9+.-]{0,40}://(?P<user>[^\s/:@?#]*):(?P<value>[^\s/@?#]+)@", re.IGNORECASE)
_AUTHORIZATION = late_pattern(r"\b(?:Bearer|Basic)\s+(?P<value>[\w.~+/=-]{8,})")
_AZURE_SIGNATURE = late_pattern(r"[?&]sig=(?P<value>[^&\s\"']+)", re.IGNORECASE)
_TOKEN = late_pattern(
    r"(?<!\w)(?P<value>(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\w{36,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}"
    r"|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})"
)
_SHORTEST_TOKEN = 14
"""The word `Basic`, a blank and eight signs."""
_NO_SECRET = late_pattern(r"[*•xX.]+|\?|%\w+%|\[[^\]]*\]|<[^>]*>|@\w+|null|none|true|false|yes|no", re.IGNORECASE)
_IDENTITY = {
    "server": re.compile(r"server|data source|address|addr|network address|host|hostname|dbq|location|url", re.I),
    "database": re.compile(r"database|initial catalog|db|dsn|defaultdir|dbname", re.I),
    "user": re.compile(r"user ?id|uid|user|username|user ?name|trusted_user", re.I),
}
_DEEPEST = 8
_NO_SERVER = late_pattern(r"\$Workbook\$|\$EmbeddedMashup.*\$|localhost|\(local\)|\.|127\.0\.0\.1|embedded", re.I)


def secrets_in(text: str) -> Iterator[str]:
    """Yield the passwords, keys and tokens that a connection string, an address or a command holds.

    Empty ones, and stars or placeholders that stand for them, are passed over.
    """
    seen = set()
    for value in _candidates(text):
        if value and value not in seen and not _NO_SECRET.fullmatch(value):
            seen.add(value)
            yield value


def identities_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield servers, databases and users that a connection string names: what, text."""
    for key, value in _pairs(text):
        for what, pattern in _IDENTITY.items():
            if value and pattern.fullmatch(key) and not (what == "server" and _NO_SERVER.fullmatch(value)):
                yield what, value


def _candidates(text: str) -> Iterator[str]:
    has_pairs = "=" in text
    for key, value in _pairs(text) if has_pairs else ():
        if _SECRET_KEY.fullmatch(key):
            yield value
    patterns = (
        *((_ADDRESS,) if "://" in text else ()),
        *((_AZURE_SIGNATURE,) if has_pairs else ()),
        *((_AUTHORIZATION, _TOKEN) if len(text) >= _SHORTEST_TOKEN else ()),
    )
    for pattern in patterns:
        for found in pattern.finditer(text):
            yield unquote(found["value"])


def _pairs(text: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the settings of a text, keys in plain words, values without quotes.

    A quoted value that is itself a list of settings, such as the extended properties of OLE DB, is opened too, and
    so is one in that, as far as programs write them.
    """
    for found in _PAIR.finditer(text):
        value = _bare(found["value"] or "")
        yield " ".join(found["key"].split()), value
        if "=" in value and value != (found["value"] or "") and depth < _DEEPEST:
            yield from _pairs(value, depth + 1)


def _bare(value: str) -> str:
    value = value.strip().removeprefix("N'") if value.startswith("N'") else value.strip()
    for first, last in (('"', '"'), ("'", "'"), ("{", "}")):
        if value.startswith(first) and value.endswith(last) and len(value) > 1:
            return value[1:-1].replace(last * 2, last)
    return value.rstrip("'\"")
