"""Macros whose source is not all there is: compiled texts that it lacks, modules that are not listed."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.macros import MacroProject, facts_in

RULE = Rule(
    id="macro-mismatch",
    title="Macro texts that the source does not show",
    severity=Severity.MEDIUM,
    finds=(
        "Literals and remarks in the compiled form of a macro that its source does not hold, and modules that the "
        "project does not list or that lie in free parts of its file."
    ),
    why=(
        "What was emptied, replaced or deleted lives on in the compiled form, which no editor shows; it can "
        "hold what was taken out on purpose."
    ),
    see="No editor shows it; it stands in the part of the macro project.",
    remedy="Export every module, remove it, import it again and save; or save as a file without macros.",
    references=("[MS-OVBA] 2.3.4.3", "[MS-OVBA] 2.3.4.2.3.2"),
    since="0.1",
)


@detector(RULE, on=MacroProject)
def macro_mismatch(project: MacroProject) -> Iterator[Hit]:
    """Yield one hit for texts of the compiled form, and one for modules that are not listed."""
    compiled = [text for module in project.modules for text in module.compiled]
    if compiled:
        is_emptied = any(module.compiled and not module.code() for module in project.modules)
        message = "The compiled macros hold texts that their source does not."
        if is_emptied:
            message = "The source of a macro is empty, its compiled form is not."
        yield _hit(project, message, compiled, as_source="\n".join(f'"{text}"' for text in compiled))
    unlisted = [line for module in project.modules if not module.is_listed for line in module.code()]
    if unlisted:
        message = "A module of macros is not listed by the project."
        yield _hit(project, message, unlisted, as_source="\n".join(unlisted))


def _hit(project: MacroProject, message: str, texts: list[str], *, as_source: str) -> Hit:
    secrets = facts_in(as_source).secrets
    evidence = [Evidence("credential", text) for text in secrets]
    evidence.extend(Evidence("text", text) for text in dict.fromkeys(texts))
    return Hit(
        project.place,
        message,
        evidence=tuple(evidence[:5]),
        counts=Counts(values=len(texts)),
        table=project.leftovers,
        access=Access.PACKAGE,
        confidence=Confidence.LIKELY,
        content=Content.CREDENTIALS if secrets else Content.DATA,
    )
