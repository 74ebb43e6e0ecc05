"""Every rule keeps the same promises: its names agree, its texts are there, it finds what its fixture leaks."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import fixtures
import leakscan
from docs.generate import INDEX, index
from leakscan import detectors
from leakscan.errors import UnknownRuleError
from leakscan.render.rule_page import rule_page
from leakscan.rules import Rule, selected
from leakscan.rules import detectors as all_detectors
from leakscan.views.spreadsheet import Workbook
from tests.scanned import files, report_of

ROOT = Path(__file__).parent.parent
RULES = leakscan.rules()
MODULES = [
    info.name for info in pkgutil.walk_packages(detectors.__path__, detectors.__name__ + ".") if not info.ispkg
]
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def hits_of(rule: Rule, path: Path) -> list[leakscan.Finding]:
    return [finding for finding in report_of(path).findings if finding.rule.id == rule.id]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_named_as_its_function_and_its_rule(name: str) -> None:
    module = importlib.import_module(name)
    stem = name.rpartition(".")[2]
    looks = [item.look.__name__ for item in all_detectors() if item.look.__module__ == name]
    if not hasattr(module, "RULE"):  # what several rules have in common
        assert looks == []
        return
    assert module.RULE.module_name == stem
    assert stem in looks
    assert all(item.rule is module.RULE for item in all_detectors() if item.look.__module__ == name)


def test_the_index_of_detectors_is_what_they_say() -> None:
    """A detector that is not in it would never look."""
    assert INDEX.read_text(encoding="utf-8") == index(), "run: python -m docs.generate"


def test_a_view_is_looked_at_by_every_detector_of_its_class_and_of_those_it_is_made_from() -> None:
    for kind in {item.on for item in all_detectors()}:
        expected = tuple(item for item in all_detectors() if issubclass(kind, item.on))
        assert selected((), ()).looking_at(kind) == expected
        assert selected((), ()).looking_at(type("Narrower", (kind,), {})) == expected


def test_some_rules_are_chosen_or_refused() -> None:
    def rules_of(select: tuple[str, ...], ignore: tuple[str, ...]) -> set[str]:
        return {item.rule.id for item in selected(select, ignore).looking_at(Workbook)}

    assert rules_of(("hidden-sheet", "hidden-rows", "bookmark"), ("hidden-rows",)) == {"hidden-sheet"}
    assert rules_of((), ()) - rules_of((), ("hidden-rows",)) == {"hidden-rows"}
    with pytest.raises(UnknownRuleError):
        selected((), ("no-such-rule",))


def test_no_two_rules_share_an_id() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))


@every_rule
def test_a_rule_has_its_fixture_its_test_and_its_page(rule: Rule) -> None:
    assert (ROOT / "fixtures" / rule.module_name / "make.py").is_file()
    assert (ROOT / "fixtures" / rule.module_name / "golden.txt").is_file()
    assert (ROOT / "tests" / "detectors" / f"test_{rule.module_name}.py").is_file()


@every_rule
def test_the_page_of_a_rule_says_what_the_rule_says(rule: Rule) -> None:
    page = ROOT / "docs" / "rules" / f"{rule.id}.md"
    assert page.is_file(), "run: python -m docs.generate"
    assert page.read_text(encoding="utf-8") == rule_page(rule), "run: python -m docs.generate"


@every_rule
def test_the_texts_of_a_rule_are_there_and_are_sentences(rule: Rule) -> None:
    for text in (rule.finds, rule.why, rule.see, rule.remedy):
        assert text == " ".join(text.split())
        assert text[0].isupper()
        assert text.endswith(".")
        assert len(text) > 20
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert len(rule.title) < 60
    assert rule.references
    assert all(reference == reference.strip() != "" for reference in rule.references)
    assert rule.since.count(".") == 1


@every_rule
def test_a_rule_fires_on_every_leaky_file(rule: Rule) -> None:
    leaky = files(rule.module_name, "leaky")
    assert leaky
    assert [path.name for path in leaky if not hits_of(rule, path)] == []


@every_rule
def test_a_rule_is_silent_on_every_clean_file(rule: Rule) -> None:
    """Silent: nothing, or what is harmless by itself: a copy of what is visible, or something empty."""
    clean = files(rule.module_name, "clean")
    assert clean
    loud = {
        path.name
        for path in clean
        for finding in hits_of(rule, path)
        if finding.severity > leakscan.Severity.INFO and not finding.redundant
    }
    assert loud == set()


@pytest.mark.parametrize("name", fixtures.folders())
def test_findings_are_said_in_sentences_with_few_examples(name: str) -> None:
    for path in files(name):
        for finding in report_of(path).findings:
            assert finding.message[0].isupper(), finding.message
            assert finding.message.endswith("."), finding.message
            assert len(finding.evidence) <= 20, finding
