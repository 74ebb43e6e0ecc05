"""The text of a page from its bytes (WHATWG HTML §13.2.3)."""

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096


def decoded_page(data: bytes, charset: str = "") -> str:
    """Return the text of a page; `charset` is what stands outside it, such as in the head of a mail."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if data[:64].count(b"\0") > len(data[:64]) // 4:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    found = _META.search(data, 0, _HEAD_BYTES)
    for name in (charset, "" if found is None else found[1].decode("ascii")):
        text = _decoded(data, name)
        if text is not None:
            return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _decoded(data: bytes, name: str) -> str | None:
    """Return the text in an encoding of that name, or None when there is none."""
    name = name.strip().lower()
    if not name or name.startswith(
        ("utf-16", "utf-32", "unicode")
    ):  # a page that tells it in ASCII is none of these
        return None
    try:
        return data.decode({"iso-8859-1": "cp1252", "us-ascii": "cp1252"}.get(name, name), "replace")
    except (LookupError, ValueError):
        return None
