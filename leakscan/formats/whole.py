"""Whole numbers in the attributes of documents."""

_LARGEST = 2**63


def read_whole(text: str | None) -> int | None:
    """Return the whole number that a text says, or None when it says none that fits into 64 bits.

    No measure or number of the formats is larger (XML Schema Part 2 §3.3.16); larger ones fit into no other type.
    """
    try:
        number = int(text or "")
    except ValueError:
        return None
    return number if -_LARGEST <= number < _LARGEST else None
