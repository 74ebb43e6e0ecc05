"""From hit to finding: every adjustment of severity, as one written table.

| what the hit holds                                        | severity                   |
|-----------------------------------------------------------|----------------------------|
| nothing, or only the software's own                       | info                       |
| data that another finding gives back already              | info                       |
| data, all of which also stands visibly in the file        | low (a redundant copy)     |
| authorship: creator, last editor, their path and printer  | info                       |
| other people, e-mail addresses, accounts, machine names   | low, at most the rule's own|
| credentials                                               | high, at least             |
| data                                                      | the rule's own             |

Protection of a sheet or workbook never lowers a severity: it is removed without its password.
"""

from leakscan.findings import Content, Hit, Severity
from leakscan.rules import Rule


def is_redundant(hit: Hit) -> bool:
    """True when the hit holds values and none of them is missing from what is visible."""
    counts = hit.counts
    return hit.content is Content.DATA and counts.not_visible == 0 and counts.distinct_values not in (None, 0)


def judge(rule: Rule, hit: Hit) -> Severity:
    """Return the severity of a hit of `rule`."""
    match hit.content:
        case Content.EMPTY | Content.COVERED | Content.OWN | Content.AUTHORSHIP:
            return Severity.INFO
        case Content.OTHER_PEOPLE:
            return Severity.LOW
        case Content.CREDENTIALS:
            return max(rule.severity, Severity.HIGH)
        case Content.DATA:
            return min(rule.severity, Severity.LOW) if is_redundant(hit) else rule.severity
