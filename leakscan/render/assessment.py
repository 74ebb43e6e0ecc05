"""An assessment in the order of a regulator's form, as text, JSON or a Word document."""

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from leakscan.pii.exposed import NOT_COUNTED
from leakscan.render.plain import plain

if TYPE_CHECKING:
    from leakscan.assessment import Assessment
    from leakscan.pii.exposed import Exposure

_WIDTH = 100
_MOST_LINES = 40
_INCOMPLETE = "INCOMPLETE: not everything in the files was examined; the numbers are of what was."
_NOT_LAW = "This says what the files hold. Whether anybody must be told of it is for the controller to decide."


def sections(assessment: "Assessment") -> Iterator[tuple[str, list[str]]]:
    """Yield the headings in their order, each with its entries as they stand, not yet made fit for a terminal."""
    exposure = assessment.exposure
    yield "People", [_people(exposure), *_children(assessment)]
    visible = [exposure.visibility] if exposure.visibility else []
    named = f"{exposure.records:,}" if exposure.records else "none was read that names or identifies anybody"
    unnamed = [f"{exposure.unnamed:,} more without a name or an identifier"] if exposure.unnamed else []
    yield "Records", [named, *unnamed, *visible]
    yield "Roles", [f"{role.value}: {count}" for role, count in exposure.roles.items()] or ["none is stated"]
    kinds = [f"{item} ({item.category.kind.value})" for item in exposure.indications]
    yield "Kinds of data", kinds or ["none was recognised"]
    yield (
        "Where, and how easily reached",
        [
            f"[{item.severity}] {item.where}. {item.what} Reach: {item.reach}. Who: {item.who}"
            for item in assessment.places
        ]
        or ["nowhere"],
    )
    moments = [
        f"{file.name}: {'; '.join(f'{what}: {when}' for what, when in file.moments)}" for file in assessment.files
    ]
    yield "When", moments
    if assessment.not_examined:
        yield "Not examined", list(assessment.not_examined)
    yield "Not counted", list(assessment.not_counted)
    yield "What to do next", _next_steps(assessment)


def _people(exposure: "Exposure") -> str:
    """Return how many people are exposed; that nobody could be counted is not said as a nought."""
    if exposure.is_uncounted:
        return NOT_COUNTED
    if not exposure.people.estimate:
        return f"none was recognised ({exposure.people.basis})"
    return f"{exposure.people} ({exposure.people.basis})"


def _children(assessment: "Assessment") -> list[str]:
    children = assessment.exposure.children
    return [f"children among them: {children}"] if children.estimate else []


def _next_steps(assessment: "Assessment") -> list[str]:
    steps = []
    if assessment.places:
        steps.append(
            "Withdraw the files from where others can reach them, and note when; keep a copy as evidence."
        )
        steps.append("Ask who has had the files: web logs, recipients, caches of search engines.")
    if not assessment.complete:
        steps.append("Examine by hand what is listed as not examined.")
    steps += [
        f"Before any new release: {text}" for text in dict.fromkeys(item.remedy for item in assessment.places)
    ]
    steps.append(_NOT_LAW)
    return steps


def to_text(assessment: "Assessment") -> str:
    """Return the assessment as text."""
    lines = [] if assessment.complete else [_INCOMPLETE, ""]
    for heading, entries in sections(assessment):
        lines.append(heading)
        for entry in entries[:_MOST_LINES]:
            lines += textwrap.wrap(
                plain(entry), _WIDTH, initial_indent="  - ", subsequent_indent="    ", break_long_words=False
            )
        if len(entries) > _MOST_LINES:
            lines.append(f"  … and {len(entries) - _MOST_LINES:,} more; the JSON form lists them all.")
        lines.append("")
    return "\n".join(lines)


def to_json(assessment: "Assessment") -> str:
    """Return the assessment as one JSON object."""
    # Escaped: a name of a file may hold bytes that are no UTF-8, and no character is lost by it.
    return json.dumps(assessment.to_dict(), ensure_ascii=True, allow_nan=False, indent=2) + "\n"


def to_docx(assessment: "Assessment", path: Path) -> None:
    """Write the assessment as a Word document, which only its owner can read."""
    import docx

    from leakscan.tables import private_file

    document = docx.Document()
    document.core_properties.author = ""
    document.add_heading("Who is exposed", level=1)
    if not assessment.complete:
        document.add_paragraph().add_run(_INCOMPLETE).bold = True
    for heading, entries in sections(assessment):
        document.add_heading(heading, level=2)
        for entry in entries:
            document.add_paragraph(plain(entry), style="List Bullet")
    with private_file(path).open("wb") as stream:
        document.save(stream)
