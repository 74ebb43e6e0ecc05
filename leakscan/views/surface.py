"""Surface: what a document shows, and what it keeps beside that, whether it has sheets or pages."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leakscan.views.values import ValueSet

if TYPE_CHECKING:
    from leakscan.views.caches import Chart
    from leakscan.views.paths import PathMention
    from leakscan.views.people import PersonMention
    from leakscan.views.side_texts import SideTexts, TextPart


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Surface:
    """A document as far as sheets and pages are alike.

    Attributes:
        visible: every value that a reader can see.
        charts: its charts, with the points they keep.
        paths: paths of folders and machines that it holds outside what shows.
        mentions: people named where no other view tells of them.
        side_texts: texts beside what shows, by kind and place.
        text_parts: parts whose text is gathered as a whole.
    """

    visible: ValueSet = field(default_factory=ValueSet)
    charts: "list[Chart]" = field(default_factory=list)
    paths: "list[PathMention]" = field(default_factory=list)
    mentions: "list[PersonMention]" = field(default_factory=list)
    side_texts: "list[SideTexts]" = field(default_factory=list)
    text_parts: "list[TextPart]" = field(default_factory=list)

    def not_visible(self, values: ValueSet) -> int:
        """Return how many of the values stand nowhere visible in this document."""
        return values.missing_from(self.visible)
