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
    sizes: dict[Kind, list[int]] = {}
    ledger = pdf.context.ledger
    for ref in objects.refs():
        value = objects.get(ref)
        kind = kind_of(objects, value, used.get(ref, ()))
        size = objects.raw_size(value) if isinstance(value, Stream) else 0
        if ref in unknown:
            ledger.enter(pdf.trail, f"object {ref.number}", kind=kind.value, size=size)
            continue
        sizes.setdefault(kind, []).append(size)
    ledger.pixels_not_read += len(sizes.get(Kind.PICTURE, ()))
    for kind, found in sizes.items():
        ledger.enter(
            pdf.trail,
            f"objects: {kind.value}",
            kind=f"{kind.value} ({len(found)})",
            size=sum(found),
            state=PartState.RECOGNISED if kind in RECOGNISED else PartState.EXAMINED,
        )
