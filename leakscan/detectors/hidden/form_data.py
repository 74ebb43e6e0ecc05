"""Values of a form's own data."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.forms import Form
from leakscan.views.words import word_set

RULE = Rule(
    id="form-data",
    title="Form data with words no page shows",
    severity=Severity.MEDIUM,
    finds=(
        "Values in the XFA datasets of a form with words that stand on no visible page, where it fetches them "
        "from, and values of fields and texts that its template hides."
    ),
    why="The datasets keep everything that was ever filled in, whether or not a field of the form shows it.",
    see="Acrobat: Forms, Export Data, as XML.",
    remedy="Print the form to a new PDF, or remove the XFA part with Acrobat's Sanitize Document.",
    references=("ISO 32000-1 §12.7.8", "XFA 3.3 part 1, chapter 3", "XFA 3.3 part 2, chapter 17"),
    since="0.1",
)


@detector(RULE, on=Form)
def form_data(form: Form) -> Iterator[Hit]:
    """Yield one hit for all values."""
    items = [item for item in form.data if item.missing]
    if not form.data:
        return
    values = word_set(item.value for item in form.data)
    missing = word_set(word for item in items for word in item.missing)
    yield Hit(
        Place(name="XFA"),
        "The form's own data hold words that no page shows."
        if items
        else "The form's own data are on the pages too.",
        evidence=tuple(Evidence("value", item.value) for item in items[:5]),
        counts=Counts(values=len(form.data), distinct_values=len(values), not_visible=len(missing)),
        table=form.data_table,
        access=Access.IN_APP,
        content=Content.DATA if items else Content.OWN,
    )
