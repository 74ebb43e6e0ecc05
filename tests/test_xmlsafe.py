"""The door through which XML enters, and what must not come through it."""

import contextlib
import io
import tracemalloc

import pytest

from leakscan import xmlsafe
from leakscan.errors import LimitReachedError, MalformedFileError

LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY b "ha">'
    + b"".join(b'<!ENTITY c%d "%s">' % (n, (b"&c%d;" % (n - 1) if n else b"&b;") * 10) for n in range(12))
    + b"]><a>&c11;</a>"
)
DOCTYPES = {
    "laughs": LAUGHS,
    "external": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    "parameter": b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://example.org/x.dtd">%b;]><a/>',
    "outside": b'<!DOCTYPE a SYSTEM "http://example.org/x.dtd"><a/>',
    "empty": b"<!DOCTYPE a><a/>",
    "utf-16": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
}


class Collector(xmlsafe.Handler):
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.names: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.names.append(name)

    def text(self, data: str) -> None:
        self.pieces.append(data)


def streamed(data: bytes) -> Collector:
    collector = Collector()
    xmlsafe.stream(io.BytesIO(data), collector)
    return collector


@pytest.mark.parametrize("data", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused_by_both_readers(data: bytes) -> None:
    with pytest.raises(MalformedFileError):
        xmlsafe.parse(data)
    with pytest.raises(MalformedFileError):
        streamed(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "iso-8859-1"])
def test_encodings_that_documents_may_have_are_read(encoding: str) -> None:
    declared = "utf-16" if encoding == "utf-16-le" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?><a>caf\u00e9</a>'
    data = text.encode(encoding) if encoding != "utf-16-le" else b"\xff\xfe" + text.encode(encoding)
    assert xmlsafe.parse(data).text == "caf\u00e9"
    assert "".join(streamed(data).pieces) == "caf\u00e9"


@pytest.mark.parametrize("encoding", ["utf-7", "no-such", "ebcdic-cp-us", "rot13", "zlib"])
def test_a_strange_encoding_is_a_fault_of_the_file_or_is_read(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>+ADw-b+AD4-</a>'.encode()
    for read in (xmlsafe.parse, streamed):
        with contextlib.suppress(MalformedFileError):  # any other error fails the test
            read(data)


def test_a_hundred_thousand_elements_deep_does_no_harm() -> None:
    data = b"<a>" * 100_000 + b"</a>" * 100_000
    with pytest.raises(LimitReachedError, match="more than 256 deep") as caught:
        xmlsafe.parse(data)
    assert caught.value.code == "limit-xml-depth"
    assert len(streamed(data).names) == 100_000


def test_text_without_end_is_not_held_in_memory() -> None:
    class Counter(xmlsafe.Handler):
        count = 0

        def text(self, data: str) -> None:
            self.count += len(data)

    class Endless(io.RawIOBase):
        left = 40

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            view = memoryview(buffer)  # type: ignore[arg-type]
            view[:] = b"x" * len(view)
            if self.left == 40:
                view[:3] = b"<a>"
            self.left -= 1
            return len(view) if self.left >= 0 else 0

    counter = Counter()
    tracemalloc.start()
    with pytest.raises(MalformedFileError):
        xmlsafe.stream(io.BufferedReader(Endless(), 1 << 20), counter)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counter.count > 2_000_000
    assert peak < 8 << 20


def test_a_tag_of_unlimited_length_is_given_up() -> None:
    data = b'<a b="' + b"x" * (40 << 20) + b'"/>'
    with pytest.raises(LimitReachedError) as caught:
        streamed(data)
    assert caught.value.code == "limit-xml-token"
    with pytest.raises(LimitReachedError):
        xmlsafe.parse(data)


@pytest.mark.parametrize("data", [b"", b"\0", b"<a>", b"<a></b>", b"plain", b"<a b='1' b='2'/>", b"<a>\x01</a>"])
def test_what_is_not_well_formed_is_a_fault_of_the_file(data: bytes) -> None:
    with pytest.raises(MalformedFileError):
        xmlsafe.parse(data)
    with pytest.raises(MalformedFileError):
        streamed(data)


@pytest.mark.parametrize("document", [b"<a>%s</a>", b'<a b="%s"/>', b"<a><!--%s--></a>"])
def test_a_long_text_is_read_into_a_tree_up_to_the_limit_of_a_tag(document: bytes) -> None:
    text = b"word " * (11 << 18)
    assert len(xmlsafe.serialised(xmlsafe.parse(document % text))) > len(text)
    with pytest.raises(LimitReachedError) as caught:
        xmlsafe.parse(document % (text * 3))
    assert caught.value.code == "limit-xml-token"


def test_a_long_text_opens_no_way_for_depth_or_a_document_type() -> None:
    text = b"word " * (11 << 18)
    with pytest.raises(MalformedFileError) as refused:
        xmlsafe.parse(b'<!DOCTYPE a [<!ENTITY b "ha">]><a c="&b;">%s</a>' % text)
    assert refused.value.code == "xml-doctype"
    with pytest.raises(LimitReachedError) as deep:
        xmlsafe.parse(b"<a>%s" % text + b"<b>" * 300 + b"</b>" * 300 + b"</a>")
    assert deep.value.code == "limit-xml-depth"
