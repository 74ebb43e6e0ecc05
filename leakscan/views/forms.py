"""Forms: the fields of a document that is filled in, and what they keep out of sight."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.tables import Row, Table

COLUMNS = ("Field", "Type", "Page", "Value", "Default", "Options", "Hidden", "Rich text")
TEXT_COLUMNS = ("Field", "Page", "Text")
DATA_COLUMNS = ("Name", "Value", "Words on no page")


class FormField(NamedTuple):
    """One field.

    Attributes:
        name: its full name.
        kind: its type as the format spells it.
        place: its name and page.
        value: its value.
        default: the value it is reset to.
        options: the choices of a list, those not chosen among them.
        rich: its value as rich text, where that says more.
        texts: what else it says and no page shows: tooltip, export name, captions, choices.
        is_hidden: no part of it shows on the screen.
        is_unshown: what shows of it is not its value.
        is_password: its value shows as dots.
    """

    name: str
    kind: str
    place: Place
    value: str = ""
    default: str = ""
    options: tuple[str, ...] = ()
    rich: str = ""
    texts: tuple[str, ...] = ()
    is_hidden: bool = False
    is_unshown: bool = False
    is_password: bool = False


class FormDatum(NamedTuple):
    """One value of a form's own data, such as an XFA form's.

    Attributes:
        name: the elements that lead to it.
        value: its text.
        missing: its words that show on no page.
    """

    name: str
    value: str
    missing: tuple[str, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Form:
    """The form of a document.

    Attributes:
        fields: its fields.
        data: the values of its XFA datasets, and of fields that its XFA template hides.
        has_xfa: it has an XFA form.
        table: the fields as rows.
        data_table: the data as rows.
        text_table: what fields say and no page shows, as rows.
    """

    fields: list[FormField] = field(default_factory=list)
    data: list[FormDatum] = field(default_factory=list)
    has_xfa: bool = False
    table: Table | None = None
    data_table: Table | None = None
    text_table: Table | None = None


def field_rows(items: list[FormField]) -> Iterator[Row]:
    """Yield one row for each field."""
    for item in items:
        hidden = "hidden" if item.is_hidden else "password" if item.is_password else ""
        options = "; ".join(item.options)
        yield item.name, item.kind, item.place.page, item.value, item.default, options, hidden, item.rich


def text_rows(items: list[FormField]) -> Iterator[Row]:
    """Yield one row for each text that a field says and no page shows."""
    for item in items:
        for text in item.texts:
            yield item.name, item.place.page, text


def datum_rows(items: list[FormDatum]) -> Iterator[Row]:
    """Yield one row for each value of the datasets."""
    for item in items:
        yield item.name, item.value, " ".join(item.missing)
