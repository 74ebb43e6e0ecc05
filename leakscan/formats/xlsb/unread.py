"""What records that nothing here reads are about, as far as that is known ([MS-XLSB] 2.3)."""

from collections.abc import Iterable

_WORDS = (
    (range(415, 416), "logged formulas of names"),
    (range(394, 422), "logged changes of a shared workbook"),
)


def unread_words(types: Iterable[int]) -> str:
    """Return what records of these types hold, in words where there are any."""
    words: dict[str, None] = {}
    numbers = []
    for kind in sorted(types):
        known = next((word for among, word in _WORDS if kind in among), None)
        if known is None:
            numbers.append(str(kind))
        else:
            words[known] = None
    return ", ".join([*words, *([f"records of type {', '.join(numbers)}"] if numbers else [])])
