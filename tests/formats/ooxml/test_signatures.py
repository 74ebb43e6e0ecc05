import base64
import datetime

import pytest

import leakscan
from fixtures.making import xlsx
from fixtures.making.package import XML_HEAD

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"


def certificate() -> str:
    """Return a certificate that nobody trusts, made for an invented person."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Marsh, Ben")])
    account = x509.OtherName(x509.ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"), b"\x0c\x0bben@example")
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example CA")]))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime.datetime(2023, 1, 1))
        .not_valid_after(datetime.datetime(2033, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name("ben@example.org"), account]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def signed(inside: str) -> leakscan.Report:
    book = xlsx(sheets={"Cover": [["Visits", 12]]})
    book.add("_xmlsignatures/origin.sigs", b"", related_from="", rel_type=f"{PACKAGE}/origin")
    xml = f'{XML_HEAD}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">{inside}</Signature>'
    book.add(
        "_xmlsignatures/sig1.xml",
        xml.encode(),
        related_from="_xmlsignatures/origin.sigs",
        rel_type=f"{PACKAGE}/signature",
    )
    return leakscan.scan(book.to_bytes(), leakscan.Options(strict=True))


def told(report: leakscan.Report) -> list[str]:
    (finding,) = (item for item in report.findings if item.rule.id == "signature")
    assert finding.table is not None
    return [str(row[1]) for row in finding.table.rows()]


def test_the_certificate_names_its_subject_address_and_account() -> None:
    report = signed(f"<X509Certificate>{certificate()}</X509Certificate>")
    texts = told(report)
    assert "CN=Marsh\\, Ben" in texts
    assert "ben@example.org" in texts
    assert "ben@example" in texts
    people = next(item for item in report.findings if item.rule.id == "people-named")
    assert people.table is not None
    assert "Marsh, Ben" in [row[0] for row in people.table.rows()]


@pytest.mark.parametrize("text", ["AAAA", "not base64!", ""])
def test_a_certificate_that_cannot_be_read_tells_nothing(text: str) -> None:
    report = signed(
        f"<X509Certificate>{text}</X509Certificate><Object><SignatureComments>agreed</SignatureComments></Object>"
    )
    assert told(report) == ["agreed"]
    assert report.complete
