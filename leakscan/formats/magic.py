"""What kind of file some bytes begin, by their signature; never by a name."""

_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "compound file"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II\xbc\x01", "jpeg-xr"),
    (b"BM", "bmp"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bzip2"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\0\1\0\0Standard ", "access"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
)
PACKED = frozenset({"gzip", "bzip2", "xz"})
"""Kinds that hold one file, made smaller."""
PICTURES = frozenset({"png", "jpeg", "gif", "tiff", "jpeg-xr", "bmp", "wmf", "emf", "webp"})
_FEW_BYTES = frozenset({"bmp", "executable", "bzip2", "mp3"})
"""Kinds whose signature is so short that chance writes it; they are told only where a file is expected."""


def file_format(head: bytes, *, is_file: bool = True) -> str:
    """Return the name of the format that the bytes begin, or an empty string.

    Args:
        head: the first bytes, 64 or more where there are.
        is_file: the bytes are known to be a file; when false, signatures too short to be sure are left out.
    """
    for signature, name in _SIGNATURES:
        if head.startswith(signature) and (is_file or name not in _FEW_BYTES):
            return name
    if head[:4] == b"\x01\0\0\0" and head[40:44] == b" EMF":
        return "emf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "mp4"
    return ""


def is_tar(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of a tar archive."""
    return head[257:262] == b"ustar"
