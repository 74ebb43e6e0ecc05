"""National identifiers of other states, by region, as python-stdnum validates them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from leakscan.patterns import late_pattern
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context, Match, Recogniser

# Region, module of python-stdnum, what it is called there, the words that name it.
KNOWN: tuple[tuple[str, str, str, str], ...] = (
    ("US", "us.ssn", "social security number", r"\bssn\b|\bsocial sec\w*"),
    ("US", "us.itin", "taxpayer number", r"\bitin\b"),
    ("CA", "ca.sin", "social insurance number", r"\bsin\b|\bsocial insurance\b"),
    ("AU", "au.tfn", "tax file number", r"\btfn\b|\btax file\b"),
    ("IN", "in_.aadhaar", "Aadhaar number", r"\baadhaar\b|\buid\b"),
    ("IN", "in_.pan", "permanent account number", r"\bpan\b"),
    ("IE", "ie.pps", "personal public service number", r"\bpps\w*"),
    ("FR", "fr.nir", "INSEE number", r"\bnir\b|\bsecurite sociale\b|\bsecu\b|\binsee\b"),
    ("DE", "de.idnr", "tax identification number", r"\bsteuer\w*|\bidnr\b|\btin\b"),
    ("ES", "es.dni", "DNI", r"\bdni\b|\bnif\b"),
    ("ES", "es.nie", "NIE", r"\bnie\b"),
    ("IT", "it.codicefiscale", "codice fiscale", r"\bcodice fiscale\b|\bcf\b"),
    ("NL", "nl.bsn", "burgerservicenummer", r"\bbsn\b|\bburgerservice\w*|\bsofi\w*"),
    ("BE", "be.nn", "national register number", r"\brijksregister\w*|\bregistre national\b|\bnn\b"),
    ("PL", "pl.pesel", "PESEL", r"\bpesel\b"),
    ("SE", "se.personnummer", "personnummer", r"\bperson ?n\w*"),
    ("NO", "no.fodselsnummer", "fødselsnummer", r"\bfodsel\w*|\bpersonnummer\b"),
    ("DK", "dk.cpr", "CPR number", r"\bcpr\b"),
    ("FI", "fi.hetu", "henkilötunnus", r"\bhetu\b|\bhenkilotunnus\b"),
    ("PT", "pt.cc", "citizen card number", r"\bcartao\b|\bcc\b"),
    ("CZ", "cz.rc", "rodné číslo", r"\brodne\b|\brc\b"),
    ("RO", "ro.cnp", "CNP", r"\bcnp\b"),
    ("BG", "bg.egn", "EGN", r"\begn\b"),
    ("HR", "hr.oib", "OIB", r"\boib\b"),
    ("LT", "lt.asmens", "asmens kodas", r"\basmens\b"),
    ("EE", "ee.ik", "isikukood", r"\bisikukood\b"),
    ("GR", "gr.amka", "AMKA", r"\bamka\b"),
    ("CH", "ch.ssn", "AHV number", r"\bahv\b|\bavs\b"),
    ("AT", "at.vnr", "Versicherungsnummer", r"\bvnr\b|\bsvnr\b|\bversicherungsnummer\b"),
)  # fmt: skip
_ANY_WORDS = late_pattern(
    r"\b(?:" + "|".join(word.removeprefix(r"\b") for *_, words in KNOWN for word in words.split("|")) + ")"
)
_PROPOSED = late_pattern(r"(?<![\w/])(?P<value>[0-9A-Z][0-9A-Z .+/-]{6,22}[0-9A-Z])(?![\w/])", re.IGNORECASE)

REGIONS = frozenset(region for region, *_ in KNOWN)
"""The countries that can be switched on."""


@lru_cache(maxsize=64)
def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=64)
def _standard(name: str) -> ModuleType:
    return import_module(f"stdnum.{name}")


def _find(text: str, context: Context) -> Iterator[Match]:
    beside = f"{context.words} {text.lower()}"
    if REGIONS.isdisjoint(context.regions) and not _ANY_WORDS.search(beside):
        return
    for region, module, called, pattern in KNOWN:
        is_switched_on = region in context.regions
        words = _words(pattern)
        # Outside its own region an identifier counts only where something names it.
        if not is_switched_on and not words.search(beside):
            continue
        for match in _PROPOSED.finditer(text):
            yield from _judged(match, text, context, (module, called, words, is_switched_on))


def _judged(
    match: re.Match[str], text: str, context: Context, known: tuple[str, str, re.Pattern[str], bool]
) -> Iterator[Match]:
    module, called, words, is_switched_on = known
    start, end = match.span("value")
    # The proposal may reach over several words; the longest run of them that is sound wins.
    for first, last in _runs(match["value"]):
        value = match["value"][first:last]
        if any(char.isdigit() for char in value) and _standard(module).is_valid(value):
            start, end = start + first, start + last
            if context.names(words, text, start):
                why = f"{called}: check digit right, named beside it"
                yield Match(Category.NATIONAL_IDENTIFIER, start, end, Confidence.CERTAIN, why)
            elif is_switched_on:
                doubted = context.names_other_number(text, start) or value.isdigit()
                confidence = Confidence.POSSIBLE if doubted else Confidence.LIKELY
                yield Match(Category.NATIONAL_IDENTIFIER, start, end, confidence, f"{called}: form right")
            return


def _runs(value: str) -> Iterator[tuple[int, int]]:
    starts = [0, *(found.end() for found in re.finditer(" ", value))]
    ends = [*(found.start() for found in re.finditer(" ", value)), len(value)]
    spans = [(first, last) for first in starts for last in ends if last - first >= 8]
    yield from sorted(spans, key=lambda span: span[0] - span[1])


RECOGNISER = Recogniser(Category.NATIONAL_IDENTIFIER, _find, digits=6, proposals=(_PROPOSED,))
