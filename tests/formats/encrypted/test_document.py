import base64
import io
import logging
import pickle
import random
import struct
import traceback

import pytest

import leakscan
from fixtures.making import Book, xlsx
from fixtures.making.locking import DEFAULT_PASSWORD, locked
from fixtures.making.pictures import png
from leakscan.containers.cfb_writing import compound_file
from leakscan.formats.encrypted.document import addresses_in
from leakscan.formats.encrypted.keys import AgileInfo, key_of
from leakscan.formats.ole.property_sets import SUMMARY
from tests.formats.ole.test_property_sets import property_set, text

SECRET = "ZQ-Password-51c"


@pytest.fixture(scope="module")
def package() -> Book:
    return xlsx(sheets={"Cover": [["Total", 12]], "Pay": [["ZQ-Locked", "x" * 9000]]}, shared=False)


@pytest.fixture(scope="module")
def hidden(package: Book) -> bytes:
    package.edit("xl/workbook.xml", 'name="Pay"', 'name="Pay" state="hidden"')
    # Not less than 4,096 bytes, which msoffcrypto 6.1 misplaces.
    noise = random.Random(1).randbytes(9000).hex().encode()
    package.add("xl/media/image1.png", png((b"tEXt", b"Comment\0" + noise)), content_type="image/png")
    return package.to_bytes()


@pytest.fixture(scope="module")
def by_default(hidden: bytes) -> bytes:
    return locked(hidden, DEFAULT_PASSWORD)


@pytest.fixture(scope="module")
def by_secret(hidden: bytes) -> bytes:
    return locked(hidden, SECRET)


def first_row(finding: leakscan.Finding) -> tuple[object, ...]:
    assert finding.table is not None
    return next(finding.table.rows())


def found(report: leakscan.Report, rule: str) -> list[leakscan.Finding]:
    return [finding for finding in report.findings if finding.rule.id == rule]


def test_the_default_password_opens_a_file_and_is_reported(by_default: bytes) -> None:
    report = leakscan.scan(by_default)
    (finding,) = found(report, "encrypted-file")
    assert finding.severity is leakscan.Severity.LOW
    (sheet,) = found(report, "hidden-sheet")
    assert sheet.trail[1:] == ("EncryptedPackage",)
    assert first_row(sheet)[1] == "ZQ-Locked"


def test_another_password_leaves_the_report_incomplete(by_secret: bytes) -> None:
    report = leakscan.scan(by_secret)
    assert not report.complete
    assert [problem.code for problem in report.problems] == ["encrypted"]


def test_a_password_given_opens_a_file_and_its_tables(by_secret: bytes) -> None:
    report = leakscan.scan(by_secret, leakscan.Options(passwords=("wrong", SECRET)))
    (sheet,) = found(report, "hidden-sheet")
    assert first_row(sheet)[1] == "ZQ-Locked"


def test_a_password_shows_nowhere(by_secret: bytes, caplog: pytest.LogCaptureFixture) -> None:
    options = leakscan.Options(passwords=(SECRET,))
    with caplog.at_level(logging.DEBUG):
        report = leakscan.scan(by_secret, options)
    texts = [repr(report), repr(options), report.to_json(reveal=True), caplog.text, repr(report.findings)]
    assert not any(SECRET in text for text in texts)
    assert SECRET.encode() not in pickle.dumps(report)
    assert SECRET.encode() not in pickle.dumps(options)


def test_a_password_shows_in_no_traceback() -> None:
    broken = AgileInfo(
        key_salt=b"", key_hash="SHA512", block_bytes=16, hmac_key=b"", hmac_value=b"", spins=1, salt=b"",
        hash="SHA512", key_bits=256, verifier_input=b"x", verifier_value=b"x", key_value=b"x",
    )  # fmt: skip
    with pytest.raises(leakscan.LeakscanError) as caught:
        key_of(broken, SECRET)
    assert caught.value.__cause__ is None
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_content_changed_after_encryption_is_a_problem(by_default: bytes) -> None:
    from leakscan.containers.cfb import CfbContainer
    from leakscan.limits import Budget, Limits
    from leakscan.source import BytesStore, Source

    container = CfbContainer(Source(BytesStore(by_default), name="x", budget=Budget(Limits())))
    entry = next(item for item in container.entries() if item.name == "EncryptedPackage")
    data = bytearray(by_default)
    data[entry.start + 4000] ^= 0xFF
    report = leakscan.scan(bytes(data))
    assert "damaged-data" in {problem.code for problem in report.problems}
    assert not report.complete


@pytest.mark.parametrize("seed", range(40))
def test_damage_never_raises_and_never_passes_for_complete(by_default: bytes, seed: int) -> None:
    generator = random.Random(seed)
    data = bytearray(by_default)
    data[generator.randrange(len(data))] ^= 1 << generator.randrange(8)
    report = leakscan.scan(bytes(data), leakscan.Options(strict=True))
    sheets = found(report, "hidden-sheet")
    assert not report.complete or first_row(sheets[0])[1] == "ZQ-Locked"


def test_extensible_encryption_is_a_problem(by_default: bytes) -> None:
    data = by_default.replace(b"\x04\0\x04\0\x40\0\0\0<?xml", b"\x04\0\x03\0\x40\0\0\0<?xml")
    assert data != by_default
    assert [problem.code for problem in leakscan.scan(io.BytesIO(data)).problems] == ["encrypted"]


def test_names_of_streams_match_whatever_their_case(by_default: bytes) -> None:
    """As in the Tika corpus, whose `protected_upper_case.docx` is spelt in capitals ([MS-CFB] 2.6.4)."""
    data = by_default
    for name in ("EncryptedPackage", "EncryptionInfo"):
        data = data.replace(name.encode("utf-16-le"), name.upper().encode("utf-16-le"))
    report = leakscan.scan(data, name="pay.xlsx")
    assert report.source.format == "encrypted package"
    assert [first_row(finding)[1] for finding in found(report, "hidden-sheet")] == ["ZQ-Locked"]


def test_properties_left_in_clear_beside_the_package_are_read() -> None:
    subject = property_set(SUMMARY, {1: struct.pack("<Ih", 2, 1252), 3: text("Dismissal of ZQ-Clear")})
    streams = {"EncryptedPackage": bytes(4096), "\x05SummaryInformation": subject}
    report = leakscan.scan(compound_file(streams))
    (finding,) = found(report, "document-properties")
    assert [item.reveal() for item in finding.evidence] == ["Dismissal of ZQ-Clear"]
    assert not report.complete


@pytest.mark.parametrize("of", ["<NAME>ada@example.org</NAME>", "Windows:ada@example.org"])
def test_addresses_in_a_licence_are_read_plain_and_packed(of: str) -> None:
    packed = base64.b64encode(of.encode("utf-16-le"))
    assert list(addresses_in(of.encode("utf-16-le"))) == ["ada@example.org"]
    assert list(addresses_in(len(packed).to_bytes(4, "little") + packed)) == ["ada@example.org"]
