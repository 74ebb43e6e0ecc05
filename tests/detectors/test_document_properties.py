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


def test_custom_properties_are_told_apart_from_those_of_every_document() -> None:
    properties = Properties(
        [
            Property(PropertyGroup.CORE, "subject", "Dismissals", Place(name="subject")),
            Property(PropertyGroup.APPLICATION, "Application", "Microsoft Excel", Place(name="Application")),
            Property(PropertyGroup.CUSTOM, "KSOProductBuildVer", "1033", Place(name="KSOProductBuildVer")),
            Property(PropertyGroup.CUSTOM, "Client", "Ada Field", Place(name="Client")),
        ]
    )
    standard, custom = document_properties(properties)
    assert (standard.counts.values, custom.counts.values) == (2, 2)
    assert [shown.reveal() for shown in standard.evidence] == ["Dismissals"]
    assert [shown.reveal() for shown in custom.evidence] == ["Ada Field", "1033"]
    assert custom.place == Place(name="Client")


def copies(*parts: str) -> Properties:
    places = [Place(part=part, name="creator") for part in parts]
    authors = ("Ada Field", "Ben Marsh")
    return Properties(
        [
            Property(PropertyGroup.CORE, "creator", author, place)
            for author, place in zip(authors, places, strict=True)
        ]
    )


def test_copies_that_differ_are_a_hit_of_their_own() -> None:
    _, hit = document_properties(copies("docProps/core.xml", "docProps/old.xml"))
    assert hit.message == "The file holds copies of a property that say different things."
    assert [shown.reveal() for shown in hit.evidence] == ["Ada Field", "Ben Marsh"]
    assert hit.content is Content.OWN


def test_a_property_with_several_values_in_one_part_is_no_copy() -> None:
    (hit,) = document_properties(copies("docProps/core.xml", "docProps/core.xml"))
    assert hit.message == "Properties hold what programs write."


def test_one_date_written_in_two_ways_is_no_contradiction() -> None:
    dates = ("D:20110830090031-04'00'", "2011-08-30T09:00:31-04:00")
    items = [
        Property(PropertyGroup.CORE, "created", date, Place(part=part))
        for part, date in zip(("object 1", "object 2"), dates, strict=True)
    ]
    assert len(list(document_properties(Properties(items)))) == 1
