"""The escapes of SpreadsheetML text: characters that XML cannot hold, written `_x000D_`."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Return a text of type `ST_Xstring` with its escapes resolved (ECMA-376-1 §22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def escaped(text: str) -> str:
    """Return a text so that `unescaped` gives it back."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: f"_x005F_{found[0][1:]}", text)
