"""National Insurance numbers."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

# HMRC NIM39110 lists prefixes not given out; specimen numbers and temporary ones use some of them and
# name a person all the same, so only the letters that never occur (D F I U V) are refused.
RECOGNISER = by_pattern(
    Category.NATIONAL_INSURANCE,
    r"(?<![\w-])(?P<value>[A-CEGHJ-TW-Z][A-CEGHJ-TW-Z](?P<gap> "
    r"?)\d\d(?P=gap)\d\d(?P=gap)\d\d(?P=gap)[A-D])(?![\w-])",
    form="two letters, six digits and a letter A to D",
    words=r"\bn\.? ?i\.?(?: no| num\w*)?\b|\bnino\b|\bnat(?:ional)? ?ins\w*|\byswiriant\b",
    alone=Confidence.LIKELY,
    digits=6,
)
