"""Actions that lead out of a document."""

import pytest

from leakscan.detectors.external.document_action import RULE, document_action
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.actions import Action, ActionKind, Actions

OUTWARD = (ActionKind.LAUNCH, ActionKind.REMOTE, ActionKind.SUBMIT, ActionKind.IMPORT)


@pytest.mark.parametrize("kind", OUTWARD)
def test_an_action_that_leads_out_is_found(kind: ActionKind) -> None:
    [hit] = document_action(Actions([Action(kind, "annex.pdf", Place(page=2))]))
    assert (hit.place.page, judge(RULE, hit)) == (2, Severity.LOW)


def test_an_address_of_the_web_is_an_ordinary_link() -> None:
    assert list(document_action(Actions([Action(ActionKind.ADDRESS, "https://example.org", Place())]))) == []
