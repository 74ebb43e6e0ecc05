"""Crime and occurrence references in the forms that forces use."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern

# 36/12345/22 (force, serial, year), 1234567/22, CR/0123456/22, 06BB/12345/22, 20BW/123456A/21, and the
# eleven figures of a Niche occurrence: force or unit, year, serial.
RECOGNISER = by_pattern(
    Category.CRIME_REFERENCE,
    r"(?<![\w/.-])(?P<value>(?:[A-Z]{1,3}|\d{1,2}[A-Z]{0,3}\d?)/\d{3,8}[A-Z]?/(?:20)?[0-4]\d|"
    r"[A-Z]{0,4}/?\d{4,8}[A-Z]?/(?:20)?[0-4]\d|"
    r"\d{2}(?:0\d|1\d|2\d|3\d)\d{7}|[A-Z]{1,4}-?\d{6,12}|\d{6,10})(?![\w/-])",
    form="the form of a crime reference",
    words=(
        r"\bcrimes? ?(?:ref\w*|no|num\w*|report|id|record)?\b|\bcris\b|\bcrn\b|\boccurrence\b|"
        r"\bocc (?:no|ref\w*)\b|\bniche\b|\boffence ref\w*|"
        r"\bcyfeirnod trosedd\b|\binvestigation (?:no|ref\w*|num\w*)\b"
    ),
    digits=4,
    shape=r"[ ,:\\](?:[0A]{1,6}/0{3,8}A?/0|A{0,4}/?0{4,8}A?/0|A{0,4}-?0{6})",
)
