"""United Kingdom postcodes."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

# BS 7666: the inward code never uses C I K M O V, the outward one follows six shapes.
RECOGNISER = by_pattern(
    Category.POSTCODE,
    r"(?<![\w/-])(?P<value>(?:GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|"
    r"[A-HK-Y][0-9][ABEHMNPRVWXY]) {1,2}[0-9][ABD-HJLNP-UW-Z]{2}))(?![\w/-])",
    form="the form of a postcode",
    words=r"\b(?:post ?codes?|pcode|zip|cod post|cod poist|address|lives?|living|resid\w+|home)\b",
    alone=Confidence.LIKELY,
    digits=2,
    shape=r"[ .,:\\]A{1,3}[0A]{0,3} {0,2}0AA",
)
