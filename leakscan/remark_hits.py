"""Hits for annotations."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit
from leakscan.tables import Table
from leakscan.views.annotations import Annotation, Annotations
from leakscan.views.words import word_set


def remark_hit(
    items: list[Annotation],
    telling: list[Annotation],
    message: str,
    annotations: Annotations,
    table: Table | None,
    *,
    access: Access = Access.ONE_CLICK,
) -> Iterator[Hit]:
    """Yield a hit for some annotations, if there are any; `telling` are those with words or names."""
    if not items:
        return
    values = word_set(text for item in telling for text in (item.text, item.author))
    evidence = [Evidence("remark", item.text) for item in telling if item.text][:4]
    authors = dict.fromkeys(item.author for item in telling if item.author)
    evidence.extend(Evidence("author", author) for author in list(authors)[:4])
    yield Hit(
        (telling or items)[0].place,
        message,
        evidence=tuple(evidence),
        counts=Counts(
            values=len(items),
            distinct_values=len(values),
            not_visible=values.missing_from(annotations.visible),
        ),
        table=table,
        access=access,
        content=Content.DATA if telling else Content.OWN,
    )
