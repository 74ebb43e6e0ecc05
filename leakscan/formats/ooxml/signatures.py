"""Digital signatures: who signed, with which certificate, and what the signer wrote ([MS-OFFCRYPTO] 2.5)."""

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.certificates import certificate_texts
from leakscan.formats.ooxml.package import Package
from leakscan.views.side_texts import SideKind, SideText

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXTS = {
    "SignatureText": "text of the signature line",
    "SignatureComments": "purpose of signing",
    "Address1": "address of the signer",
    "Address2": "address of the signer",
    "City": "place of signing",
    "StateOrProvince": "place of signing",
    "PostalCode": "place of signing",
    "CountryName": "place of signing",
    "ClaimedRole": "role of the signer",
    "X509IssuerName": "issuer of the certificate",
    "X509SubjectName": "subject of the certificate",
    "DelegateSuggestedSigner": "suggested signer",
    "DelegateSuggestedSigner2": "suggested signer",
    "DelegateSuggestedSignerEmail": "suggested signer",
    "SigningTime": "time of signing",
    "Value": "time of signing",
}


def signature_texts(package: Package) -> Iterator[SideText]:
    """Yield what every signature of the package tells of its signer."""
    for part in _parts(package):
        root = package.tree(part, "signature", lost="who signed")
        if root is not None:
            yield from signature_of(root, Place(part=part))


def _parts(package: Package) -> list[str]:
    found: dict[str, None] = {}
    for owner in sorted(package.reachable()):
        for relationship in () if owner.endswith(".rels") else package.related(owner, "signature"):
            name = package.name(relationship.target)
            if name is not None:
                found[name] = None
    for part in sorted(package.entries):
        if package.content_type(part).casefold().endswith("digital-signature-xmlsignature+xml"):
            found[part] = None
    return list(found)


def signature_of(root: "_Element", place: Place) -> Iterator[SideText]:
    """Yield what one signature tells of its signer."""
    seen = set()
    for element in root.iter("*"):
        name = xmlsafe.local_name(element)
        text = " ".join((element.text or "").split())
        if name == "X509Certificate":
            yield from _certificate(text, place)
        elif text and name in _TEXTS and (name, text) not in seen:
            seen.add((name, text))
            what = _TEXTS[name]
            yield SideText(SideKind.SIGNATURE, what, text, place, is_own=what.startswith(("time", "issuer")))


def _certificate(text: str, place: Place) -> Iterator[SideText]:
    try:
        yield from certificate_texts(base64.b64decode(text, validate=False), place)
    except (binascii.Error, ValueError):
        return
