from leakscan.detectors.review.revision_log import revision_log
from leakscan.findings import Access, Content, Place
from leakscan.views.history import RevisionLog
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key


def log(*values: str, overwritten: int = 0, is_related: bool = True) -> RevisionLog:
    made = RevisionLog(Place(part="log.xml"), changes=len(values), overwritten=overwritten, is_related=is_related)
    for value in values:
        made.values.add(value_key(value))
    return made


def test_a_value_that_was_overwritten_is_data() -> None:
    workbook = Workbook(revision_logs=[log("alpha", "beta", overwritten=1)])
    workbook.visible.add(value_key("beta"))
    (hit,) = revision_log(workbook)
    assert hit.content is Content.DATA
    assert (hit.counts.values, hit.counts.not_visible) == (2, 1)
    assert hit.message == "A log of changes tells what stood in the workbook before."


def test_a_log_without_values_is_empty() -> None:
    (hit,) = revision_log(Workbook(revision_logs=[log()]))
    assert hit.content is Content.EMPTY


def test_a_log_that_nothing_leads_to_shows_in_no_program() -> None:
    (hit,) = revision_log(Workbook(revision_logs=[log("alpha", is_related=False)]))
    assert hit.access is Access.PACKAGE
