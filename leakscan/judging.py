"""From hit to finding: every adjustment of severity, as one written table.

| what the hit holds                                        | severity                   |
|-----------------------------------------------------------|----------------------------|
| nothing, or only the software's own                       | info                       |
| data that another finding gives back already              | info                       |
| data, all of which also stands visibly in the file        | low (a redundant copy)     |
| data behind a chart or object that shows all of it        | info                       |
| authorship: creator, last editor, their path and printer  | info                       |
| names that a program took over, and that speak of nobody  | info                       |
| headings that speak of nobody                             | low, at most the rule's own|
| words of a template that speak of nobody                  | info                       |
| other people, e-mail addresses, accounts, machine names   | low, at most the rule's own|
| credentials                                               | critical                   |
| data                                                      | the rule's own             |

What is known of the people behind data raises it, where their records are not visible as well:

| whom it speaks of                                         | severity                   |
|-----------------------------------------------------------|----------------------------|
| several people                                            | high, at least             |
| people, with special-category or criminal-offence data, or identifiers that enable fraud | critical    |
| children                                                  | critical                   |
| passwords or keys in a table or text                      | critical                   |
| the same, merely named in texts that no record holds      | the rule's own             |

Protection of a sheet or workbook never lowers a severity: it is removed without its password.
"""

from typing import TYPE_CHECKING

from leakscan.findings import Content, Hit, Severity
from leakscan.rules import Rule

if TYPE_CHECKING:
    from leakscan.pii.exposed import Exposure


SEVERAL = 2
"""From how many people on data is more than a matter of one person."""


def is_redundant(hit: Hit, exposure: "Exposure | None" = None) -> bool:
    """True when the hit holds values and none is missing from what is visible, nor any record of a person."""
    counts = hit.counts
    if (
        hit.content not in (Content.DATA, Content.SHOWN)
        or counts.distinct_values in (None, 0)
        or counts.not_visible != 0
    ):
        return False
    return exposure is None or not exposure.not_visible


def judge(rule: Rule, hit: Hit, exposure: "Exposure | None" = None) -> Severity:
    """Return the severity of a hit of `rule`."""
    match hit.content:
        case Content.EMPTY | Content.COVERED | Content.OWN | Content.AUTHORSHIP:
            return Severity.INFO
        case Content.GIVEN if exposure is None:
            return Severity.INFO
        case Content.STOCK if exposure is None or not exposure.people.estimate:
            return Severity.INFO
        case Content.SHOWN if is_redundant(hit, exposure):
            return Severity.INFO
        case Content.OTHER_PEOPLE:
            return Severity.LOW
        case Content.WORDING if exposure is None:
            return min(rule.severity, Severity.LOW)
        case Content.CREDENTIALS:
            return Severity.CRITICAL
        case Content.DATA if is_redundant(hit, exposure):
            return min(rule.severity, Severity.LOW)
        case Content.DATA | Content.SHOWN | Content.WORDING | Content.GIVEN | Content.STOCK:
            return rule.severity if exposure is None else max(rule.severity, _by_people(exposure))


def _by_people(exposure: "Exposure") -> Severity:
    """Return the least severity that the people behind data ask for."""
    if exposure.has_secrets:
        return Severity.CRITICAL
    hidden = exposure.records if exposure.not_visible is None else exposure.not_visible
    if not exposure.is_by_record or not hidden or not exposure.people.estimate:
        return Severity.INFO
    is_grave = exposure.has_special_categories or exposure.has_offences or exposure.enables_fraud
    if is_grave or exposure.has_children:
        return Severity.CRITICAL
    return Severity.HIGH if min(hidden, exposure.people.estimate) >= SEVERAL else Severity.INFO
