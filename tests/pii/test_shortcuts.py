"""What is left out to save time changes no answer."""

import itertools
import random
import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.labelled import columns as labelled_columns
from benchmarks.labelled import identifiers
from benchmarks.people import is_listed
from leakscan.blocks import Block, Coded, ColumnBlock
from leakscan.people import reading
from leakscan.people.reading import text_of
from leakscan.people.summaries import Labels
from leakscan.pii import columns, prose
from leakscan.pii.batches import batches
from leakscan.pii.catalogue import find_all, recognisers
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.character_kinds import LONG, shape_of
from leakscan.pii.columns import judge_column, judge_table
from leakscan.pii.exposure import CHARACTERS_READ
from leakscan.pii.headings import words_of
from leakscan.pii.identity import Keyer
from leakscan.pii.matches import PLAIN, Context
from leakscan.pii.people import PeopleCounter
from leakscan.pii.prose import find_in_prose, names_in, sensitive_in
from leakscan.pii.shapes import holds_addresses, recognised_as
from leakscan.pii.vocabulary import any_saying, header_words, sayings
from leakscan.tables import Value

SECRET = b"a secret of one run"
UNHURRIED = tuple(item._replace(digits=0, marks=frozenset(), shape=None) for item in recognisers())
SHAPED = {item.category.name: item for item in recognisers() if item.shape is not None}
LABELLED = random.Random(7).sample([*identifiers.positives(7), *identifiers.near_misses(7)], 1_500)


def test_no_recogniser_is_passed_over_that_would_find_something() -> None:
    for sample in LABELLED:
        context = Context(header=sample.header)
        assert find_all(sample.text, context) == find_all(sample.text, context, among=UNHURRIED)


@given(st.text(alphabet="0123456789 ABCDEFabcdef@/\\.:-,+()", max_size=60))
def test_nor_in_texts_of_any_sort(text: str) -> None:
    assert find_all(text) == find_all(text, among=UNHURRIED)


def test_nor_in_long_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.pii.documents.vehicle_registration.may_stand", lambda shape, text: True)
    monkeypatch.setattr("leakscan.pii.policing.collar_number.may_stand", lambda shape, text: True)
    texts = [f"{sample.header} {sample.text}{' ' * LONG}" for sample in LABELLED]
    texts += [f"{sample.text}\n{' ' * LONG}{sample.header}" for sample in LABELLED]
    unhurried = [find_all(text, among=UNHURRIED) for text in texts]
    monkeypatch.undo()
    assert [find_all(text) for text in texts] == unhurried


@given(st.text(alphabet="0123456789 ABCDabcd@/\\.:-,_+(\u00e9\u2022\u0661\u0131", max_size=60))
def test_nor_in_long_texts_of_any_sort(text: str) -> None:
    text += "\n" * LONG
    assert find_all(text) == find_all(text, among=UNHURRIED)


@pytest.mark.parametrize("words", ["born 0\u0663/04/1981", "NINO A\u017f 12 34 56 C"])
def test_nor_where_a_character_passes_for_another(words: str) -> None:
    text = f"\u00e9 {words}" + "\n" * LONG
    assert find_all(text) == find_all(text, among=UNHURRIED) != []


@pytest.mark.parametrize("name", SHAPED)
@given(data=st.data())
def test_what_a_form_matches_has_its_shape(name: str, data: st.DataObject) -> None:
    shape, forms = SHAPED[name].shape, SHAPED[name].proposals
    assert shape is not None
    for form in forms:
        loose = re.compile(
            re.sub(r"\(\?<?=[^)]*\)", "", form.pattern), form.flags
        )  # what it looks for is drawn rarely
        text = data.draw(st.from_regex(loose, alphabet=string.printable))
        assert shape.search(str(shape_of(text))) or not form.search(text), text


def every_address(values: Sequence[str]) -> bool:
    """Return what `holds_addresses` is short for."""
    holding = 0
    for value in values:
        if 8 <= len(value) <= 120 and " " in value and any(map(str.isdigit, value)):
            found = {match.category for match in find_all(value.replace("\n", ", "), least=Confidence.LIKELY)}
            holding += bool(found & {Category.ADDRESS, Category.POSTCODE})
    return len(values) >= 3 and holding >= 0.6 * len(values)


def test_addresses_are_told_as_if_every_value_was_read() -> None:
    streets = ["12 High Street", "3 Mill Lane, Norwich", "NR1 3JU", "5 Brown Pike, New Town, NR1 3ZL", "1 The Row"]
    others = ["Lamp 12 red", "07700 900123", "a car, AB12 CDE, left", "Norwich", "GB82 WEST 1234 5698 7654 32"]
    chance = random.Random(3)
    for _ in range(300):
        values = chance.choices(streets, k=chance.randrange(12)) + chance.choices(others, k=chance.randrange(9))
        chance.shuffle(values)
        assert holds_addresses(values) == every_address(values)


def test_columns_are_judged_as_if_every_value_was_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = [*labelled_columns.personal(7, is_listed=is_listed), *labelled_columns.impersonal(7)]
    samples = random.Random(5).sample(samples, 250)
    mixed = [[*one.values[:9], *other.values[:14]] for one, other in itertools.pairwise(samples)]
    asked = [*((one.header, one.values) for one in samples), *(("", values) for values in mixed)]
    hurried = [judge_column(header, values) for header, values in asked]
    monkeypatch.setattr(
        columns, "_recognised", lambda context, sample: [recognised_as(v, context) for v in sample]
    )
    assert [judge_column(header, values) for header, values in asked] == hurried


NAME_WORDS = (
    *(
        "Ada",
        "byron",
        "LORD",
        "Lord",
        "Dr",
        "mr",
        "OBE",
        "Jr",
        "van",
        "de",
        "O'Brien",
        "A",
        "A.",
        "\u0141uk",
        "Mac",
        "",
    ),
    *("No", "Wolfeschlegelsteinhausen", "Wolfeschlegelsteinhausenb", "Abcdefgh", "Abcdefghi", "1st", "Bj\u00f8rn"),
)


@pytest.mark.parametrize("family_first", [False, True])
@pytest.mark.parametrize("together", [1, 7, 1 << 16])
def test_names_are_keyed_together_as_they_are_alone(
    family_first: bool, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.pii.plain_names._TOGETHER", together)
    keyer = Keyer(SECRET)
    texts = [
        text
        for first in NAME_WORDS
        for second in NAME_WORDS
        for text in (
            f"{first} {second}",
            f"{first} {second} {first}",
            f"{first}, {second}",
            f"{first}  {second}",
            first,
        )
    ]
    for some in (texts, [*texts, "Ada\nByron"], texts[:1], []):
        read = []
        for places, keys in keyer.plain_names(some, family_first=family_first):
            for place, told in zip(places.tolist(), keys.tolist(), strict=True):
                assert tuple(told) == keyer.full_name(some[place], family_first=family_first), some[place]
                read.append(some[place])
        assert "Ada byron" in read or some is not texts


@given(st.lists(st.text(alphabet="abAB \n.\u00e9\u0141", max_size=6), max_size=5))
def test_so_are_texts_of_any_sort(texts: list[str]) -> None:
    keyer = Keyer(SECRET)
    for places, keys in keyer.plain_names(texts):
        for place, told in zip(places.tolist(), keys.tolist(), strict=True):
            assert tuple(told) == keyer.full_name(texts[place])


def blocks_of(rows: Sequence[Sequence[str | None]], heights: Sequence[int]) -> list[Block]:
    """Return rows as blocks that share the items of their columns."""
    items = [sorted({value for value in column if value is not None}) for column in zip(*rows, strict=True)]
    blocks: list[Block] = []
    start = 0
    for height in heights:
        some = rows[start : start + height]
        start += height

        def column(number: int, some: Sequence[Sequence[str | None]] = some) -> Coded[Value]:
            codes = [-1 if row[number] is None else items[number].index(str(row[number])) for row in some]
            return Coded(items[number], numpy.array(codes, dtype=numpy.int64))

        blocks.append(ColumnBlock(len(some), column))
    return blocks


def some_rows(count: int) -> list[list[str | None]]:
    chance = random.Random(count)
    return [
        [
            chance.choice(["Victim", "Suspect", None]),
            chance.choice(["Ada Byron", "Ben Hall", "Cy Dale", "unknown", None]),
            chance.choice(["1980-01-02", "1991-03-04", None]),
        ]
        for _ in range(count)
    ]


@pytest.mark.parametrize("most_rows", [1, 7, 1_000])
def test_rows_that_are_alike_count_as_often_as_they_occur(most_rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.pii.people._ALIKE_ROWS", most_rows)
    rows = some_rows(90)
    judged = judge_table(["Role", "Name", "DOB"], [[row[n] or "" for row in rows] for n in range(3)])
    by_rows, by_blocks = PeopleCounter(judged, SECRET), PeopleCounter(judged, SECRET)
    by_rows.feed(rows)
    for block in blocks_of(rows, [40, 10, 40]):
        by_blocks.feed_columns([block.column(number) for number in range(3)])  # type: ignore[misc]
    assert by_rows.close() == by_blocks.close()


@pytest.mark.parametrize("most_places", [1, 1 << 16])
def test_labels_are_counted_alike_by_their_places_and_one_by_one(
    most_places: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.people.summaries._MOST_COUNTED", most_places)
    rows = some_rows(120)
    labels = Labels([tuple(row) for row in rows])
    for block in [*blocks_of(rows[:70], [30, 40]), *blocks_of(rows[70:], [50])]:
        labels.feed(block)
    tallies = labels.tallies
    assert tallies.single == [Counter(row[number] for row in rows) for number in range(3)]
    pairs = [Counter((row[a], row[b]) for row in rows if row[a] and row[b]) for a, b in ((0, 1), (0, 2), (1, 2))]
    assert tallies.crossed == pairs


SENTENCES = [
    *(f"{sample.header} {sample.text}" for sample in LABELLED),
    *(sample.text for sample in LABELLED),
    "spoke to Ada Byron about it",
    "Ada van der Byron and Ben d\u2019Œuvre",
    "MR BYRON",
    "she is pregnant",
    "the suspect was arrested for burglary",
    r"C:\Users\ada",
    "/home/ada",
    "password: hunter22",
    "the crime ref is 36/12345/22",
    "dob 03/04/1981",
    "x" * 40 + "urn 36AB1234522",
    "nothing at all",
    "",
]


def read_together(texts: Sequence[str], context: Context = PLAIN) -> list[object]:
    return [
        (
            text,
            find_in_prose(text, context, among=batch.among),
            sensitive_in(text) if batch.may_be_sensitive else {},
        )
        for batch in batches(texts, context, None)
        for text in batch.texts
    ]


def read_alone(texts: Sequence[str], context: Context = PLAIN) -> list[object]:
    return [(text, find_in_prose(text, context), sensitive_in(text)) for text in texts]


@pytest.mark.parametrize("header", ["", "Crime ref", "NHS number", "Date of birth"])
@pytest.mark.parametrize("together", [4, 5, 200])
def test_texts_say_together_what_they_say_alone(
    together: int, header: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.pii.batches._TEXTS", together)
    texts = random.Random(together).sample(SENTENCES, len(SENTENCES) if together == 4 else 600)
    context = Context(header=header)
    assert read_together(texts, context) == read_alone(texts, context)


@pytest.mark.parametrize("text", SENTENCES[-13:])
def test_a_text_is_not_lost_among_many(text: str) -> None:
    others = ["Lamp 12 red", "Total", "of the North", "7"]
    for texts in ([text, *others], [*others, text], [*others, text, *others]):
        assert read_together(texts) == read_alone(texts)


@given(st.lists(st.text(alphabet="0123456789 ABabcdurn@/\\.:-,+()", max_size=40), min_size=4, max_size=8))
def test_nor_in_texts_of_any_sort_together(texts: list[str]) -> None:
    assert read_together(texts) == read_alone(texts)


def test_names_are_found_as_if_every_text_was_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        *SENTENCES,
        "Ada  Byron",
        "Ada\u00a0Byron",
        "Dr. A. Byron",
        "ada Byron",
        "Élise de la Tour",
        "Ada é Byron",
    ]
    hurried = [[*names_in(text)] for text in texts]
    monkeypatch.setattr(prose, "_two_beside", lambda: prose._TOKEN)
    assert [[*names_in(text)] for text in texts] == hurried


@given(st.text(alphabet="AbÉé\u2019'-. ,\u00a0devan1", max_size=30))
def test_nor_is_a_run_of_capitals_passed_over(text: str) -> None:
    runs = [prose._trimmed(run) for run in prose._runs(prose._words(text))]
    if any(len(run) > 1 for run in runs):
        assert prose._two_beside().search(text)


def test_one_pattern_finds_something_wherever_one_of_the_sayings_does() -> None:
    for text in map(str.lower, SENTENCES):
        assert bool(any_saying().search(text)) == any(pattern.search(text) for pattern in sayings().values())


def test_plain_words_are_what_taking_headers_apart_makes_of_them() -> None:
    for phrase in [*header_words().phrases, *header_words().roles, "", " ", "a  b", " a"]:
        assert words_of(f"{phrase} 1") == (*words_of(phrase), "1")


@pytest.mark.parametrize("values", [["a", "b"], ["a", 1, None], [True], ["x" * (CHARACTERS_READ + 7)], []])
def test_texts_are_left_as_they_are_and_others_made(values: list[Value]) -> None:
    assert [*reading._texts_of(values)] == [*map(text_of, values)]
