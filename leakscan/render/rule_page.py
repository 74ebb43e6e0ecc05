"""What is known of the rules, as Markdown that reads well on a terminal too."""

from collections.abc import Iterable

from leakscan.rules import Rule


def rule_list(rules: Iterable[Rule]) -> str:
    """Return one line for each rule."""
    lines = [(rule.id, str(rule.severity), rule.title) for rule in rules]
    width = max((len(line[0]) for line in lines), default=0)
    return "".join(f"{rule_id:<{width}}  {severity:<8}  {title}\n" for rule_id, severity, title in lines)


def rule_page(rule: Rule) -> str:
    """Return all that is said of a rule."""
    references = "".join(f"- {reference}\n" for reference in rule.references)
    return f"""# {rule.id}

**{rule.title}** · severity {rule.severity} · since {rule.since}

## What it finds

{rule.finds}

## Why it matters

{rule.why}

## How to see it

{rule.see}

## How to remove it

{rule.remedy}

## References

{references}"""


def rule_index(rules: Iterable[Rule]) -> str:
    """Return the page that leads to the pages of the rules."""
    rows = "".join(
        f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {rule.title} | {rule.since} |\n" for rule in rules
    )
    return f"""# Rules

Made by `python -m docs.generate` from the rules themselves. The severity is that of a finding that holds data of
its own; the table in `leakscan/judging.py` says what changes it.

| Rule | Severity | What it finds | Since |
|---|---|---|---|
{rows}"""
