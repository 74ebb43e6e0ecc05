"""Reads the strings that operators show, where they are written in letters (ISO 32000-2 9.4.3)."""

import re

_SHOWN = re.compile(
    rb"\\.|\(((?:[^()\\]|\\.)*)\)[\0\t\n\f\r ]*(?:Tj|'|\")"
    rb"|\[((?:[^\[\]()]|\((?:[^()\\]|\\.)*\))*)\][\0\t\n\f\r ]*TJ",
    re.DOTALL,
)
_PIECE = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)


def shown_strings(data: bytes) -> str:
    """Return the strings that a content stream shows, where they are written in letters."""
    texts = []
    for found in _SHOWN.finditer(data):
        if found[0].startswith(b"\\"):  # of a string without an end, which is not sought again from each sign
            continue
        pieces = [found[1]] if found[1] is not None else [piece[1] for piece in _PIECE.finditer(found[2] or b"")]
        texts.append(b"".join(re.sub(rb"\\([()\\])", rb"\1", piece) for piece in pieces).decode("latin-1"))
    text = " ".join(texts)
    letters = sum(character.isalnum() or character.isspace() or character in ".,;:-'()" for character in text)
    return text if text and letters >= len(text) * 0.8 else ""
