"""How hits tell of texts beside the cells."""

from collections.abc import Sequence

from leakscan.findings import Access, Content, Counts, Evidence, Hit
from leakscan.views.side_texts import SideText, SideTexts, TextPart, telling_in
from leakscan.views.surface import Surface
from leakscan.views.values import ValueSet, value_key

_MOST_SHOWN = 5
_SHOWN_CHARACTERS = 200


def side_text_hit(
    group: SideTexts,
    items: Sequence[SideText],
    surface: Surface,
    message: str,
    *,
    access: Access = Access.PACKAGE,
    is_inventory: bool = False,
) -> Hit:
    """Return the hit for some texts of a group.

    Args:
        group: the group, whose table the hit bears.
        items: the texts it tells of.
        surface: the document, for what is visible.
        message: what is said.
        access: how a stranger reaches them.
        is_inventory: such texts are only listed, unless they name a person, a path or a secret.
    """
    telling = [pair for item in items if not item.is_own for pair in telling_in(item.text)]
    written = [item.text for item in items if not item.is_own]
    values = ValueSet()
    for text in written:
        values.add(value_key(text))
    not_visible = surface.not_visible(values)
    content = Content.OWN
    if any(what == "secret" for what, _ in telling):
        content = Content.CREDENTIALS
    elif written and not is_inventory:
        content = Content.DATA if not_visible else Content.COVERED
    elif telling:
        content = Content.OTHER_PEOPLE
    hidden = [text for text in written if (key := value_key(text)) is not None and key not in surface.visible]
    shown = _shown(telling, [*hidden, *written, *(item.text for item in items)])
    place = items[0].place if len(items) == 1 else group.place
    return Hit(
        place,
        message,
        evidence=tuple(Evidence(what, text[:_SHOWN_CHARACTERS]) for what, text in shown[:_MOST_SHOWN]),
        counts=Counts(
            values=len(items),
            distinct_values=len(values) if written else None,
            not_visible=not_visible if written else None,
        ),
        table=group.table,
        access=access,
        content=content,
    )


def _shown(telling: Sequence[tuple[str, str]], texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return what to quote, each text once: what tells of someone first."""
    known = {text for _, text in telling}
    return list(dict.fromkeys([*telling, *(("text", text) for text in texts if text not in known)]))


def text_part_hit(
    part: TextPart,
    surface: Surface,
    message: str,
    *,
    access: Access = Access.PACKAGE,
    is_inventory: bool = False,
) -> Hit:
    """Return the hit for a part whose text is gathered as a whole (see `side_text_hit`)."""
    not_visible = surface.not_visible(part.values)
    content = Content.EMPTY
    if any(what == "secret" for what, _ in part.telling):
        content = Content.CREDENTIALS
    elif part.telling and (part.is_own or is_inventory):
        content = Content.OTHER_PEOPLE
    elif part.is_own or (is_inventory and part.rows):
        content = Content.OWN
    elif part.rows:
        content = Content.DATA
    shown = _shown(part.telling, part.examples)
    return Hit(
        part.place,
        message,
        evidence=tuple(Evidence(what, text[:_SHOWN_CHARACTERS]) for what, text in shown[:_MOST_SHOWN]),
        counts=Counts(
            values=part.rows,
            distinct_values=len(part.values) if part.rows else None,
            not_visible=not_visible if part.rows else None,
        ),
        table=part.table,
        access=access,
        content=content,
    )
