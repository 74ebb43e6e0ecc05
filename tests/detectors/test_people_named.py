from leakscan.detectors.identity.people_named import people_named
from leakscan.findings import Content, Hit, Place
from leakscan.views.people import People, Role


def content_of(*mentions: tuple[str, Role]) -> Content | None:
    hit = hit_of(*mentions)
    return None if hit is None else hit.content


def hit_of(*mentions: tuple[str, Role]) -> Hit | None:
    people = People()
    for name, role in mentions:
        people.add(name, role, Place())
    hits = list(people_named(people))
    return hits[0] if hits else None


AUTHORS = (("Ada Field", Role.CREATOR), ("Ben Marsh", Role.LAST_EDITOR))


def test_creator_and_last_editor_alone_are_ordinary() -> None:
    assert content_of(*AUTHORS) is Content.AUTHORSHIP


def test_their_own_path_printer_and_organisation_are_ordinary() -> None:
    own = (("afield", Role.PATH_ACCOUNT), ("Laser 2", Role.PRINTER), ("Council", Role.COMPANY))
    assert content_of(*AUTHORS, *own) is Content.AUTHORSHIP


def test_someone_else_is_more_than_authorship() -> None:
    assert content_of(*AUTHORS, ("Cem Oak", Role.COMMENT_AUTHOR)) is Content.OTHER_PEOPLE


def test_an_account_is_more_than_authorship_even_for_the_creator() -> None:
    assert content_of(("ada@example.org", Role.CREATOR)) is Content.OTHER_PEOPLE
    assert content_of(*AUTHORS, (r"\\srv01\laser", Role.PRINTER)) is Content.OTHER_PEOPLE
    assert content_of(*AUTHORS, ("srv01", Role.PATH_SERVER)) is Content.OTHER_PEOPLE


def test_nobody_is_no_hit() -> None:
    assert hit_of(("openpyxl", Role.CREATOR)) is None


def test_evidence_starts_with_those_who_are_no_authors() -> None:
    hit = hit_of(*AUTHORS, ("Cem Oak", Role.COMMENT_AUTHOR))
    assert hit is not None
    assert hit.evidence[0].reveal() == "Cem Oak"
