"""Whom and what the texts beside cells and pages name, and which of them show."""

import re
from collections.abc import Iterator

from leakscan.views.paths import PathMention, read_path
from leakscan.views.people import PersonMention, Role
from leakscan.views.side_texts import SideKind, SideText, telling_in
from leakscan.views.surface import Surface
from leakscan.views.values import value_key


def shown_keys(texts: list[SideText]) -> Iterator[int]:
    """Yield the values that shapes show."""
    for item in texts:
        key = value_key(item.text) if item.is_shown and item.kind is SideKind.SHAPE else None
        if key is not None:
            yield key


def gather_mentions(texts: list[SideText], surface: Surface) -> None:
    """Add the people and paths that texts beside cells and pages name to those of the document."""
    for item in texts:
        if item.kind is SideKind.SIGNATURE and not item.is_own:
            _mention_signer(item, surface)
        if item.is_own or item.kind is SideKind.SHAPE:
            continue
        for what, text in telling_in(item.text):
            if what == "e-mail":
                surface.mentions.append(PersonMention(text, Role.OTHER, item.place))
            elif what == "path":
                surface.paths.append(PathMention(text, item.what, item.place))
    for part in surface.text_parts:
        for what, text in part.telling:
            if what == "e-mail" and part.kind is SideKind.PRINTER:
                continue  # told with the printer
            if what == "e-mail":
                surface.mentions.append(PersonMention(text, Role.OTHER, part.place))
            elif what == "path" and part.kind is SideKind.PRINTER:
                facts = read_path(text)
                user = "" if facts is None else facts.user
                surface.mentions.append(PersonMention(user, Role.PATH_ACCOUNT, part.place))
            elif what == "path":
                surface.paths.append(PathMention(text, f"text of {part.kind.value}", part.place))


def _mention_signer(item: SideText, surface: Surface) -> None:
    if item.what == "subject of the certificate":
        found = re.search(r"(?:^|,)CN=((?:\\.|[^,\\])*)", item.text)
        if found is not None:
            surface.mentions.append(PersonMention(re.sub(r"\\(.)", r"\1", found[1]), Role.SIGNER, item.place))
    elif item.what in ("account in the certificate", "suggested signer"):
        surface.mentions.append(PersonMention(item.text, Role.SIGNER, item.place))
