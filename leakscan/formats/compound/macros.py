"""The macro project in a storage of a binary document ([MS-OVBA] 2.2.1)."""

from leakscan.containers.cfb import CfbContainer
from leakscan.findings import Place
from leakscan.formats.vba.project import ProjectReader, macro_tables
from leakscan.ledger import Ledger
from leakscan.parts import PartState
from leakscan.views.macros import MacroProject


def read_macros(container: CfbContainer, prefix: str, ledger: Ledger) -> list[MacroProject]:
    """Return the macro project whose streams have names with that prefix, if any, and mark its streams."""
    if not any(entry.name.startswith(prefix) for entry in container.entries()):
        return []
    trail, place = container.source.trail, Place(part=prefix.rstrip("/"))
    projects: list[MacroProject] = []
    with ledger.recording(trail, place, lost="the macros", mark=False):
        reader = ProjectReader(container, prefix, place)
        project = reader.read()
        macro_tables(project)
        for name, kind in reader.seen.items():
            ledger.mark(trail, name, PartState.EXAMINED, kind=kind)
        for name, error in reader.problems:
            ledger.mark(trail, name, PartState.UNREADABLE)
            lost = "what the stream of the macros holds"
            ledger.problem(error.code, trail, str(error), place=Place(part=name), lost=lost)
        projects.append(project)
    return projects
