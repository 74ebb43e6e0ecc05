"""Source of macros: what it says of people, machines and passwords."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.macros import MacroProject, facts_in

RULE = Rule(
    id="macro-source",
    title="Macros",
    severity=Severity.INFO,
    finds=(
        "Macro projects: their source, the texts of their forms and the names in their signatures; passwords, "
        "authors, e-mail addresses, servers and folders in them."
    ),
    why=(
        "Macros name those who wrote them and the machines they run on, and passwords often stand in them. "
        "The password of a macro project keeps nobody from reading its source."
    ),
    see=(
        "Office: Alt+F11 opens the editor with every module and form. LibreOffice: Tools, Macros, Edit Macros, "
        "under the name of the file."
    ),
    remedy=(
        "Office: save as a file without macros (.xlsx, .docx or .pptx). LibreOffice: Tools, Macros, "
        "Organize Macros, Basic: delete the modules under the name of the file. Or take passwords and names out "
        "of the source."
    ),
    references=("[MS-OVBA] 2.3.4.3", "[MS-OVBA] 2.4.1", "ODF 1.3 part 3, §3.12"),
    since="0.1",
)


@detector(RULE, on=MacroProject)
def macro_source(project: MacroProject) -> Iterator[Hit]:
    """Yield one hit for each project."""
    lines = [line for module in project.modules if module.is_listed for line in module.code()]
    facts = facts_in("\n".join(lines))
    if facts.secrets:
        message, content = "Macros hold a password, key or token.", Content.CREDENTIALS
    elif facts.people:
        message, content = "Macros name people.", Content.OTHER_PEOPLE
    elif facts.places:
        message, content = "Macros name folders, machines or addresses.", Content.OTHER_PEOPLE
    elif lines or project.texts:
        message = "The file holds macros." if project.modules else "The macros are signed."
        content = Content.DATA
    elif project.modules:
        message, content = "The file holds a macro project without code.", Content.EMPTY
    else:
        return
    evidence = [Evidence("credential", text) for text in facts.secrets]
    evidence.extend(Evidence("person", text) for text in facts.people)
    evidence.extend(Evidence("path", text) for text in facts.places)
    yield Hit(
        project.place,
        message,
        evidence=tuple(evidence[:5]),
        counts=Counts(values=len(lines) + len(project.texts)),
        table=project.table,
        access=Access.IN_APP,
        content=content,
    )
