from leakscan.detectors.hidden.macro_mismatch import macro_mismatch
from leakscan.findings import Confidence, Content, Hit, Place
from leakscan.views.macros import MacroModule, MacroProject


def hits(*modules: MacroModule) -> list[Hit]:
    return list(macro_mismatch(MacroProject(Place(part="xl/vbaProject.bin"), modules)))


def test_source_and_compiled_form_that_agree_say_nothing() -> None:
    assert hits(MacroModule("Module1", 'MsgBox "Hello"')) == []


def test_texts_only_the_compiled_form_holds_are_likely_left() -> None:
    (hit,) = hits(MacroModule("Module1", 'MsgBox "Hello"', ("Salary of Ada",)))
    assert (hit.content, hit.confidence, hit.counts.values) == (Content.DATA, Confidence.LIKELY, 1)
    assert hit.message == "The compiled macros hold texts that their source does not."


def test_source_that_was_emptied_is_said_to_be_empty() -> None:
    (hit,) = hits(MacroModule("Module1", 'Attribute VB_Name = "Module1"\r\n', ("Salary of Ada",)))
    assert hit.message == "The source of a macro is empty, its compiled form is not."


def test_a_password_left_behind_counts_as_credentials() -> None:
    (hit,) = hits(MacroModule("Module1", "", ("Provider=SQLOLEDB;Password=hunter2",)))
    assert hit.content is Content.CREDENTIALS
    assert hit.evidence[0].reveal() == "hunter2"


def test_a_module_that_is_not_listed_is_told_by_itself() -> None:
    (hit,) = hits(MacroModule("Module2", "Sub Old()\r\nEnd Sub", is_listed=False))
    assert hit.message == "A module of macros is not listed by the project."
