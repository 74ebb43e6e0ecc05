"""Incident and dispatch log numbers."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

# CAD 1234/12JAN23 and CAD1234 of 12/01/2023 (Metropolitan), NP-20230112-0123, NC-12012023-123 (dispatch logs
# named by area, day and serial), 123 of 12/01/2023.
RECOGNISER = by_pattern(
    Category.INCIDENT_LOG,
    r"(?<![\w/-])(?P<value>CAD ?\d{1,5}(?:/\d{1,2}[A-Z]{3}\d{2}| of \d{1,2}/\d{1,2}/(?:20)?\d\d)|"
    r"[A-Z]{2,4}-(?:20\d{6}|\d{4}20\d\d)-\d{2,5}|"
    r"\d{1,5} of \d{1,2}/\d{1,2}/(?:20)?\d\d)(?![\w/-])",
    form="area or CAD, day and serial",
    words=r"\bincidents?\b|\bcad\b|\blog\b|\bstorm\b|\bdigwyddiad\b",
    alone=Confidence.LIKELY,
    digits=5,
    shape=r"[ .,:\\](?:AAA ?0{1,5}(?:/0{1,2}AAA| AA 0)|A{2,4}-0{8}-0|0{1,5} AA 0)",
)
