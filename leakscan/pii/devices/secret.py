"""Passwords in connection strings and addresses, keys and tokens."""

import re
from collections.abc import Iterator

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context, Match, Recogniser

# What issues each token is public: the issuers chose the prefixes so that scanners find them.
_TOKENS = late_pattern(
    r"(?<!\w)(?P<value>(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[0-9A-Za-z]{36,}|github_pat_\w{40,}|"
    r"glpat-[\w-]{20,}|"
    r"xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|[sr]k_live_[0-9A-Za-z]{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|"
    r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}|-----BEGIN [A-Z ]*PRIVATE KEY-----)"
)
_TOKEN_MARKS = late_pattern(r"AKIA|ASIA|gh|glpat-|xox|AIza|k_live_|SG\.|eyJ|-----BEGIN ")
_SETTING = late_pattern(
    r"(?<![a-z])(?:password|passwd|pwd|passphrase|passcode|api[_ -]?key|secret(?:[_ -]?key)?|accountkey|"
    r"sharedaccesskey|"
    r"access[_ -]?token|cyfrinair|mot de passe|kennwort|passwort|contrase\w+a|wachtwoord|haslo|"
    r"hasło)[\"']?\s?(?:=|:|\bis\b)\s?"
    r"[\"']?(?P<value>[^\s;\"'<>&,]{3,})",
    re.IGNORECASE,
)
_SETTING_MARKS = late_pattern(
    r"pass|pwd|api|secret|accountkey|accesskey|token|cyfrinair|kennwort|contrase|wachtwoord|has"
)
_ADDRESS = late_pattern(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,64}:(?P<value>[^\s/@]{1,64})@[\w.-]", re.IGNORECASE
)
_MASKED = late_pattern(
    r"[*•x.]+|\{.*\}|\[.*\]|<.*|%.*%|\$\w+|\?+|none|null|true|false|required|must|not|the|your", re.IGNORECASE
)
_HEADER = late_pattern(
    r"\b(?:password|passwd|pwd|pass ?phrase|pin code|passcode|secret|api key|token|cyfrinair|"
    r"mot de passe|kennwort|passwort|contrasena|wachtwoord|haslo)$"
)
_CELL = late_pattern(r"(?P<value>\S{4,64})")


def _find(text: str, context: Context) -> Iterator[Match]:
    if _TOKEN_MARKS.search(text):
        for match in _TOKENS.finditer(text):
            yield Match(Category.SECRET, *match.span("value"), Confidence.CERTAIN, "an issuer's form of key")
    for pattern, is_likely, why in (
        (_SETTING, _SETTING_MARKS.search(text.casefold()), "named in the same setting"),
        (_ADDRESS, "://" in text, "stands in an address"),
    ):
        for match in pattern.finditer(text) if is_likely else ():
            if not _MASKED.fullmatch(match["value"]):
                yield Match(Category.SECRET, *match.span("value"), Confidence.CERTAIN, why)
    if context.words and _HEADER.search(context.words):
        found = _CELL.fullmatch(text.strip())
        if found and not _MASKED.fullmatch(found["value"]) and any(not char.isalpha() for char in found["value"]):
            yield Match(Category.SECRET, 0, len(text), Confidence.LIKELY, "named by its column")


RECOGNISER = Recogniser(Category.SECRET, _find)
