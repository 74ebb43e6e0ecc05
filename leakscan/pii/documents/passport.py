"""Passport numbers, where something says that they are."""

from leakscan.pii.categories import Category
from leakscan.pii.matches import by_pattern

RECOGNISER = by_pattern(
    Category.PASSPORT,
    r"(?<![\w/-])(?P<value>\d{9}|[A-Z]{1,2}\d{6,8}|[A-Z]\d{2}[A-Z]{2}\d{5}|"
    r"[CFGHJKLMNPRTVWXYZ0-9]{9})(?<=\d\w)(?![\w/-])",
    form="the form of a passport number",
    words=r"\bpass(?:port|eport|aporte)\w*|\bpasport\b|\breisepass\w*|\bpas\b|\bpaszport\w*|\bpasaporte\b",
    digits=6,
    shape=r"[ .,:\\](?:[0A]{7}0[0A](?![0A])|A{1,2}0{6}|A00AA0{5})",
)
