"""Dates that are said to be dates of birth."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|janv|fevr|avr|juin|juil|aout|mai|okt|dez|ene|"
    r"abr|ago|dic)"
    r"[a-zäéû]*\.?"
)
DATE = (
    rf"\d{{1,2}}[/.\- ]\d{{1,2}}[/.\- ](?:1[89]|20)?\d\d|(?:1[89]|20)\d\d-\d\d-\d\d(?:T00:00:00)?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH}[ -](?:(?:1[89]|20)\d\d|\d\d)"
)

RECOGNISER = by_pattern(
    Category.DATE_OF_BIRTH,
    rf"(?<![\w/.-])(?P<value>{DATE})(?![\w/-])",
    form="a date",
    words=(
        r"(?:\bd\.? ?o\.? ?b\b\.?|\bdate of birth|\bbirth ?da(?:te|y)|\bborn(?: on)?\b|\bdyddiad geni|"
        r"\bdata breithe|"
        r"\bdate de naissance|\bne\(?e?\)? le|\bgeburts\w*|\bgeb\b|\bgeboren|\bnacimiento|\bgeboorte\w*|"
        r"\burodz\w*|\bur\.)[\s:.,=(-]*(?:\w+\s)?$|^(?:\w+ ){0,3}(?:dob|date of birth|dateofbirth|"
        r"birth ?da(?:te|y)|born|"
        r"dyddiad geni|data breithe|date de naissance|geburtsdatum|geb datum|fecha de nacimiento|"
        r"geboortedatum|data urodzenia)(?: \w+){0,3}$"
    ),
    digits=3,
    shape=r"[ ,:\\](?:0{1,2}[/.\- ]0{1,2}[/.\- ]00|0{4}-00-00|0{1,2}A{0,2}[ -]AAA)",
)
