"""Hardware addresses of network adapters."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

RECOGNISER = by_pattern(
    Category.MAC_ADDRESS,
    r"(?<![\w:.-])(?P<value>[0-9a-f]{2}(?P<gap>[:-])(?:[0-9a-f]{2}(?P=gap)){4}[0-9a-f]{2}|"
    r"[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?![\w:.-])",
    form="six pairs of hexadecimal figures",
    words=r"\bmac\b|\badapter\b|\bethernet\b",
    alone=Confidence.LIKELY,
    marks=":-.",
    shape=r"[ ,/\\](?:(?:[0A]{2}[:-]){5}|[0A]{4}\.[0A]{4}\.)",
)
