"""What Python's zipfile reads in an archive."""

import zipfile
from pathlib import Path

from tests.peers.reading import Reading, empty_reading

KINDS = ("archive comments", "bytes before the first entry")


def reading(path: Path) -> Reading:
    """Return what zipfile finds in an archive."""
    found = empty_reading(*KINDS)
    with zipfile.ZipFile(path) as archive:
        comments = [archive.comment, *(entry.comment for entry in archive.infolist())]
        for comment in comments:
            if comment:
                found["archive comments"][(comment.decode("utf-8", "replace"),)] += 1
        first = min(entry.header_offset for entry in archive.infolist())
        if first:
            found["bytes before the first entry"][(str(first),)] += 1
    return found
