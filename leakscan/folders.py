"""The files below a folder, in a fixed order and without surprises."""

import os
from collections.abc import Iterator


def files_below(folder: str | os.PathLike[str], *, unlisted: list[str]) -> Iterator[str]:
    """Yield the path of every file below a folder, by name, folder after folder.

    Symbolic links are not followed, whether they lead to files or to folders; dot-files are files like any other.
    Pipes, sockets and devices are left out: reading one could wait for ever.

    Args:
        folder: where to begin.
        unlisted: gets the path of every folder that cannot be listed, so that none is passed over in silence.
    """
    pending = [os.fspath(folder)]
    while pending:
        path = pending.pop()
        try:
            with os.scandir(path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            unlisted.append(path)
            continue
        inner = []
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                inner.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path
        pending.extend(reversed(inner))
