import pytest

from leakscan.detectors.identity.document_properties import document_properties
from leakscan.findings import Content, Place
from leakscan.tables import Value
from leakscan.views.properties import Properties, Property, PropertyGroup


def content_of(group: PropertyGroup, name: str, value: Value) -> Content:
    (hit,) = document_properties(Properties([Property(group, name, value, Place(name=name))]))
    return hit.content


@pytest.mark.parametrize("name", ["subject", "description", "keywords", "category", "HyperlinkBase"])
def test_text_that_someone_wrote_is_data(name: str) -> None:
    assert content_of(PropertyGroup.CORE, name, "ZQ-Text") is Content.DATA


@pytest.mark.parametrize("name", ["Application", "creator", "TotalTime", "lastModifiedBy", "Company"])
def test_what_programs_write_is_their_own(name: str) -> None:
    assert content_of(PropertyGroup.APPLICATION, name, "ZQ-Text") is Content.OWN


def test_a_title_is_ordinary() -> None:
    assert content_of(PropertyGroup.CORE, "title", "ZQ-Text") is Content.AUTHORSHIP


def test_custom_fields_are_data_but_for_those_of_programs() -> None:
    assert content_of(PropertyGroup.CUSTOM, "Case", "ZQ-Case") is Content.DATA
    assert content_of(PropertyGroup.CUSTOM, "KSOProductBuildVer", "1033-10") is Content.OWN


def test_no_properties_are_no_hit() -> None:
    assert list(document_properties(Properties())) == []
