from leakscan.detectors.identity.sensitivity_label import sensitivity_label
from leakscan.findings import Content, Place
from leakscan.views.properties import Properties, Property, PropertyGroup

LABEL = "MSIP_Label_0a1b2c3d-0000-4000-8000-00000000000b"


def labelled(**values: str) -> Properties:
    place = Place(part="docProps/custom.xml")
    items = [Property(PropertyGroup.CUSTOM, f"{LABEL}_{name}", value, place) for name, value in values.items()]
    return Properties(items=[*items, Property(PropertyGroup.CUSTOM, "Client", "none", place)])


def test_a_label_is_listed_with_its_tenant() -> None:
    (hit,) = sensitivity_label(labelled(Enabled="True", SiteId="0a1b"))
    assert hit.content is Content.OWN
    assert hit.counts.values == 2
    assert hit.evidence[0].reveal() == "0a1b"


def test_who_set_a_label_tells_of_a_person() -> None:
    (hit,) = sensitivity_label(labelled(Enabled="True", Owner="ben@example.org"))
    assert hit.content is Content.OTHER_PEOPLE
    assert hit.evidence[0].reveal() == "ben@example.org"


def test_a_file_without_a_label_is_passed_over() -> None:
    assert list(sensitivity_label(labelled())) == []
