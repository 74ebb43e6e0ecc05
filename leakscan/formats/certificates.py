"""What a certificate tells of its holder (RFC 5280)."""

from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.views.side_texts import SideKind, SideText

_MOST_BYTES = 1 << 20


def certificate_texts(data: bytes, place: Place, *, is_holder: bool = True) -> Iterator[SideText]:
    """Yield the subject and the addresses of a certificate; one that cannot be read tells nothing.

    Args:
        data: the certificate.
        place: where it stands.
        is_holder: it is of the one who signed, rather than of one who vouches for another certificate.
    """
    from cryptography import x509
    from cryptography.x509.oid import ExtensionOID

    if len(data) > _MOST_BYTES:
        return
    try:
        certificate = x509.load_der_x509_certificate(data)
        subject = certificate.subject.rfc4514_string()
        issuer = certificate.issuer.rfc4514_string()
    except (ValueError, TypeError):
        return
    what = "subject of the certificate" if is_holder else "issuer of the certificate"
    yield SideText(SideKind.SIGNATURE, what, subject, place, is_own=not is_holder)
    yield SideText(SideKind.SIGNATURE, "issuer of the certificate", issuer, place, is_own=True)
    try:
        names = certificate.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return
    for name in names if isinstance(names, x509.SubjectAlternativeName) else ():
        if isinstance(name, x509.RFC822Name):
            yield SideText(
                SideKind.SIGNATURE, "address in the certificate", name.value, place, is_own=not is_holder
            )
        elif isinstance(name, x509.OtherName):
            # The account a person signs in with, as a UTF8String: tag, length, text.
            account = name.value[2:].decode("utf-8", "replace")
            yield SideText(SideKind.SIGNATURE, "account in the certificate", account, place)
