"""History in the metadata."""

from leakscan.detectors.identity.document_history import RULE, document_history
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.metadata_history import History, HistoryItem, HistoryKind


def severities(*items: tuple[HistoryKind, str]) -> list[Severity]:
    found = [HistoryItem(kind, name, "Ada", Place(name=name)) for kind, name in items]
    return [judge(RULE, hit) for hit in document_history(History(found))]


def test_a_title_that_two_sets_give_differently_is_found() -> None:
    assert severities((HistoryKind.DISAGREEMENT, "Title")) == [Severity.LOW]
    assert severities((HistoryKind.DISAGREEMENT, "Producer")) == [Severity.INFO]


def test_identities_and_steps_are_ordinary() -> None:
    assert severities((HistoryKind.IDENTITY, "DocumentID"), (HistoryKind.STEP, "when")) == [Severity.INFO] * 2


def test_a_source_named_by_its_path_is_found() -> None:
    assert severities((HistoryKind.SOURCE, "filePath")) == [Severity.LOW]
    assert severities((HistoryKind.SOURCE, "documentID")) == [Severity.INFO]
