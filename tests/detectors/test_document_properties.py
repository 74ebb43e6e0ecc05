from leakscan.detectors.identity.document_properties import document_properties
from leakscan.findings import Content, Place
from leakscan.views.properties import Properties, Property, PropertyGroup


def item(group: PropertyGroup, name: str, value: str) -> Property:
    return Property(group, name, value, Place(part=f"{group.value}.xml", name=name))


def test_custom_properties_are_told_apart_from_those_of_every_document() -> None:
    properties = Properties(
        items=[
            item(PropertyGroup.CORE, "subject", "Dismissals"),
            item(PropertyGroup.APPLICATION, "Application", "Microsoft Excel"),
            item(PropertyGroup.CUSTOM, "KSOProductBuildVer", "1033"),
            item(PropertyGroup.CUSTOM, "Client", "Ada Field"),
        ]
    )
    standard, custom = document_properties(properties)
    assert (standard.counts.values, custom.counts.values) == (2, 2)
    assert [shown.reveal() for shown in standard.evidence] == ["Dismissals"]
    assert [shown.reveal() for shown in custom.evidence] == ["Ada Field", "1033"]
    assert custom.place.name == "Client"
    assert custom.message == "Custom properties hold text that someone wrote."


def test_custom_properties_of_programs_are_their_own() -> None:
    (hit,) = document_properties(Properties(items=[item(PropertyGroup.CUSTOM, "KSOProductBuildVer", "1033")]))
    assert hit.content is Content.OWN
    assert hit.message == "Custom properties hold what programs write."
