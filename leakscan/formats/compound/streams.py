"""The streams and byte ranges of a compound file in the ledger."""

from leakscan.containers.cfb import CfbContainer
from leakscan.containers.container import RangeKind
from leakscan.ledger import Ledger
from leakscan.parts import PartState

_KINDS = {
    RangeKind.STRUCTURE: ("structure", PartState.EXAMINED),
    RangeKind.PART_DATA: ("data of streams", PartState.EXAMINED),
    RangeKind.PADDING: ("padding", PartState.EXAMINED),
}


def enter_streams(container: CfbContainer, ledger: Ledger) -> None:
    """Enter every stream, and ranges that tile the file."""
    trail = container.source.trail
    if container.is_broken:
        message = "the tables of the compound file contradict themselves"
        ledger.problem("broken-chain", trail, message, lost="streams that nothing leads to")
    for entry in container.entries():
        ledger.enter(trail, entry.name, kind="stream", size=entry.size)
    for item in container.ranges():
        kind, state = _KINDS.get(item.kind, ("bytes that belong to no stream", PartState.UNKNOWN))
        ledger.enter(trail, "", kind=kind, size=item.end - item.start, state=state, start=item.start, end=item.end)
