"""Values of style that stand behind names: custom properties (CSS Custom Properties Level 1)."""

import re
from collections.abc import Mapping

_REFERENCE = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
_DEEPEST = 10
_LONGEST = 10_000


class Variables:
    """The custom properties that an element and those around it set; elements that share them share one object."""

    __slots__ = ("_known",)

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._known = known or {}

    def with_those_of(self, told: Mapping[str, str]) -> "Variables":
        """Return these with what an element sets; the same object when it sets none."""
        own = {name: value for name, value in told.items() if name.startswith("--")}
        return Variables({**self._known, **own}) if own else self

    def resolved(self, told: Mapping[str, str], *, are_all: bool) -> dict[str, str]:
        """Return declarations with their values in the place of names; what cannot be told stays as it is.

        Args:
            told: the declarations.
            are_all: no other style sheet may set a property that stands for none here.
        """

        def value_of(found: re.Match[str]) -> str:
            own = self._known.get(found[1], found[2] if are_all else None)
            return found[0] if own is None else own.strip()

        found = dict(told)
        for name, value in told.items():
            if "var(" not in value or name.startswith("--"):
                continue
            for _ in range(_DEEPEST):
                value, count = _REFERENCE.subn(value_of, value)
                if not count or len(value) > _LONGEST:
                    break
            found[name] = value.strip()
            if name == "background-color" and ("url(" in value or "gradient(" in value):
                found["background-image"] = value
        return found
