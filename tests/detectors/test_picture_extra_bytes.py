import leakscan
from fixtures.making.pictures import jpeg, png
from fixtures.picture_metadata.make import with_picture


def found(extra: bytes, kind: str = "png") -> list[leakscan.Finding]:
    picture = png(after=extra) if kind == "png" else jpeg(after=extra)
    report = leakscan.scan(with_picture(kind, picture).to_bytes())
    return [item for item in report.findings if item.rule.id == "picture-extra-bytes"]


def test_bytes_behind_the_end_are_placed_and_their_text_recovered() -> None:
    (finding,) = found(b"\x01ZQ-Behind the end\x02")
    assert (finding.place.start, finding.place.end) == (len(png()), len(png()) + 19)
    assert finding.table is not None
    assert [row[1] for row in finding.table.rows()] == ["ZQ-Behind the end"]


def test_padding_is_nothing() -> None:
    assert found(b"\0" * 64) == []
    assert found(b"abc") == []


def test_a_second_picture_is_recognised() -> None:
    (finding,) = found(jpeg(), "jpg")
    assert "another JPEG picture" in finding.message


def test_bytes_without_text_that_fill_up_a_block_are_a_programs_own() -> None:
    filling = bytes([1, 2]) * ((1024 - len(png())) // 2) + bytes([3]) * (len(png()) % 2)
    (filled,) = found(filling)
    (longer,) = found(filling + b"\x01\x02")
    assert (filled.severity.value, longer.severity.value) == ("info", "medium")
    (told,) = found(b"ZQ-Behind the end" + bytes([1]) * (1024 - len(png()) - 17))
    assert told.severity.value == "medium"


def test_the_start_of_the_record_behind_a_picture_is_a_programs_own() -> None:
    record = bytes.fromhex("33000bf012000000bf0008000800810109")
    assert found(record) == []
    (longer,) = found(record + b"ZQ-Behind the end")
    assert longer.severity.value == "medium"
