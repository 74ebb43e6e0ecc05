"""Names, sensitive words and identifiers inside sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from leakscan.patterns import late_pattern
from leakscan.pii.catalogue import find_all, not_overlapping
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.headings import without_accents
from leakscan.pii.matches import PLAIN, Context, Match, Recogniser
from leakscan.pii.names import (
    fold,
    is_family_name,
    is_given_name,
    is_ordinary_word,
    is_organisation,
)
from leakscan.pii.vocabulary import any_saying, sayings, word_set

_TOKEN = late_pattern(r"[^\W\d_](?:[\w'’-]*[^\W_])?\.?")
_GAP = late_pattern(r",?[ \u00a0]")
_CUE = late_pattern(
    r"(?:\b(?:victim|witness|suspect|complainant|tenant|patient|pupil|client|customer|neighbour|"
    r"applicant|employee|informant|"
    r"caller|offender|defendant|nominal|mother|father|son|daughter|wife|husband|partner|brother|sister|"
    r"carer|child|"
    r"spoke (?:to|with)|met with|named|name is|called|dear|from|taken from|made by|seen by|reported by|"
    r"signed by|contact|copy|"
    r"cc|attn|regards|sincerely|interviewed|arrested|visited|phoned|emailed)|^)[\s:,;-]{1,3}$",
    re.IGNORECASE,
)
_DOES = late_pattern(
    r"^,? (?:and (?:her|his|their)|said|says|states?|stated|called|rang|lives?|lived|moved|reported|told|who|"
    r"phoned|wrote|asked|complained|attended|refused|replied)\b"
)
_IS = late_pattern(r"^,? (?:is|was|has|had)\b")
_ABBREVIATION = late_pattern(r"[^\W\d_]\.")
_PLACE_AFTER = late_pattern(
    r"^ (?:street|road|lane|avenue|close|drive|house|court|hall|park|castle|bridge|station|hospital|"
    r"school|college|university|"
    r"market|square|terrace|gardens|green|way|hill|city|town|county|council|ltd|limited|plc|llp|inc|"
    r"group|trust|church|hotel|"
    r"arms|inn|farm|centre|palace|place|estate|committee|commissioner|officer|report|sheet|works|prison|"
    r"barracks|airport)\b",
    re.IGNORECASE,
)
_DENIED_BEFORE = late_pattern(
    r"(?:\b(?:no|not|never|without|nobody|none|nil|neither|nor|no one|non|isn't|wasn't|hasn't|doesn't|"
    r"didn't|kein\w*|nicht|"
    r"pas de|aucune?|sin|geen|niet|brak|dim)\b|n't\b)(?:\W+\w+){0,4}\W*$"
)
_DENIED_HEALTH = late_pattern(r"\b(?:denie[ds]|denying|negative for|free of|ruled out)\b(?:\W+\w+){0,3}\W*$")
_DENIED_AFTER = late_pattern(
    r"^\W*(?:was|were|is|are|has been|have been)?\s*(?:ruled out|not (?:recorded|known|stated|present|"
    r"apply)|denied)\b|^\W*(?:-|:)\s*(?:none|no|nil|n/a)\b"
)
_SENTENCE_END = late_pattern(r"[.!?;\n]")
_DENIABLE = frozenset(
    {Category.HEALTH, Category.DISABILITY, Category.GENETICS, Category.BIOMETRICS, Category.SEX_LIFE}
)


@lru_cache(maxsize=1)
def _two_beside() -> re.Pattern[str]:
    """Return what is found in every text with two capitalised words that touch, particles between them or not."""
    particles = "|".join(map(re.escape, word_set("particles")))
    rest = r"[\w'’.-]{0,60}"  # longer ones are no names, and letters in the thousands without a blank take long
    return re.compile(
        rf"[^\W\d_a-z]{rest}"
        rf"(?:[ \u00a0](?:(?i:{particles})\.*|{rest}[^\x00-\x7f]{rest})(?=[ \u00a0])){{0,8}}"
        r"[ \u00a0][^\W\d_a-z]"
    )


def _starts_capital(word: str) -> bool:
    return word[0].isupper()


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    touches: bool

    @property
    def bare(self) -> str:
        return fold(self.text.rstrip("."))


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    end = -1
    for match in _TOKEN.finditer(text):
        word = match[0]
        stop = match.end()
        if word.endswith(".") and not _ABBREVIATION.fullmatch(word) and fold(word[:-1]) not in word_set("titles"):
            word, stop = word[:-1], stop - 1
        touches = (
            end >= 0 and bool(_GAP.fullmatch(text[end : match.start()])) and "," not in text[end : match.start()]
        )
        words.append(_Word(word, match.start(), stop, touches))
        end = stop
    return words


def _runs(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Yield runs of capitalised words that touch; particles may stand inside."""
    run: list[_Word] = []
    for word in words:
        is_inner = run and word.bare in word_set("particles") and word.text[0].islower()
        if run and word.touches and (_starts_capital(word.text) or is_inner):
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if _starts_capital(word.text) else []
    if run:
        yield run


def _trimmed(run: list[_Word]) -> list[_Word]:
    while run and (run[-1].bare in word_set("particles") and run[-1].text[0].islower()):
        run = run[:-1]
    return run


def names_in(text: str) -> Iterator[Match]:
    """Yield the people's names in *text*; a title, a listed name or a word before it must speak for each."""
    if not _two_beside().search(text):
        return
    for whole in _runs(_words(text)):
        run = _trimmed(whole)
        has_title = False
        if len(run) > 1 and run[0].text == "MS" and not run[1].text.isupper():
            run = run[1:]  # a maker of fonts and programs
        while run and run[0].bare in word_set("titles") and len(run) > 1:
            has_title = (
                has_title
                or run[0].bare not in ("pan", "m", "fr", "hr", "sister", "father", "nurse", "sr")
                or run[0].text.endswith(".")
            )
            run = run[1:]
        before_run = run
        while run and run[0].bare in word_set("no names") and not has_title:
            run = run[1:]
        if not run or run[0].text[0].islower():
            continue
        judged = _judge(run, text, has_title=has_title, is_trimmed=len(run) != len(before_run))
        if judged is not None:
            confidence, why, last = judged
            yield Match(Category.NAME, run[0].start, run[last].end, confidence, why)


def _judge(
    run: list[_Word], text: str, *, has_title: bool, is_trimmed: bool
) -> tuple[Confidence, str, int] | None:
    last = min(len(run), 5) - 1
    piece = text[run[0].start : run[last].end]
    after = text[run[last].end : run[last].end + 24]
    if has_title:
        while last > 0 and run[last].bare in word_set("no names"):
            last -= 1
        return Confidence.LIKELY, "a title before it", last
    if len(run) < 2 or is_organisation(piece) or _PLACE_AFTER.match(after):
        return None
    if any(word.bare in word_set("no names") for word in run) or (
        all(len(w.text) > 1 and w.text.isupper() for w in run) and len(run) > 3
    ):
        return None
    first, final = run[0].bare, run[last].bare
    given, family = is_given_name(first), is_family_name(final)
    ordinary = is_ordinary_word(first) and is_ordinary_word(final)
    start = text[max(0, run[0].start - 24) : run[0].start]
    is_cued = bool(_CUE.search(start)) and start.strip() != ""
    does = bool(_DOES.match(after))
    is_subject = does or bool(_IS.match(after))
    if given and family and not ordinary:
        return Confidence.LIKELY, "a given and a family name that the list knows", last
    # "Sydney NSW" is a place: a family name in capitals stands beside a given one in capitals, or is known.
    is_short = run[last].text.isupper() and 1 < len(final) <= 3 and not run[0].text.isupper() and not family
    if is_short and not is_cued:
        return None
    if (given and not is_ordinary_word(first)) and (is_cued or is_subject or len(run) == 2) and len(run) <= 4:
        return Confidence.LIKELY, "a given name that the list knows", last
    if is_cued and len(run) <= 4:
        return Confidence.LIKELY, "two names after a word for a person", last
    if (family or is_given_name(final)) and is_subject and len(run) <= 4 and not ordinary:
        return Confidence.LIKELY, "a name that the list knows, and what people do", last
    if is_trimmed or len(run) > 4:
        return None
    return (Confidence.LIKELY if does else Confidence.POSSIBLE), "capitalised like a name", last


def sensitive_in(text: str) -> Counter[Category]:
    """Return how often *text* says something of a special category or an offence, denials left out."""
    plain = without_accents(text).lower()
    counts: Counter[Category] = Counter()
    if not any_saying().search(plain):
        return counts
    for category, pattern in sayings().items():
        for match in pattern.finditer(plain):
            if not _is_denied(category, plain, match):
                counts[category] += 1
    return counts


def may_say(text: str) -> bool:
    """Return whether :func:`sensitive_in` may find something in a text, or in one of several joined by breaks."""
    return any_saying().search(without_accents(text).lower()) is not None


def _is_denied(category: Category, text: str, match: re.Match[str]) -> bool:
    before = _SENTENCE_END.split(text[max(0, match.start() - 60) : match.start()])[-1]
    after = text[match.end() : match.end() + 30]
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after):
        return True
    # Denying an offence leaves the allegation standing; denying an illness does not leave the illness.
    return category in _DENIABLE and bool(_DENIED_HEALTH.search(before))


def find_in_prose(
    text: str,
    context: Context = PLAIN,
    *,
    least: Confidence = Confidence.LIKELY,
    among: Sequence[Recogniser] | None = None,
) -> list[Match]:
    """Return identifiers and names in *text*, none overlapping another."""
    found = find_all(text, context, among=among, least=least)
    named = (match for match in names_in(text) if match.confidence.rank >= least.rank)
    return not_overlapping((*found, *named))
