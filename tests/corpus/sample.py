"""Random findings over the corpus, revealed, to be read as a disclosure officer would read them."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

_TEXT_CHARACTERS = 120


def sample_lines(reports: Mapping[str, dict[str, Any]], *, size: int, seed: int) -> Iterator[str]:
    """Yield the lines of `size` findings, the same ones for the same seed and reports.

    Half of them are drawn evenly over the rules, so that a rule that speaks in every file does not crowd out
    the others.
    """
    found = [(name, finding) for name, report in sorted(reports.items()) for finding in report.get("findings", [])]
    chance = random.Random(seed)
    chosen = chance.sample(range(len(found)), min(size // 2, len(found)))
    by_rule: dict[str, list[int]] = {}
    for number, (_, finding) in enumerate(found):
        if number not in chosen:
            by_rule.setdefault(finding["rule"], []).append(number)
    while by_rule and len(chosen) < size:
        for rule in sorted(by_rule):
            if len(chosen) < size:
                chosen.append(by_rule[rule].pop(chance.randrange(len(by_rule[rule]))))
        by_rule = {rule: numbers for rule, numbers in by_rule.items() if numbers}
    for position, number in enumerate(sorted(chosen), start=1):
        yield from _finding_lines(position, *found[number])


def _finding_lines(position: int, name: str, finding: dict[str, Any]) -> Iterator[str]:
    inner = " > ".join(finding["trail"][1:])
    flags = [word for word in ("indexed", "redundant") if finding[word]]
    head = (finding["severity"], finding["rule"], finding["confidence"], finding["access"], *flags)
    yield f"{position}. {name}{' > ' if inner else ''}{inner}"
    yield f"   [{' '.join(head)}] {finding['message']}"
    yield f"   where: {' '.join(f'{key}={value}' for key, value in finding['place'].items()) or 'the file'}"
    yield f"   counts: {' '.join(f'{key}={value}' for key, value in finding['counts'].items()) or 'none'}"
    if finding["table"]:
        yield f"   table: {finding['table']['rows']} rows, {finding['table']['columns']} columns"
    for item in finding["evidence"]:
        text = " ".join(item["text"].split())
        yield f"   {item['kind']}: {text[:_TEXT_CHARACTERS]}{' …' if len(text) > _TEXT_CHARACTERS else ''}"
    yield ""
