"""Postal addresses: a number with a street, a named house, a flat."""

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import by_pattern

_STREET = (
    r"street|st|road|rd|lane|ln|avenue|ave|close|crescent|cres|drive|dr|way|court|ct|place|pl|terrace|"
    r"gardens?|gdns|"
    r"grove|hill|park|row|square|sq|walk|mews|rise|view|green|parade|quay|wharf|yard|gate|loke|vale|path|"
    r"meadows?|fields?|heath|common|end|parkway|trail|highway|boulevard|blvd|loan|wynd|brae|stryd|ffordd|heol|lon"
)
_ABROAD = (
    r"(?P<street>[^\W\d_](?=[\w.'-]{0,60},? \d)[\w.'-]{0,60}(?:straße|strasse|str\.|weg|allee|platz|gasse|"
    r"chaussee|straat|steeg|singel|laan|plein|gracht|dijk|kade)"
    r",? \d{1,4} ?[a-z]?|\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai) "
    r"[\w' -]{2,40}|(?=[acgprv])(?:calle|avenida|avda|plaza|paseo|c/|alameda|rambla|glorieta|camino|ronda|"
    r"(?-i:Via(?= [A-Z]))|viale|corso|piazza|vicolo) ?[\w' ]{2,40},? \d{1,4}|"
    r"(?=[aopu])(?:ul\.|al\.|os\.|pl\.|ulica |aleja |plac |osiedle ) ?[\w .]{2,30} \d{1,4}[a-z]?(?:/\d+)?)"
)

_WITH_POSTCODE = (
    r"\d{1,4}[a-z]? [\w'-]+(?: [\w'-]+){0,3},(?: [\w' -]{2,30},){0,3} "
    r"[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}"
)

RECOGNISER = by_pattern(
    Category.ADDRESS,
    rf"(?<![\w.,/-])(?P<value>(?:(?=[faur])(?:flat|apartment|apt|unit|room|"
    rf"fflat) \d{{1,4}}[a-z]?,? )?(?:\d{{1,4}}[a-z]?(?:-\d{{1,4}})?,? "
    rf"(?:the |[A-Z][\w'.-]{{0,60}} ){{1,4}}?(?:{_STREET})|"
    rf"\d{{1,4}}[a-z]? the (?:{_STREET}))\b(?:, [A-Z][\w' -]{{2,24}})?|{_WITH_POSTCODE}|{_ABROAD})(?!\w)",
    form="a number and a street",
    words=(
        r"\b(?:address|addr|adresse?|anschrift|cyfeiriad|seoladh|direccion|domicilio|lives? at|living at|"
        r"resid\w+|moved to)\b"
    ),
    alone=Confidence.LIKELY,
    digits=1,
    marks=" ",
)
