"""What a labelled value, column and crowd are, and the people they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from faker import Faker

from leakscan.pii.categories import Category

LOCALES = (
    "en_GB", "en_GB", "en_GB", "en_IN", "en_PK", "en_NG", "yo_NG", "ga_IE", "fr_FR", "de_DE", "es_ES", "nl_NL",
    "pl_PL", "tr_TR",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One value with what it holds: the exact piece of text and its category."""

    text: str
    header: str = ""
    holds: tuple[tuple[Category, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledColumn:
    """One column, and what it holds."""

    header: str
    values: Sequence[str]
    category: Category
    language: str = "en"
    listed: bool | None = None


class Names:
    """Given and family names of many languages, from Faker's lists."""

    def __init__(self, seed: int, *, locales: tuple[str, ...] = LOCALES) -> None:
        self._random = Random(seed)
        self._fakers = [Faker(locale) for locale in locales]
        for number, faker in enumerate(self._fakers):
            faker.seed_instance(seed * 100 + number)

    def given(self) -> str:
        """Return a given name."""
        return str(self._random.choice(self._fakers).first_name())

    def family(self) -> str:
        """Return a family name."""
        return str(self._random.choice(self._fakers).last_name())

    def pair(self) -> tuple[str, str]:
        """Return a given and a family name of one language."""
        faker = self._random.choice(self._fakers)
        return str(faker.first_name()), str(faker.last_name())
