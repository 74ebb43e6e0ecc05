"""What the attributes of a cell of a page say of its value and its size."""

import re

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|-?\.\d+$")


def value_of(attributes: dict[str, str], text: str) -> tuple[str, str]:
    """Return type and text of a cell: the value that Excel kept, else what shows."""
    number = attributes.get("x:num")
    if number is not None:
        plain = (number or text).replace(",", "")
        if _NUMBER.match(plain) or re.match(r"-?\d+(?:\.\d+)?[eE][+-]?\d+$", plain):
            return "Number", plain
    if "x:bool" in attributes:
        return "Boolean", "1" if (attributes["x:bool"] or text).casefold() == "true" else "0"
    if "x:err" in attributes:
        return "Error", attributes["x:err"] or text
    if "x:str" not in attributes and _NUMBER.match(text) and not re.match(r"-?0\d", text):
        return "Number", text.replace(",", "")
    return "String", text or attributes.get("x:str") or ""


def span_of(text: str | None, most: int) -> int:
    """Return how many cells one reaches over, within bounds."""
    try:
        return max(1, min(int((text or "1").strip()), most))
    except ValueError:
        return 1


def points_of(text: str | None) -> float | None:
    """Return a size in points, None where there is none."""
    found = re.match(r"\s*(\d*\.?\d+)\s*(pt|px)?\s*$", text or "")
    if found is None:
        return None
    return float(found[1]) * (1.0 if found[2] == "pt" else 0.75)
