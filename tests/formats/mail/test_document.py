import base64
import binascii
import bz2
import gzip
import io
import lzma
import tarfile
import time
import zipfile

import pytest

import fixtures
import leakscan
from fixtures.making.charts import Series
from fixtures.making.document import Text
from fixtures.making.mail import message
from fixtures.making.metafiles import emf
from fixtures.making.pictures import png
from leakscan.formats.mail.message import MessageReader, decoded
from leakscan.formats.mail.uuencoded import split_uuencoded
from leakscan.reopening import opened_source

LEAKY = (fixtures.ROOT / "pivot_cache" / "leaky.xlsx").read_bytes()
REMARK = png((b"tEXt", b"Comment\0ZQ-Remark"))


def trails(data: bytes, rule: str) -> list[tuple[str, ...]]:
    report = leakscan.scan(data, leakscan.Options(strict=True), name="outer.bin")
    return [item.trail for item in report.findings if item.rule.id == rule]


def zipped(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, data)
    return made.getvalue()


def tarred(name: str, data: bytes, user: str = "") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size, info.uname = len(data), user
        archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def test_an_attachment_is_examined_by_itself_and_is_no_finding_of_the_mail() -> None:
    data = message(plain="a\n", files={"figures.xlsx": LEAKY})
    assert trails(data, "pivot-cache") == [("outer.bin", "figures.xlsx")]
    assert trails(data, "embedded-file") == []


def test_a_chain_of_files_is_followed_to_the_innermost_table() -> None:
    text = Text("Visits by quarter.")
    text.chart([Series(name=("A!$B$1", "Sum"), categories=("A!$A$2", ["Q3"]), values=("A!$B$2", [12]))], LEAKY)
    (book,) = (part for part in text.parts if part.endswith(".xlsx"))
    inner = message(plain="a\n", files={"all.zip": zipped("minutes.docx", text.to_bytes())})
    data = gzip.compress(tarred("mail.eml", inner))
    report = leakscan.scan(data, name="sent.tgz")
    (finding,) = (item for item in report.findings if item.rule.id == "pivot-cache")
    assert finding.trail == ("sent.tgz", "sent.tar", "mail.eml", "all.zip", "minutes.docx", book)
    assert finding.table is not None
    assert len(list(finding.table.rows())) == len(finding.table) > 0
    alone = next(item for item in leakscan.scan(LEAKY).findings if item.rule.id == "pivot-cache")
    assert (finding.counts, finding.severity, finding.message) == (alone.counts, alone.severity, alone.message)


def test_a_message_inside_a_message_is_examined() -> None:
    inner = message("Bcc: zq@example.org", plain="a\n")
    text = inner.decode().replace("\r\n", "\n")
    outer = f"From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{text}"
    assert ("outer.bin", "part 1.eml") in trails(outer.encode(), "mail-header")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_files_of_every_kind_are_unpacked(pack: "type[bytes]") -> None:
    assert trails(pack(REMARK), "picture-metadata") == [("outer.bin", "content")]


def test_a_picture_by_itself_is_read_and_one_that_says_nothing_is_complete() -> None:
    assert trails(REMARK, "picture-metadata") == [("outer.bin",)]
    report = leakscan.scan(emf(), name="a.emf")
    assert report.complete
    assert report.findings == ()


def test_a_workbook_that_a_tar_archive_ends_with_is_a_member_of_it() -> None:
    assert trails(tarred("figures.xlsx", LEAKY), "pivot-cache") == [("outer.bin", "figures.xlsx")]


def test_who_packed_an_archive_is_named() -> None:
    report = leakscan.scan(tarred("a.png", REMARK, user="zq.packer"), name="a.tar")
    (finding,) = (item for item in report.findings if item.rule.id == "people-named")
    assert finding.table is not None
    assert [row[0] for row in finding.table.rows()] == ["zq.packer"]


def test_a_damaged_attachment_costs_only_itself() -> None:
    good = base64.b64encode(REMARK).decode()
    data = message(plain="a\n", files={"bad.xlsx": b"PK\x03\x04 no archive", "good.png": REMARK})
    assert good[:20] in data.decode().replace("\r\n", "")
    report = leakscan.scan(data, name="a.eml")
    assert ("a.eml", "good.png") in [item.trail for item in report.findings if item.rule.id == "picture-metadata"]
    assert not report.complete


def test_a_cut_archive_tells_of_what_came_before_and_is_incomplete() -> None:
    whole = gzip.compress(tarred("a.png", REMARK * 3))
    report = leakscan.scan(whole[:-30], name="a.tgz")
    assert "damaged-archive" in {problem.code for problem in report.problems}


def test_the_limit_on_a_part_holds_in_packed_files() -> None:
    limits = leakscan.Limits(part_bytes=1000)
    report = leakscan.scan(gzip.compress(b"a" * 5000), leakscan.Options(limits=limits), name="a.gz")
    assert "limit-part-bytes" in {problem.code for problem in report.problems}


def test_a_text_with_colons_is_no_mail() -> None:
    report = leakscan.scan(b"Note: this\nis: nothing\n\nat all", name="a.txt")
    assert report.source.format != "eml"


def test_a_message_that_is_cut_off_is_incomplete() -> None:
    data = message(plain="a\n", files={"a.png": REMARK})
    assert leakscan.scan(data, name="a.eml").complete
    report = leakscan.scan(data[:-40], name="a.eml")
    assert "damaged-message" in {problem.code for problem in report.problems}


def nested(depth: int, kind: str) -> bytes:
    lines = ["From: a@example.org", "To: b@example.org", "MIME-Version: 1.0"]
    for number in range(depth):
        lines += [f'Content-Type: {kind}; boundary="b{number}"', ""]
        lines += [f"--b{number}"] if kind.startswith("multipart") else ["From: a@example.org", "To: b@example.org"]
    return "\r\n".join([*lines, "Content-Type: text/plain", "", "ZQ-Deep", ""]).encode()


@pytest.mark.parametrize(("depth", "kind"), [(3000, "multipart/mixed"), (2000, "message/rfc822")])
def test_messages_nested_too_deep_are_told_of_and_end_soon(depth: int, kind: str) -> None:
    started = time.monotonic()
    report = leakscan.scan(nested(depth, kind), leakscan.Options(strict=True), name="a.eml")
    assert time.monotonic() - started < 20
    assert "limit-depth" in {problem.code for problem in report.problems}
    assert not report.complete


def test_parts_nested_as_mail_programs_do_are_all_read() -> None:
    inner = message(plain="a\n", html="<p>a</p><!-- ZQ-Inner -->", files={"a.png": REMARK}).decode()
    body = inner[inner.index("Content-Type: multipart/mixed") :]
    head = 'From: a@example.org\r\nTo: b@example.org\r\nContent-Type: multipart/signed; boundary="s"\r\n\r\n'
    data = f"{head}--s\r\n{body}\r\n--s--\r\n".encode()
    assert trails(data, "mail-body") == [("outer.bin",)]
    assert trails(data, "picture-metadata") == [("outer.bin", "a.png")]
    assert leakscan.scan(data, name="a.eml").complete


def test_a_message_inside_is_handed_on_byte_by_byte() -> None:
    inner = b"From: c@example.org\r\nTo: d@example.org\r\nX-Odd:\ttabbed\r\n\r\nZQ-Text\r\n"
    head = b'From: a@example.org\r\nTo: b@example.org\r\nContent-Type: multipart/mixed; boundary="s"\r\n\r\n'
    data = head + b"--s\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--s--\r\n"
    origin = leakscan.scan(data, name="a.eml").origin
    assert origin is not None
    with opened_source(origin, ("part 1.eml",)) as source:
        assert source.head(1000) == inner


def test_an_address_nested_without_end_costs_only_itself() -> None:
    data = message(f"Bcc: {'(' * 5000} zq@example.org", plain="a\n")
    report = leakscan.scan(data, leakscan.Options(strict=True), name="a.eml")
    (finding,) = (item for item in report.findings if item.rule.id == "mail-header")
    assert [item.reveal() for item in finding.evidence] == ["zq@example.org"]


def test_a_boundary_of_odd_characters_makes_the_message_incomplete() -> None:
    data = 'From: a@example.org\r\nTo: b@example.org\r\nContent-Type: multipart/mixed; boundary="\xe9"\r\n\r\na'
    report = leakscan.scan(data.encode("latin-1"), leakscan.Options(strict=True), name="a.eml")
    assert [problem.code for problem in report.problems] == ["damaged-message"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?a=C3=A4?= =?utf-8?b?w6Q=?= x", "aää x"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=A4?=", "ä"),
        ("Hi =?iso-8859-1?Q?a_b?=\r\n =?utf-8?Q?c?= <x@y>", "Hi a bc <x@y>"),
        ("a =?utf-8?q?b?= c =?utf-8*en?q?d?= e", "a b c d e"),
        ("=?utf-8?Q?Why??= =?none?q?x?=", "Why?x"),
        ("=?utf-8?b?a?= =?utf-8?x?b?=", "=?utf-8?b?a?= =?utf-8?x?b?="),
    ],
)
def test_encoded_words_are_read_as_mail_programs_read_them(written: str, read: str) -> None:
    assert decoded(written) == read


@pytest.mark.parametrize("piece", ["=?utf-8?q?a?=\r\n ", "=?a?b?x", "=?", "(", "=?a?q?"])
def test_any_number_of_encoded_words_takes_time_that_grows_with_their_length(piece: str) -> None:
    data = message(f"Subject: {piece * 200_000}", f"Bcc: {piece * 100_000}", plain="a\n")
    start = time.monotonic()
    reader = MessageReader(data)
    assert len(reader.mail().headers) > 2
    reader.addresses("from", "bcc")
    assert time.monotonic() - start < 30


def body_findings(data: bytes) -> list[tuple[str, str]]:
    report = leakscan.scan(data, leakscan.Options(strict=True))
    return [(str(item.severity), item.message) for item in report.findings if item.rule.id == "mail-body"]


def test_what_programs_make_of_html_when_they_write_it_as_plain_text_is_no_finding() -> None:
    html = '<p>Hello <a href="https://example.org/a?utm=1">Shop now</a></p><img alt="A picture of a logo">'
    plain = (
        "Hello\n________________________________\n[A picture of a logo]\nShop now: https://example.org/a?utm=1\n"
    )
    assert body_findings(message(plain=plain, html=html)) == []
    assert len(body_findings(message(plain=f"{plain}[ZQ-Name]\n", html=html))) == 1


def test_the_line_that_a_list_of_mails_shows_weighs_little() -> None:
    first = '<span style="display:none">Our offers are here</span>'
    (found,) = body_findings(message(html=f"{first}<p>Hello</p>"))
    assert found[0] == "low"
    (found,) = body_findings(message(html=f"<p>Hello</p>{first}"))
    assert found[0] == "medium"
    (found,) = body_findings(message(html=f"{first}<p>Hello</p>{first.replace('Our', 'ZQ-Name')}"))
    assert found[0] == "medium"


def states_of(data: bytes) -> dict[str, tuple[str, str]]:
    report = leakscan.scan(data, leakscan.Options(strict=True), name="outer.bin")
    return {part.trail[-1]: (part.kind, part.state.value) for part in report.parts if not part.name}


SIGNED = bytes.fromhex("301a06092a864886f70d010702a00d300b06092a864886f70d010701")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", "Grüße\r\n".encode(), "text"),
        ("a.CSV", "a;b\nä;1\n".encode("cp1252"), "text"),
        ("a.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "text"),
        ("a.vcf", "\ufeffBEGIN:VCARD".encode("utf-16-le"), "text"),
        ("a.log", b"\x1f\x02", ""),
        ("a.txt", b"text\0\0", ""),
        ("a.txt", "\ufeffa".encode("utf-16-le") + b"x", ""),
        ("a.bin", b"text", ""),
        ("smime.p7s", SIGNED, "signature"),
        ("smime.p7s", SIGNED + b"ZQ", ""),
        ("smime.p7s", b"ZQ-Name", ""),
        ("a.asc", b"-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n", "signature"),
    ],
)
def test_texts_and_signatures_inside_others_are_known_by_their_content(name: str, data: bytes, kind: str) -> None:
    for outer in (message(plain="a\n", files={name: data}), zipped(name, data)):
        report = leakscan.scan(outer, leakscan.Options(strict=True), name="outer.bin")
        assert report.complete is bool(kind)
        assert not [item for item in report.findings if item.rule.id == "wrong-extension" and item.trail[1:]]
        if kind:
            state = "recognised" if name.endswith(".asc") else "examined"
            assert states_of(outer)[name] == (kind, state)


def test_a_part_without_a_name_is_called_by_its_kind_and_a_text_by_itself_is_of_no_known_format() -> None:
    part = b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
    head = b"From: a@example.org\nTo: b@example.org\nContent-Type: multipart/mixed; boundary=B\n\n"
    assert states_of(head + b"--B\n" + part + b"--B--\n")["part 1.ics"] == ("text", "examined")
    assert [item.code for item in leakscan.scan(b"a;b\n", name="a.csv").problems] == ["unsupported-format"]


def of_parts(kind: str, *parts: str) -> bytes:
    head = f"From: a@example.org\nTo: b@example.org\nSubject: s\nContent-Type: multipart/{kind}; boundary=B\n\n"
    return (head + "".join(f"--B\nContent-Type: {part}\n" for part in parts) + "--B--\n").encode()


@pytest.mark.parametrize(
    ("kind", "parts", "is_told"),
    [
        ("alternative", ("text/html\n\n<p>ZQ-Name</p>", "text/html\n\n<p>shown</p>"), True),
        ("alternative", ("text/html\n\n<p>shown</p>", "text/html\n\n<p>shown</p>"), False),
        ("alternative", ("text/plain\n\nZQ-Name", "text/plain\n\nshown"), True),
        ("alternative", ("text/html\n\n<p>shown</p>", "text/plain\n\nZQ-Name"), True),
        ("alternative", ("text/x-amp-html\n\n<html><p>ZQ-Name</p>", "text/html\n\n<p>shown</p>"), True),
        ("alternative", ("text/enriched\n\n<bold>ZQ-Name</bold>", "text/plain\n\nshown"), True),
        ("alternative", ("text/x-amp-html\n\n<html><p>shown</p>", "text/html\n\n<p>shown</p>"), False),
        ("related", ("text/html\n\n<p>shown</p>", "text/html\nContent-ID: <n>\n\n<p>ZQ-Name</p>"), True),
        ('related; start="<n>"', ("text/plain\n\nshown", "text/html\nContent-ID: <n>\n\n<p>shown</p>"), False),
        ("mixed", ("text/html\n\n<p>shown</p>", "text/plain\n\nA list of mails adds this."), False),
    ],
)
def test_every_body_that_does_not_show_is_compared_with_the_one_that_does(
    kind: str, parts: tuple[str, ...], *, is_told: bool
) -> None:
    data = of_parts(kind, *parts)
    assert bool(body_findings(data)) is is_told
    assert trails(data, "wrong-extension") == []


def test_files_written_into_the_text_of_a_message_are_examined() -> None:
    lines = b"".join(binascii.b2a_uu(LEAKY[at : at + 45]) for at in range(0, len(LEAKY), 45)).decode()
    for end in ("`\nend\n", ""):  # one that breaks off is kept as far as it goes
        data = message(plain=f"See below.\nbegin 644 figures.xlsx\n{lines}{end}")
        assert trails(data, "pivot-cache") == [("outer.bin", "figures.xlsx")]
    assert split_uuencoded("begin 644 words\nmeant as such\n") == ("meant as such", [])


def test_lines_that_a_head_holds_twice_and_remarks_in_addresses_are_told() -> None:
    def told(*headers: str) -> list[tuple[str, str]]:
        report = leakscan.scan(message(*headers, plain="a\n"), name="a.eml")
        found = (item for item in report.findings if item.rule.id == "mail-header")
        return [(str(item.severity), clue.reveal()) for item in found for clue in item.evidence]

    assert told("Subject: ZQ-Name") == [("low", "Your request")]
    assert told("Cc: c@example.org (ZQ-Name)") == [("low", "ZQ-Name")]
    assert told('Cc: "C (D)" <c@example.org>') == []


def test_each_message_of_a_mailbox_is_read_by_itself() -> None:
    start = b"From a@example.org Mon Jan  1 00:00:00 2024\r\n"
    first = start + message(plain="a\n") + b"\r\n"
    second = start + message("Bcc: zq@example.org", plain="From here on\n")
    report = leakscan.scan(first + second, name="all.mbox")
    assert report.complete
    assert ("all.mbox", "message 2.eml") in trails_of(report, "mail-header")
    assert trails_of(report, "wrong-extension") == []
    alone = leakscan.scan(second, name="one.eml")
    assert trails_of(alone, "mail-header") == [("one.eml",)]


def trails_of(report: leakscan.Report, rule: str) -> list[tuple[str, ...]]:
    return [item.trail for item in report.findings if item.rule.id == rule]


def test_letters_of_a_plain_text_that_show_nothing_are_told_of() -> None:
    spelled = "".join(chr(0xE0000 + ord(letter)) for letter in "ZQ-Tag-2e")
    head = "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n"
    head += "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    with leakscan.scan(f"{head}Visits{spelled}\r\n".encode(), name="a.eml") as report:
        tables = [item.table for item in report.findings if item.rule.id == "mail-body"]
        assert [
            value
            for table in tables
            if table is not None
            for row in table.rows()
            for value in row
            if "ZQ" in str(value)
        ]
