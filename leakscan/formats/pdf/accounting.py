"""Enters every object of a file in the ledger, those of one kind as one line."""

from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.reach import RECOGNISED, Kind, kind_of
from leakscan.formats.pdf.values import Stream
from leakscan.parts import PartState


def account(pdf: Pdf) -> None:
    """Enter the streams by kind, and each stream of an unknown kind by itself."""
    objects = pdf.objects
    if objects is None:
        return
    used = pdf.used
    unknown = {item.ref for item in pdf.odd if not item.held.is_told}
    counts: dict[Kind, int] = {}
    sizes: dict[Kind, int] = {}
    ledger = pdf.context.ledger
    for ref in objects.refs():
        value = objects.get(ref)
        kind = kind_of(objects, value, used.get(ref, ()))
        size = len(objects.raw(value)) if isinstance(value, Stream) else 0
        if ref in unknown:
            ledger.enter(pdf.trail, f"object {ref.number}", kind=kind.value, size=size)
            continue
        counts[kind] = counts.get(kind, 0) + 1
        sizes[kind] = sizes.get(kind, 0) + size
    ledger.pixels_not_read += counts.get(Kind.PICTURE, 0)
    for kind, count in counts.items():
        ledger.enter(
            pdf.trail,
            f"objects: {kind.value}",
            kind=f"{kind.value} ({count})",
            size=sizes[kind],
            state=PartState.RECOGNISED if kind in RECOGNISED else PartState.EXAMINED,
        )
