"""Fields of a form whose values are out of sight."""

from collections.abc import Callable, Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.forms import Form, FormField

RULE = Rule(
    id="form-field",
    title="Form field out of sight",
    severity=Severity.MEDIUM,
    finds=(
        "Values of hidden fields (also those of no size, or off the page) and of password fields, values other "
        "than what shows of a field, rich text that says more, and defaults that differ from the value shown; the "
        "values that show, and tooltips, captions and choices, are listed."
    ),
    why="Programs read the values of a form at a stroke, those of hidden fields among them.",
    see="Acrobat: Prepare Form shows hidden fields; Forms, Export Data writes every value.",
    remedy="Delete hidden fields and reset defaults in Prepare Form, then print the form to a new PDF.",
    references=("ISO 32000-2 §12.7.4", "ISO 32000-2 §12.5.3"),
    since="0.1",
)


@detector(RULE, on=Form)
def form_field(form: Form) -> Iterator[Hit]:
    """Yield one hit for each case."""
    hidden = [
        item for item in form.fields if item.is_hidden and item.kind != "Sig" and (item.value or item.default)
    ]
    masked = [item for item in form.fields if item.is_password and item.value and not item.is_hidden]
    replaced = [
        item
        for item in form.fields
        if not item.is_hidden and item.kind in ("Tx", "Ch") and item.default and item.default != item.value
    ]
    shown = [item for item in form.fields if item.value and not item.is_hidden and not item.is_password]
    unshown = [item for item in shown if item.is_unshown]
    richer = [item for item in form.fields if item.rich]
    yield from _hit(form, hidden, "Fields that do not show hold values.", Access.IN_APP, _kept)
    yield from _hit(form, masked, "Fields for passwords hold values.", Access.IN_APP, _kept)
    message = "Fields keep a default that differs from their value."
    yield from _hit(form, replaced, message, Access.ONE_CLICK, _kept)
    yield from _hit(form, unshown, "Fields hold values other than what shows of them.", Access.ONE_CLICK, _value)
    message = "Fields keep rich text that says more than their values."
    yield from _hit(form, richer, message, Access.PACKAGE, lambda item: item.rich)
    shown = [item for item in shown if not item.is_unshown]
    yield from _hit(form, shown, "Fields hold values that show.", Access.ONE_CLICK, _kept, Content.OWN)
    texts = [text for item in form.fields for text in item.texts]
    if texts:
        yield Hit(
            Place(),
            "Tooltips, captions or choices of fields hold words that no page shows.",
            evidence=tuple(Evidence("text", text) for text in texts[:5]),
            counts=Counts(values=len(texts), distinct_values=len(set(texts))),
            table=form.text_table,
            access=Access.IN_APP,
            content=Content.STOCK,
        )


def _kept(item: FormField) -> str:
    return item.default if item.default and item.default != item.value else item.value


def _value(item: FormField) -> str:
    return item.value


def _hit(
    form: Form,
    items: list[FormField],
    message: str,
    access: Access,
    told: Callable[[FormField], str],
    content: Content = Content.DATA,
) -> Iterator[Hit]:
    if not items:
        return
    texts = [told(item) for item in items]
    is_own = all(text in ("Off", "") for text in texts)
    yield Hit(
        items[0].place if len(items) == 1 else Place(),
        message,
        evidence=tuple(Evidence("field", text) for text in texts[:5] if content is not Content.OWN),
        counts=Counts(values=len(items), distinct_values=len(set(texts))),
        table=form.table,
        access=access,
        content=Content.OWN if is_own else content,
    )
