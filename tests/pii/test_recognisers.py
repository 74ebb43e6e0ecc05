"""Each recogniser on what it is for and on what only looks like it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.pii.catalogue import find_all, recognisers
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context

FOUND = [
    (Category.EMAIL, "", "Write to ada.byron@example.org today", "ada.byron@example.org"),
    (Category.TELEPHONE, "", "07700 900123", "07700 900123"),
    (Category.TELEPHONE, "Mobile", "7700900123", "7700900123"),
    (Category.TELEPHONE, "", "01632 960 001", "01632 960 001"),
    (Category.TELEPHONE, "", "+48 22 123 45 67", "+48 22 123 45 67"),
    (Category.POSTCODE, "", "near NR1 3JU, they say", "NR1 3JU"),
    (Category.ADDRESS, "", "12 High Street, Norwich", "12 High Street"),
    (Category.ADDRESS, "", "12 Brown Pike, New Town, NR1 3ZL", "12 Brown Pike, New Town, NR1 3ZL"),
    (Category.ADDRESS, "", "ul. Długa 5, Kraków", "ul. Długa 5"),
    (Category.NHS_NUMBER, "NHS No", "9434765919", "9434765919"),
    (Category.NHS_NUMBER, "", "943 476 5919", "943 476 5919"),
    (Category.CHI_NUMBER, "CHI", "0101010001", "0101010001"),
    (Category.NATIONAL_INSURANCE, "", "QQ 12 34 56 C", "QQ 12 34 56 C"),
    (Category.NATIONAL_INSURANCE, "NINO", "zz123456a", "zz123456a"),
    (Category.TAX_REFERENCE, "UTR", "1955839661", "1955839661"),
    (Category.PUPIL_NUMBER, "", "H801200001001", "H801200001001"),
    (Category.LEARNER_NUMBER, "ULN", "1000000108", "1000000108"),
    (Category.PASSPORT, "", "passport number 123456789", "123456789"),
    (Category.DRIVING_LICENCE, "", "MORGA753116SM9IJ", "MORGA753116SM9IJ"),
    (Category.VEHICLE_REGISTRATION, "", "a car, AB12 CDE, left", "AB12 CDE"),
    (Category.IBAN, "", "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
    (Category.PAYMENT_CARD, "", "4111 1111 1111 1111", "4111 1111 1111 1111"),
    (Category.BANK_ACCOUNT, "", "12-34-56 12345678", "12-34-56 12345678"),
    (Category.CRIME_REFERENCE, "Crime Ref", "36/12345/22", "36/12345/22"),
    (Category.CRIME_REFERENCE, "Occurrence Number", "13220012345", "13220012345"),
    (Category.PNC_ID, "", "2003/0062845E", "2003/0062845E"),
    (Category.CRO_NUMBER, "CRO", "65656/91H", "65656/91H"),
    (Category.CASE_URN, "", "URN 36AB1234522", "36AB1234522"),
    (Category.CUSTODY_NUMBER, "Custody No", "36AA/1234/23", "36AA/1234/23"),
    (Category.COLLAR_NUMBER, "", "PC 1234 attended", "PC 1234"),
    (Category.INCIDENT_LOG, "", "CAD 1234/12JAN23", "CAD 1234/12JAN23"),
    (Category.DATE_OF_BIRTH, "", "DOB: 12/03/1984", "12/03/1984"),
    (Category.DATE_OF_BIRTH, "Geburtsdatum", "12.3.1984", "12.3.1984"),
    (Category.COUNCIL_TAX_REFERENCE, "Council Tax Ref", "80012345", "80012345"),
    (Category.TENANCY_REFERENCE, "", "tenancy reference T123456", "T123456"),
    (Category.USER_NAME, "", r"C:\Users\abyron\Desktop\x.xlsx", "abyron"),
    (Category.USER_NAME, "", "/home/abyron/x", "abyron"),
    (Category.IP_ADDRESS, "", "from 192.168.4.20 at noon", "192.168.4.20"),
    (Category.MAC_ADDRESS, "", "00:1a:2b:3c:4d:5e", "00:1a:2b:3c:4d:5e"),
    (Category.SECRET, "", "Data Source=srv;User ID=sa;Password=hunter22;", "hunter22"),
    (Category.SECRET, "", "https://admin:hunter22@intranet.example.org", "hunter22"),
    (Category.NATIONAL_IDENTIFIER, "PESEL", "44051401359", "44051401359"),
    (Category.NATIONAL_IDENTIFIER, "", "DNI 54362315K", "54362315K"),
]

NOT_FOUND = [
    ("Order No", "9434765919"),
    ("Version", "3.3.1.96"),
    ("Invoice date", "12/03/1984"),
    ("Registration date", "12/03/2019"),
    ("Crimes recorded", "1234567"),
    ("Council Tax collected", "12345678"),
    ("EAN", "4006381333931"),
    ("", "Passwords must be 12 characters long"),
    ("Tracking", "4111111111111111"),
    ("Path", r"C:\Users\Public\x.xlsx"),
    ("", "password: ********"),
    ("GUID", "12345678-1234-4123-a123-123456789012"),
    ("Card", "4111 1111 1111 1112"),
    ("", "GB83 WEST 1234 5698 7654 32"),
    ("", "2003/0062845F"),
    ("", "Engineering 101 was sent via the portal 12 times"),
    ("Planning app", "21/01234/FUL"),
    ("", "between 2010 and 2019 sales rose by 12345"),
]


@pytest.mark.parametrize(("category", "header", "text", "value"), FOUND)
def test_finds_what_it_is_for(category: Category, header: str, text: str, value: str) -> None:
    found = [(m.category, text[m.start : m.end]) for m in find_all(text, Context(header), least=Confidence.LIKELY)]
    assert category in dict(found)
    assert value in dict(found)[category] or dict(found)[category] in value


@pytest.mark.parametrize(("header", "text"), NOT_FOUND)
def test_is_not_taken_in_by_what_only_looks_like_it(header: str, text: str) -> None:
    assert find_all(text, Context(header), least=Confidence.LIKELY) == []


def test_says_why() -> None:
    (match,) = find_all("9434765919", Context("NHS Number"))
    assert match.why == "check digit right, named beside it"
    assert match.confidence is Confidence.CERTAIN


def test_a_wrong_check_digit_is_only_possible_even_under_the_header() -> None:
    (match,) = find_all("9434765918", Context("NHS Number"))
    assert match.confidence is Confidence.POSSIBLE


def test_numbers_set_aside_for_examples_count_as_real_ones() -> None:
    for text in ("07700 900123", "01632 960123", "QQ 12 34 56 A", "ZZ123456B"):
        assert find_all(text, least=Confidence.LIKELY)
    (match,) = find_all("999 000 0018", least=Confidence.LIKELY)
    assert match.category is Category.NHS_NUMBER


def test_a_region_switches_on_its_identifiers() -> None:
    assert not find_all("536-90-4399", least=Confidence.LIKELY)
    (match,) = find_all("536-90-4399", Context(regions=frozenset({"US"})), least=Confidence.LIKELY)
    assert match.category is Category.NATIONAL_IDENTIFIER


def test_no_two_matches_overlap_and_the_surest_is_kept() -> None:
    matches = find_all("GB82 WEST 1234 5698 7654 32 and 4111 1111 1111 1111")
    assert [match.category for match in matches] == [Category.IBAN, Category.PAYMENT_CARD]


def test_every_identifier_category_has_one_recogniser() -> None:
    categories = [recogniser.category for recogniser in recognisers()]
    assert len(set(categories)) == len(categories)


@given(st.text(max_size=120), st.text(max_size=24))
def test_any_text_under_any_header_is_read_without_an_error(text: str, header: str) -> None:
    for match in find_all(text, Context(header, regions=frozenset({"GB", "US", "FR", "PL"}))):
        assert 0 <= match.start < match.end <= len(text)
        assert match.why


@given(st.from_regex(r"[0-9A-Z /.:@+-]{0,60}", fullmatch=True))
def test_matches_never_overlap(text: str) -> None:
    end = 0
    for match in find_all(text, Context("NHS NI URN tel")):
        assert match.start >= end
        end = match.end


@pytest.mark.parametrize(
    "piece", ["a", "1 ", "1 aa, ", "GB82 AAAA ", "AA ", "a.a", "0-", "pwd=", "calle ", "-----BEGIN "]
)
def test_a_long_text_of_one_thing_costs_no_more_than_its_length(piece: str) -> None:
    started = time.process_time()
    find_all(piece * 8000, Context("Name Tel Address Reg"))
    assert time.process_time() - started < 8
