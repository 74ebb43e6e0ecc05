"""Scripts that come with a document."""

from leakscan.detectors.external.document_script import RULE, document_script
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.actions import Action, ActionKind, Actions


def severities(*scripts: str) -> list[Severity]:
    items = [Action(ActionKind.SCRIPT, script, Place()) for script in scripts]
    return [judge(RULE, hit) for hit in document_script(Actions(items))]


def test_a_script_that_someone_wrote_is_found() -> None:
    assert severities("app.alert('Ada');") == [Severity.LOW]


def test_the_format_of_a_field_is_ordinary_unless_other_scripts_stand_beside_it() -> None:
    assert severities('AFDate_FormatEx("dd.mm.yyyy");') == [Severity.INFO]
    assert severities('AFDate_FormatEx("dd.mm.yyyy");', "app.alert('Ada');") == [Severity.LOW]


def test_a_document_without_scripts_is_no_finding() -> None:
    assert severities() == []
