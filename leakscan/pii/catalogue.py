"""All recognisers in the order in which they win a piece of text, and the search with all of them."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from functools import lru_cache

from leakscan.pii.categories import Confidence
from leakscan.pii.character_kinds import LONG
from leakscan.pii.matches import PLAIN, Context, Match, Recogniser, count_digits

_MOST_DIGITS = 16
"""No recogniser asks for more."""


@lru_cache(maxsize=1)
def recognisers() -> tuple[Recogniser, ...]:
    """Return every recogniser; the order decides which of two equally sure ones keeps a text.

    The narrow forms come first: an IBAN holds what looks like a card, a card what looks like a telephone.
    """
    from leakscan.pii.contacts import address, date_of_birth, email, postcode, telephone
    from leakscan.pii.devices import ip_address, mac_address, secret, user_name
    from leakscan.pii.documents import (
        chi_number,
        driving_licence,
        learner_number,
        national_identifier,
        national_insurance,
        nhs_number,
        passport,
        pupil_number,
        tax_reference,
        vehicle_registration,
    )
    from leakscan.pii.payments import bank_account, iban, payment_card
    from leakscan.pii.policing import (
        case_urn,
        collar_number,
        crime_reference,
        cro_number,
        custody_number,
        incident_log,
        pnc_id,
    )
    from leakscan.pii.tenancies import council_tax_reference, tenancy_reference

    modules = (
        secret,
        email,
        user_name,
        mac_address,
        ip_address,
        iban,
        payment_card,
        pnc_id,
        cro_number,
        driving_licence,
        pupil_number,
        national_insurance,
        chi_number,
        nhs_number,
        learner_number,
        tax_reference,
        passport,
        council_tax_reference,
        tenancy_reference,
        custody_number,
        case_urn,
        incident_log,
        crime_reference,
        collar_number,
        bank_account,
        vehicle_registration,
        date_of_birth,
        address,
        postcode,
        telephone,
        national_identifier,
    )
    return tuple(module.RECOGNISER for module in modules)


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    """Return every character of which a recogniser asks for one."""
    return frozenset().union(*(item.marks for item in recognisers()))


@lru_cache(maxsize=1024)
def _asked_of(digits: int, marks: frozenset[str]) -> tuple[tuple[int, Recogniser], ...]:
    """Return the recognisers asked of a text with so many digits and these marks, and the place of each."""
    return _worth_a_look(recognisers(), "".join(marks), digits)


def _worth_a_look(among: Sequence[Recogniser], text: str, digits: int) -> tuple[tuple[int, Recogniser], ...]:
    return tuple((order, item) for order, item in enumerate(among) if item.is_worth_a_look(text, digits))


def find_all(
    text: str,
    context: Context = PLAIN,
    *,
    among: Sequence[Recogniser] | None = None,
    least: Confidence = Confidence.POSSIBLE,
) -> list[Match]:
    """Return the matches in *text* in their order, none overlapping another, the surest kept."""
    digits = count_digits(text)
    proposed: list[tuple[int, int, int, Match]] = []
    if among is None and len(text) <= LONG:
        asked = _asked_of(min(digits, _MOST_DIGITS), _marks().intersection(text))
    else:
        asked = _worth_a_look(recognisers() if among is None else among, text, digits)
    for order, recogniser in asked:
        for match in recogniser.find(text, context):
            if match.confidence.rank >= least.rank:
                proposed.append((-match.confidence.rank, order, match.start, match))
    if len(proposed) < 2:
        return [entry[3] for entry in proposed]
    proposed.sort(key=lambda entry: entry[:3])
    return not_overlapping(entry[3] for entry in proposed)


def not_overlapping(matches: Iterable[Match]) -> list[Match]:
    """Return in their order those *matches* that overlap none before them."""
    kept: list[Match] = []
    for match in matches:
        place = bisect(kept, match.start, key=lambda other: other.start)
        is_clear = place == 0 or kept[place - 1].end <= match.start
        if is_clear and (place == len(kept) or match.end <= kept[place].start):
            kept.insert(place, match)
    return kept
