"""What is hidden on one slide comes back by itself."""

import leakscan
from fixtures.making.presentation import add_notes, box, deck


def test_the_notes_of_one_slide_are_not_those_of_another() -> None:
    book = deck([box("Title 1", "First")], [box("Title 1", "Second")])
    add_notes(book, 1, "Call Ada Field, born 1 May 1980")
    add_notes(book, 2, "ZQ-Second-6e2\nnobody is meant")
    report = leakscan.scan(book.to_bytes(), name="deck.pptx")
    found = {finding.place.page: finding for finding in report.findings if finding.rule.id == "speaker-notes"}
    texts = {
        page: [row[1] for row in finding.table.rows()]
        for page, finding in found.items()
        if finding.table is not None
    }
    assert texts == {1: ["Call Ada Field, born 1 May 1980"], 2: ["ZQ-Second-6e2", "nobody is meant"]}
    assert found[1].exposure is not None
    assert found[2].exposure is None
