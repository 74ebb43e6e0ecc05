"""Macro projects read from compound files: what is there, and what damage costs."""

import pytest

from fixtures.making.macros import Macro, compiled, packed, project_streams
from leakscan.containers.cfb import CfbContainer
from leakscan.containers.cfb_writing import compound_file
from leakscan.findings import Place
from leakscan.formats.vba.compiled import texts_only_compiled
from leakscan.formats.vba.project import ProjectReader
from leakscan.limits import Budget, Limits
from leakscan.source import BytesStore, Source
from leakscan.views.macros import MacroProject

CODE = 'Sub Greet()\r\n    MsgBox "Say ""hi"" to all"\r\nEnd Sub\r\n'


def read(streams: dict[str, bytes], prefix: str = "") -> tuple[MacroProject, ProjectReader]:
    source = Source(BytesStore(compound_file(streams)), name="x", budget=Budget(Limits()))
    reader = ProjectReader(CfbContainer(source), prefix, Place(part="x"))
    return reader.read(), reader


def test_every_stream_is_read_and_the_source_comes_back() -> None:
    streams = project_streams({"Module1": Macro(source=CODE, literals=('Say "hi" to all',))}, prefix="P/")
    project, reader = read(streams, "P/")
    assert project.modules[0].source.endswith(CODE)
    assert project.modules[0].compiled == ()
    assert set(reader.seen) == set(streams)
    assert reader.problems == []


def test_source_longer_than_a_chunk_comes_back_whole() -> None:
    project, _ = read(project_streams({"Module1": Macro(source=CODE * 200)}))
    assert project.modules[0].source.count("Sub Greet()") == 200


def test_damaged_source_costs_only_itself_and_its_compiled_form_is_told() -> None:
    streams = project_streams({"A": Macro(source=CODE), "B": Macro(source=CODE)})
    streams["VBA/A"] = compiled(Macro(source="", literals=("left behind",))) + bytes(40)
    streams["VBA/dir"] = project_streams(
        {"A": Macro(source="", literals=("left behind",)), "B": Macro(source="")}
    )["VBA/dir"]
    project, reader = read(streams)
    first, second = project.modules
    assert (first.source, first.compiled) == ("", ("left behind",))
    assert second.source.endswith(CODE)
    assert [name for name, _ in reader.problems] == ["VBA/A"]


def test_without_a_list_of_modules_their_source_is_found_by_its_look() -> None:
    streams = project_streams({"A": Macro(source=CODE)})
    streams["VBA/dir"] = b"\x07 no list"
    project, reader = read(streams)
    assert [module.is_listed for module in project.modules] == [False]
    assert project.modules[0].source.endswith(CODE)
    assert [name for name, _ in reader.problems] == ["VBA/dir"]


def test_folders_of_users_are_told_and_those_of_the_system_are_not() -> None:
    own = "*\\G{00020430}#2.0#0#C:\\Windows\\System32\\stdole2.tlb#OLE"
    users = "*\\CC:\\Users\\afield\\Add-ins\\pay.xlam"
    project, _ = read(project_streams({}, references=(own, users)))
    assert project.paths == ("C:\\Users\\afield\\Add-ins\\pay.xlam",)


def test_texts_of_forms_come_back_whatever_their_width() -> None:
    form = b"\1\2\3Enter the salary\0\0" + "Second caption".encode("utf-16-le") + b"\0\0"
    project, _ = read(project_streams({}, Form1__o=form))
    assert [item.text for item in project.texts] == ["Enter the salary", "Second caption"]


@pytest.mark.parametrize("wide", [b"\xb6\x00", b"\xb9\x00"])
def test_literals_of_both_widths_of_windows_are_known(wide: bytes) -> None:
    assert list(texts_only_compiled(b"\0" + wide + b"\x05\x00Money", b"x")) == [b"Money"]


def test_a_literal_that_breaks_off_is_none() -> None:
    assert list(texts_only_compiled(b"\xb6\x00\x50\x00Money", b"x")) == []


def test_source_in_a_free_part_of_the_file_is_told() -> None:
    data = compound_file(project_streams({"A": Macro(source=CODE)})) + packed(
        b"Attribute VB_Name\r\n" + CODE.encode()
    )
    container = CfbContainer(
        Source(BytesStore(data.ljust(-(-len(data) // 512) * 512, b"\0")), name="x", budget=Budget(Limits()))
    )
    project = ProjectReader(container, "", Place(part="x")).read()
    assert [module.is_listed for module in project.modules] == [True, False]
