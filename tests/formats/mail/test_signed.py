"""Signed and encrypted messages: who signed, and what was signed."""

import random

import pytest

import leakscan
from fixtures.making.mail import message
from fixtures.making.pictures import png
from fixtures.making.signing import certificate, enveloped, signed
from tests.formats.reports import report_of, rows_of

REMARK = png((b"tEXt", b"Comment\0ZQ-Remark"))
OWN = certificate("ZQ-Signer-8a1", "zq.signer@example.org")
TRUST = certificate("Example Trust CA", serial=1)


def scanned(data: bytes, name: str = "smime.p7s") -> leakscan.Report:
    return report_of(data, name)


def facts(report: leakscan.Report, rule: str) -> list[tuple[object, ...]]:
    return [row[:2] for row in rows_of(report, rule)]


@pytest.mark.parametrize("is_streamed", [False, True])
def test_a_signature_names_its_signer_and_who_vouches(is_streamed: bool) -> None:
    report = scanned(signed([TRUST, OWN], is_streamed=is_streamed))
    assert report.complete
    assert report.source.format == "signature"
    assert facts(report, "signature") == [
        ("issuer of the certificate", "CN=Example Trust CA"),
        ("subject of the certificate", "CN=ZQ-Signer-8a1"),
        ("address in the certificate", "zq.signer@example.org"),
    ]
    assert ("ZQ-Signer-8a1", "signed the file") in facts(report, "people-named")


@pytest.mark.parametrize("is_streamed", [False, True])
def test_the_message_inside_is_examined(is_streamed: bool) -> None:
    inner = message("Bcc: zq.blind@example.org", plain="a\n", files={"a.png": REMARK})
    report = scanned(signed([OWN], inner, is_streamed=is_streamed), "smime.p7m")
    assert report.complete
    assert report.source.format == "signed message"
    found = {(item.rule.id, item.trail[1:]) for item in report.findings}
    assert ("mail-header", ("message.eml",)) in found
    assert ("picture-metadata", ("message.eml", "a.png")) in found


def test_an_encrypted_message_is_said_to_be() -> None:
    report = scanned(message(plain="a\n", files={"smime.p7m": enveloped()}), "a.eml")
    assert [problem.code for problem in report.problems] == ["encrypted"]


@pytest.mark.parametrize("seed", range(4))
def test_noise_never_fails_inside(seed: int) -> None:
    choice = random.Random(seed)
    whole = signed([TRUST, OWN], message(plain="a\n"), is_streamed=bool(seed & 1))
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(choice.randrange(1, 4)):
            data[choice.randrange(20, len(data))] = choice.choice((0, 0x30, 0x80, 0xFF, choice.randrange(256)))
        report = scanned(bytes(data))
        assert "internal-error" not in {problem.code for problem in report.problems}


def test_elements_without_end_are_given_up() -> None:
    report = scanned(signed([OWN])[:15] + b"\x30\x80" * 100_000)
    assert report.problems
    many = scanned(signed([b"\x30\0" * 300_000]))
    assert [problem.code for problem in many.problems] == ["limit-depth"]
