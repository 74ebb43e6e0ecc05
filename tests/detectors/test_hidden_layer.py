"""Layers that do not show."""

from leakscan.detectors.hidden.hidden_layer import RULE, hidden_layer
from leakscan.findings import Severity
from leakscan.judging import judge
from leakscan.views.pages import Layer, Pages


def severities(*layers: Layer) -> list[Severity]:
    return [judge(RULE, hit) for hit in hidden_layer(Pages(1, layers=list(layers)))]


def test_a_layer_that_is_off_is_found_and_one_that_is_on_is_not() -> None:
    [hit] = hidden_layer(Pages(1, layers=[Layer("Graves", is_visible=False), Layer("Paths", is_visible=True)]))
    assert hit.place.name == "Graves"


def test_a_layer_left_out_of_print_alone_is_ordinary() -> None:
    assert severities(Layer("Screen", is_visible=True, prints=False)) == [Severity.INFO]
    assert severities(Layer("Both", is_visible=True, prints=True)) == []
    assert severities(Layer("Paper", is_visible=False, prints=True)) == [Severity.LOW]
