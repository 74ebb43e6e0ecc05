"""Digital signatures."""

from collections.abc import Iterator

from leakscan.findings import Access, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.side_text_hits import side_text_hit
from leakscan.views.side_texts import SideKind
from leakscan.views.surface import Surface

RULE = Rule(
    id="signature",
    title="Digital signature",
    severity=Severity.LOW,
    finds=(
        "Digital signatures: the signer's certificate, account and address, and what the signer wrote when "
        "signing."
    ),
    why=(
        "A certificate names a person, their account and their organisation, and whoever signed cannot be "
        "taken back."
    ),
    see="Excel, Word, PowerPoint: File, Info, View Signatures. PDF readers: the pane of signatures.",
    remedy="At the same place, remove each signature; or make the file anew.",
    references=(
        "[MS-OFFCRYPTO] 2.5",
        "ECMA-376-2 §13",
    ),
    since="0.1",
)


@detector(RULE, on=Surface)
def signature(surface: Surface) -> Iterator[Hit]:
    """Yield one hit for each signature."""
    for group in surface.side_texts:
        if group.kind is SideKind.SIGNATURE:
            message = "A signature names its signer."
            yield side_text_hit(group, group.items, surface, message, access=Access.IN_APP)
