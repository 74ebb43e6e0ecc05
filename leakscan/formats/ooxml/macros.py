"""Macro projects of a package ([MS-OFFMACRO2] 2.2): the compound file in the part, signatures beside it."""

import re
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.formats.texts import runs_of_text
from leakscan.parts import PartState
from leakscan.views.macros import MacroProject, MacroText
from leakscan.views.paths import PathMention

_SIGNATURE = re.compile(r"vbaProjectSignature(?:Agile|V3)?$")
_PROJECT = "vbaProject"


def read_macros(package: Package) -> list[MacroProject]:
    """Return the macro projects of a package, whichever part holds them, and the names in their signatures."""
    projects: list[MacroProject] = []
    for name in package.entries:
        content_type = package.content_type(name)
        word = name.rpartition("/")[2].casefold()
        if _SIGNATURE.search(content_type):
            _add_signature(package, name, projects)
        elif content_type.endswith(_PROJECT) or word == "vbaproject.bin":
            _add_project(package, name, projects)
    if projects:
        from leakscan.formats.vba.project import macro_tables

        for project in projects:
            macro_tables(project)
    return projects


def macro_views(projects: list[MacroProject]) -> Iterator[object]:
    """Yield each macro project, and what its compound file notes of its storages."""
    for project in projects:
        yield project
        if project.directory is not None:
            yield project.directory


def macro_paths(projects: list[MacroProject]) -> list[PathMention]:
    """Return the folders that macro projects name."""
    return [PathMention(text, "in a macro project", item.place) for item in projects for text in item.paths]


def _add_project(package: Package, name: str, projects: list[MacroProject]) -> None:
    from leakscan.containers.cfb import CfbContainer
    from leakscan.formats.compound.directory import read_directory
    from leakscan.formats.vba.project import ProjectReader

    place = Place(part=name)
    with package.recording(place, lost="the macros"):
        child = package.container.source.child(name, package.extract(name), has_own_name=False)
        with closing(CfbContainer(child)) as container:
            reader = ProjectReader(container, "", place)
            project = reader.read()
            project.directory = next(read_directory(container, "", name), None)
            projects.append(project)
            package.mark(name, PartState.EXAMINED, "macro project")
            for stream, error in reader.problems:
                at = Place(part=name, name=stream)
                package.problem(error.code, at, str(error), lost="what the stream of the macros holds")


def _add_signature(package: Package, name: str, projects: list[MacroProject]) -> None:
    place = Place(part=name)
    with package.recording(place, lost="who signed the macros"):
        data = package.read(name)
        texts = [MacroText("signature", "text", text) for text in dict.fromkeys(runs_of_text(BytesIO(data)))]
        projects.append(MacroProject(place, texts=tuple(texts)))
        package.mark(name, PartState.EXAMINED, "signature of the macros")
