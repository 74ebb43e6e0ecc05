"""Signatures and their signers."""

from leakscan.detectors.identity.digital_signature import RULE, digital_signature
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.signatures import Signature, Signatures

PLACE = Place(name="Signature")


def test_a_signer_is_found() -> None:
    facts = (("Name", "Ada"), ("M", "D:2024"))
    [hit] = digital_signature(Signatures([Signature(PLACE, facts, is_followed=False)]))
    assert [item.reveal() for item in hit.evidence] == ["Ada"]
    assert judge(RULE, hit) is Severity.LOW


def test_a_change_after_signing_is_said() -> None:
    [hit] = digital_signature(Signatures([Signature(PLACE, (), is_followed=True)]))
    assert hit.message == "The document was signed, and changed afterwards."
    assert judge(RULE, hit) is Severity.INFO
