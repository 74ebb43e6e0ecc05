from leakscan.detectors.hidden.hidden_shape import hidden_shape
from leakscan.findings import Content
from leakscan.views.side_texts import SideKind
from tests.detectors.side_texts import text, workbook_with


def test_there_is_one_hit_for_each_way_of_hiding() -> None:
    texts = [
        text(SideKind.HIDDEN_SHAPE, "alpha", what="shape that is hidden"),
        text(SideKind.HIDDEN_SHAPE, "beta", what="shape that is hidden"),
        text(SideKind.HIDDEN_SHAPE, "gamma", what="shape off the sheet"),
    ]
    hits = list(hidden_shape(workbook_with(*texts)))
    assert [hit.message for hit in hits] == [
        "A drawing holds a shape that is hidden.",
        "A drawing holds a shape off the sheet.",
    ]
    assert [hit.counts.values for hit in hits] == [2, 1]
    assert {hit.content for hit in hits} == {Content.DATA}


def test_a_stand_in_of_a_control_is_the_softwares_own() -> None:
    item = text(SideKind.HIDDEN_SHAPE, "Button 1", what="stand-in of a control or object", is_own=True)
    (hit,) = hidden_shape(workbook_with(item))
    assert hit.content is Content.OWN
