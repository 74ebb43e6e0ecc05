"""National Insurance numbers."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

# HMRC NIM39110 lists prefixes not given out; specimen numbers and temporary ones use some of them and
# name a person all the same, so only the letters that never occur (D F I U V) are refused. F M P T end
# temporary numbers.
RECOGNISER = by_pattern(
    Category.NATIONAL_INSURANCE,
    r"(?<![\w-])(?P<value>[A-CEGHJ-TW-Z][A-CEGHJ-TW-Z] ?\d\d(?P<gap> ?)\d\d(?P=gap)\d\d ?[A-DFMPT])(?![\w-])",
    form="two letters, six digits and a letter",
    words=r"\bn\.? ?i\.?(?: no| num\w*)?\b|\bnino\b|\bnat(?:ional)? ?ins\w*|\byswiriant\b",
    alone=Confidence.LIKELY,
    digits=6,
    shape=r"[ .,/:\\]AA ?00 ?00 ?00 ?A",
)
