"""Signatures, and what they tell of the signers."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.signatures import Signatures

RULE = Rule(
    id="digital-signature",
    title="Digital signature",
    severity=Severity.LOW,
    finds="Signatures with names, reasons, places and addresses, and whether the file was changed after signing.",
    why="A signature carries the signer's certificate, with name and often e-mail, whatever the page shows.",
    see="Acrobat: the Signatures pane, Signature Properties, Show Signer's Certificate.",
    remedy="Print the document to a new PDF, which leaves the signature and its certificate out.",
    references=("ISO 32000-2 §12.8.1", "RFC 5280 §4.1.2.6"),
    since="0.1",
)


@detector(RULE, on=Signatures)
def digital_signature(signatures: Signatures) -> Iterator[Hit]:
    """Yield one hit for each signature."""
    for item in signatures.items:
        names = [text for name, text in item.facts if name != "M"]
        yield Hit(
            item.place,
            "The document was signed, and changed afterwards." if item.is_followed else "The document was signed.",
            evidence=tuple(Evidence("signer", text) for text in names[:6]),
            counts=Counts(values=len(item.facts)),
            table=signatures.table,
            access=Access.IN_APP,
            content=Content.OTHER_PEOPLE if names else Content.OWN,
        )
