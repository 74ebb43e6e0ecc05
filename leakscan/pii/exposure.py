"""From tables and texts to who is exposed by them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from leakscan.pii.batches import batches
from leakscan.pii.catalogue import recognisers
from leakscan.pii.categories import Category, Confidence
from leakscan.pii.columns import ColumnJudgement, judge_table
from leakscan.pii.dates import read_date
from leakscan.pii.exposed import Exposure, Indication, made
from leakscan.pii.knowledge import Knowledge
from leakscan.pii.matches import Context, Recogniser
from leakscan.pii.people import Column, PeopleCounter
from leakscan.pii.prose import find_in_prose, sensitive_in

PROSE_READ = 400
"""How many texts of a column of free text are read for what they say."""
CHARACTERS_READ = 100_000
"""How much of one text is read: three times what a cell of Excel can hold."""
_NOT_READ = f"what stands after the first {CHARACTERS_READ:,} characters of a text"


def newest_date(judgements: Sequence[ColumnJudgement], samples: Sequence[Iterable[str]]) -> date | None:
    """Return the newest day in columns that hold no birth dates, as far as the samples show."""
    days = [
        day
        for judgement, values in zip(judgements, samples, strict=True)
        if judgement.category is not Category.DATE_OF_BIRTH
        for value in islice(values, 200)
        if (day := read_date(value)) is not None and day.year < 2100
    ]
    return max(days, default=None)


class TableExposure:
    """Watches one table being read: blocks of columns in, an exposure out."""

    def __init__(
        self,
        headers: Sequence[str],
        samples: Sequence[Sequence[str]],
        secret: bytes,
        *,
        knowledge: Knowledge | None = None,
        newest: date | None = None,
        is_1904: bool = False,
    ) -> None:
        """Judge the columns of a table.

        Args:
            headers: The name of each column.
            samples: Some values of each column, in any order; a few hundred are enough.
            secret: The run's secret, 16 to 64 bytes.
            knowledge: The user's own words and patterns.
            newest: The newest day that the file knows of; None for that of the samples.
            is_1904: Numbers of days count from 1904.
        """
        self._knowledge = knowledge or Knowledge()
        self._is_cut = any(len(value) > CHARACTERS_READ for values in samples for value in values)
        if self._is_cut:
            samples = [[value[:CHARACTERS_READ] for value in values] for values in samples]
        self.judgements = judge_table(
            headers, samples, known=self._knowledge.headers, regions=self._knowledge.regions
        )
        if newest is None and any(item.category is Category.DATE_OF_BIRTH for item in self.judgements):
            newest = newest_date(self.judgements, samples)
        self._counter = PeopleCounter(self.judgements, secret, samples=samples, newest=newest, is_1904=is_1904)
        self._indications = self._indicated(samples)

    def _indicated(self, samples: Sequence[Sequence[str]]) -> list[Indication]:
        found: list[Indication] = []
        silent = (Category.NOTHING, Category.FREE_TEXT, Category.ROLE, Category.PLACE)
        among = _with_own(self._knowledge)
        for judgement, values in zip(self.judgements, samples, strict=True):
            # A column without values exposes nobody, whatever it was meant for.
            if judgement.category not in silent and judgement.confidence is not Confidence.POSSIBLE:
                found.append(Indication(judgement.category, (judgement.header,)))
            texts = list(dict.fromkeys(islice(values, PROSE_READ)))
            if judgement.category is Category.FREE_TEXT:
                context = Context(header=judgement.header, regions=self._knowledge.regions)
                said = _said(texts, context, among)
                found += [
                    Indication(c, (judgement.header,)) for c, times in said.items() if times * 200 >= len(texts)
                ]
            elif self._knowledge.recognisers and _is_known(texts, self._knowledge):
                found.append(Indication(Category.KNOWN, (judgement.header,)))
        return found

    @property
    def columns_read(self) -> frozenset[int]:
        """The numbers of the columns whose values are counted; the others need not be there."""
        return self._counter.columns_read

    def feed_columns(self, columns: Sequence[Column]) -> None:
        """Take in a block of rows as columns of equal height."""
        self._counter.feed_columns(columns)

    def feed(self, rows: Iterable[Sequence[str | None]]) -> None:
        """Take in rows."""
        self._counter.feed(rows)

    def close(self) -> Exposure:
        """Return what was seen."""
        keys = self._counter.close()
        columns_of_names = (Category.NAME, Category.FAMILY_NAME, Category.GIVEN_NAME)
        not_counted = [
            f"names inside the text of column {judgement.header.removeprefix('column ')}"
            for judgement in self.judgements
            if judgement.category is Category.FREE_TEXT
        ]
        if self._is_cut:
            not_counted.append(_NOT_READ)
        if keys.unnamed and not any(j.category in columns_of_names for j in self.judgements):
            not_counted.append("people of records without a name or an identifier")
        return replace(made(keys, self._indications, not_counted), is_by_record=keys.records > 0)


def _with_own(knowledge: Knowledge) -> Sequence[Recogniser] | None:
    """Return the recognisers that are asked; None for those of the package alone."""
    return (*recognisers(), *knowledge.recognisers) if knowledge.recognisers else None


def _said(texts: Iterable[str], context: Context, among: Sequence[Recogniser] | None) -> Counter[Category]:
    said: Counter[Category] = Counter()
    for text in texts:
        said.update({match.category for match in find_in_prose(text, context, among=among)})
        said.update(set(sensitive_in(text)))
    return said


def _is_known(texts: Iterable[str], knowledge: Knowledge) -> bool:
    own = [recogniser for recogniser in knowledge.recognisers if not recogniser.for_sentences]
    return any(next(recogniser.find(text, Context()), None) is not None for text in texts for recogniser in own)


def examine_table(
    headers: Sequence[str],
    columns: Sequence[Sequence[str]],
    secret: bytes,
    *,
    knowledge: Knowledge | None = None,
    newest: date | None = None,
) -> Exposure:
    """Return the exposure of a table that is in memory."""
    table = TableExposure(headers, columns, secret, knowledge=knowledge, newest=newest)
    table.feed_columns(columns)
    return table.close()


def examine_texts(texts: Iterable[str], secret: bytes, *, knowledge: Knowledge | None = None) -> Exposure:
    """Return the exposure of texts: what they say, and the people they name."""
    knowledge = knowledge or Knowledge()
    among, context = _with_own(knowledge), Context(regions=knowledge.regions)
    counts: Counter[Category] = Counter()
    rows: list[tuple[str, str]] = []
    naming = 0
    is_cut = False

    def cut() -> Iterator[str]:
        nonlocal is_cut
        for text in texts:
            is_cut = is_cut or len(text) > CHARACTERS_READ
            yield text[:CHARACTERS_READ]

    for batch in batches(cut(), context, among):
        for text in batch.texts:
            if batch.may_be_sensitive:
                counts.update(sensitive_in(text))
            matches = find_in_prose(text, context, among=batch.among)
            if matches:
                counts.update(match.category for match in matches)
                names = [(text[m.start : m.end], "") for m in matches if m.category is Category.NAME]
                naming += bool(names)
                rows += names
                rows += [("", text[m.start : m.end]) for m in matches if m.category is Category.NATIONAL_INSURANCE]
    judged = [ColumnJudgement(Category.NAME), ColumnJudgement(Category.NATIONAL_INSURANCE)]
    counter = PeopleCounter(judged, secret)
    counter.feed(rows)
    keys = counter.close()
    keys.records = naming
    found = [Indication(category, (), times) for category, times in counts.items()]
    return made(keys, found, [_NOT_READ] if is_cut else [])
