"""Heads of mails: hidden recipients, and the machines a mail went through."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.mail import Mail

RULE = Rule(
    id="mail-header",
    title="Head of a mail",
    severity=Severity.LOW,
    finds=(
        "Recipients in Bcc, lines of the head that stand there twice, remarks in addresses, and machines and "
        "addresses that the head of a mail keeps but programs do not show."
    ),
    why=(
        "A saved mail names those who got it unseen by the others, the sender's machine and address, and the "
        "servers inside the organisation."
    ),
    see="Mail program: show the source or the properties of the message.",
    remedy="Release the message as PDF rather than as a mail file.",
    references=("RFC 5322 §3.6.3", "RFC 5321 §4.4"),
    since="0.1",
)


@detector(RULE, on=Mail)
def mail_header(mail: Mail) -> Iterator[Hit]:
    """Yield one hit for the head of a mail that tells more than programs show."""
    hidden = [header for header in mail.headers if not header.is_shown]
    if not hidden and not mail.unseen:
        return
    told = [
        *(("recipient", text) for text in mail.blind),
        *mail.unseen,
        *(("machine", text) for text in mail.machines),
    ]
    message = "The head of the mail keeps what mail programs do not show."
    if mail.blind:
        message = "The head of the mail names recipients that the others were not to see."
    elif mail.unseen:
        message = "The head of the mail holds a line twice, or remarks in its addresses."
    elif mail.machines:
        message = "The head of the mail names the machines that it went through."
    yield Hit(
        mail.place,
        message,
        evidence=tuple(Evidence(what, text) for what, text in told[:5]),
        counts=Counts(values=len(hidden)),
        table=mail.headers_table,
        access=Access.IN_APP,
        content=Content.OTHER_PEOPLE if told else Content.OWN,
    )
