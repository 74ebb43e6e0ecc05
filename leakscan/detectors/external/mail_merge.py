"""What a mail merge leaves in the letter."""

from collections.abc import Iterator
from dataclasses import replace

from leakscan.findings import Access, Content, Evidence, Hit, Severity
from leakscan.prose_hits import setting_hit
from leakscan.rules import Rule, detector
from leakscan.views.credentials import identities_in
from leakscan.views.paths import read_path
from leakscan.views.prose import Prose, SettingKind

RULE = Rule(
    id="mail-merge",
    title="Source of a mail merge",
    severity=Severity.MEDIUM,
    finds=(
        "The file or database that letters were merged from, the connection and the query, names of its fields, "
        "and keys of the records that were left in or out."
    ),
    why=(
        "A main document remembers servers, folders, accounts and the question asked of the data, and the keys "
        "of recipients can be names or addresses."
    ),
    see="Word: Mailings, Edit Recipient List. The connection stands in word/settings.xml of the package.",
    remedy="Word: Mailings, Start Mail Merge, Normal Word Document; then save.",
    references=("ECMA-376-1 §17.14.20", "ECMA-376-1 §17.14.25", "ECMA-376-1 §17.14.28"),
    since="0.1",
)

_RECIPIENT = "key of a recipient"


@detector(RULE, on=Prose)
def mail_merge(prose: Prose) -> Iterator[Hit]:
    """Yield one hit for the source of the merge, and one for its recipients."""
    items = [item for item in prose.settings if item.kind is SettingKind.MERGE]
    source = [item for item in items if item.name != _RECIPIENT]
    recipients = [item for item in items if item.name == _RECIPIENT]
    if source:
        message = "The document remembers where a mail merge took its data from."
        hit = setting_hit(prose, SettingKind.MERGE, source, message, access=Access.IN_APP)
        if hit.content is Content.DATA:
            told = [Evidence(what, text) for item in source for what, text in identities_in(item.text)]
            told += [Evidence("path", item.text) for item in source if read_path(item.text) is not None]
            evidence = tuple(dict.fromkeys([*told, *hit.evidence]))[:5]
            hit = replace(hit, evidence=evidence, content=Content.OTHER_PEOPLE)
        yield hit
    if recipients:
        message = "The document keeps keys of the recipients of a mail merge."
        yield setting_hit(prose, SettingKind.MERGE, recipients, message, access=Access.PACKAGE)
