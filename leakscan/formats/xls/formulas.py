"""How versions of BIFF pack parsed expressions ([MS-XLS] 2.5.198)."""

from leakscan.formats.parsed.expressions import Layout, TextForm

_MEMBERS = {0x00: "empty", 0x01: "number", 0x02: "text", 0x04: "boolean", 0x10: "error"}
_MEMBER_BYTES = {"empty": 8, "boolean": 8, "error": 8}

BIFF8 = Layout(
    rows=1 << 16,
    columns=1 << 8,
    row_bytes=2,
    column_bytes=2,
    text=TextForm.UNICODE,
    text_length_bytes=1,
    member_length_bytes=2,
    array_bytes=7,
    members=_MEMBERS,
    member_bytes=_MEMBER_BYTES,
    array_base=1,
    name_bytes=(2, 2),
    memory=(2, 8),
)
BIFF5 = Layout(
    rows=1 << 14,
    columns=1 << 8,
    row_bytes=2,
    column_bytes=1,
    flags_with_row=True,
    text=TextForm.BYTES,
    text_length_bytes=1,
    member_length_bytes=1,
    array_bytes=7,
    members=_MEMBERS,
    member_bytes=_MEMBER_BYTES,
    name_bytes=(2, 12),
    spells_sheets=True,
    memory=(2, 6),
)
"""As LibreOffice reads versions 5 and 7; arrays count their rows and columns from 1 there."""


def layout_of(version: int) -> Layout:
    """Return how a version packs its expressions."""
    return BIFF8 if version >= 8 else BIFF5
