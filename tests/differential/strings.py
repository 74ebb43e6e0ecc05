"""Shared strings, and the items of a pivot cache's definition, through the parser alone and read together."""

import io
from collections.abc import Callable
from dataclasses import asdict

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.xlsx.looks import Looks
from leakscan.formats.xlsx.palette import Palette
from leakscan.formats.xlsx.pivot_definitions import DefinitionHandler, read_definition
from leakscan.formats.xlsx.pivots import Definition
from leakscan.formats.xlsx.strings import SharedStrings, StringsHandler, read_strings


class CountingStrings(SharedStrings):
    """Counts how many strings came together."""

    together = 0

    def extend(self, texts: list[str] | tuple[str, ...]) -> None:  # type: ignore[override]
        self.together += len(texts) if isinstance(texts, list) else 0
        super().extend(texts)


class BothStrings:
    """What came of one part of shared strings, read both ways (see `sheets.Both`)."""

    def __init__(self, part: bytes, *, block_bytes: int) -> None:
        looks = Looks(Palette({}, {}))
        exact, fast = SharedStrings(), CountingStrings()
        damage = _damage(lambda stream: xmlsafe.stream(stream, StringsHandler(exact, looks)), part)
        exact.finish()
        self.is_damaged = bool(damage)
        self.exact = {**_strings(exact), "damage": damage}
        damage = _damage(lambda stream: read_strings(stream, fast, looks, block_bytes=block_bytes), part)
        self.fast = {**_strings(fast), "damage": damage}
        self.together = fast.together

    @property
    def different(self) -> list[str]:
        """Names of what the two tell differently."""
        return [name for name in self.exact if self.exact[name] != self.fast[name]]


class BothDefinitions:
    """What came of one definition of a pivot cache, read both ways."""

    def __init__(self, part: bytes, *, block_bytes: int) -> None:
        exact, fast = Definition(), Definition()
        damage = _damage(lambda stream: xmlsafe.stream(stream, DefinitionHandler(exact)), part)
        exact.kept.finish()
        self.is_damaged = bool(damage)
        self.exact = {**_definition(exact), "damage": damage}
        damage = _damage(lambda stream: read_definition(stream, fast, block_bytes=block_bytes), part)
        self.fast = {**_definition(fast), "damage": damage}

    @property
    def different(self) -> list[str]:
        """Names of what the two tell differently."""
        return [name for name in self.exact if self.exact[name] != self.fast[name]]


def _damage(read: Callable[[io.BytesIO], None], part: bytes) -> str:
    try:
        read(io.BytesIO(part))
    except FileError as error:
        return error.code
    return ""


def _strings(strings: SharedStrings) -> dict[str, object]:
    return {
        "texts": [strings[number] for number in range(len(strings))],
        "keys": list(strings.keys),
        "filled": bytes(strings.filled),
        "runs": dict(strings.runs),
        "readings": (strings.readings.rows, strings.readings.examples),
        "strays": (strings.walker.root, list(strings.walker.strays.texts)) if strings.walker is not None else None,
    }


def _definition(definition: Definition) -> dict[str, object]:
    return {
        "items": [definition.item(number) for number in range(len(definition.kept))],
        "keys": list(definition.keys(is_1904=True)),
        "kinds": bytes(definition.kinds),
        "roles": bytes(definition.roles),
        "owners": list(definition.owners),
        "fields": [asdict(field) for field in definition.fields],
        "captioned": definition.captioned,
    }
