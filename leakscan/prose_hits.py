"""How hits tell of passages of running text, and of named texts behind it."""

from collections.abc import Iterable, Iterator, Sequence

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit, Place
from leakscan.views.credentials import secrets_in
from leakscan.views.prose import Passage, Prose, Setting, SettingKind
from leakscan.views.side_texts import telling_in

_MOST_SHOWN = 5
_SHOWN_CHARACTERS = 200


def passage_hits(
    prose: Prose,
    passages: Iterable[Passage],
    message: str,
    *,
    access: Access = Access.ONE_CLICK,
    confidence: Confidence = Confidence.CERTAIN,
    content: Content = Content.DATA,
) -> Iterator[Hit]:
    """Yield a hit for the passages of each part; one that also stands on a page is counted as visible."""
    by_part: dict[str, list[Passage]] = {}
    for item in passages:
        by_part.setdefault(item.place.part, []).append(item)
    for part, items in by_part.items():
        texts = list(dict.fromkeys(item.text for item in items if item.text.strip()))
        missing = [text for text in texts if not prose.shows(text)]
        shown = list(dict.fromkeys([*missing, *texts]))
        yield Hit(
            items[0].place if len(items) == 1 else Place(part=part, page=items[0].place.page),
            message,
            evidence=tuple(Evidence("text", text[:_SHOWN_CHARACTERS]) for text in shown[:_MOST_SHOWN]),
            counts=Counts(values=len(items), distinct_values=len(texts), not_visible=len(missing)),
            table=prose.tables.get(items[0].kind.value),
            access=access,
            confidence=confidence,
            content=content if texts else Content.EMPTY,
        )


def setting_hit(
    prose: Prose,
    kind: SettingKind,
    items: Sequence[Setting],
    message: str,
    *,
    access: Access = Access.IN_APP,
    is_inventory: bool = False,
) -> Hit:
    """Return the hit for some named texts; an inventory is only listed, unless it names someone or a path."""
    texts = list(dict.fromkeys(item.text for item in items if not item.is_own and item.text.strip()))
    missing = [text for text in texts if not prose.shows(text)]
    telling = [pair for text in texts for pair in telling_in(text)]
    content = Content.OWN
    if any(True for text in texts for _ in secrets_in(text)):
        content = Content.CREDENTIALS
    elif texts and not is_inventory:
        content = Content.DATA
    elif telling:
        content = Content.OTHER_PEOPLE
    known = {text for _, text in telling}
    rest = (("text", text) for text in [*missing, *texts] if text not in known)
    shown = list(dict.fromkeys([*telling, *rest]))
    return Hit(
        items[0].place if len(items) == 1 else Place(part=items[0].place.part),
        message,
        evidence=tuple(Evidence(what, text[:_SHOWN_CHARACTERS]) for what, text in shown[:_MOST_SHOWN]),
        counts=Counts(
            values=len(items),
            distinct_values=len(texts) if texts else None,
            not_visible=len(missing) if texts else None,
        ),
        table=prose.tables.get(kind.value),
        access=access,
        content=content,
    )
