"""Text of a mail that mail programs do not show."""

from collections.abc import Iterator

from leakscan.findings import Access, Confidence, Content, Counts, Evidence, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.mail import Mail

RULE = Rule(
    id="mail-body",
    title="Text of a mail that does not show",
    severity=Severity.MEDIUM,
    finds=(
        "Plain text of a mail that its HTML form does not hold, further bodies that programs pass over, hidden "
        "texts and remarks in the HTML, and texts outside the parts of the mail. The line that lists of mails "
        "show under the subject, and a copy of what shows, weigh little."
    ),
    why=(
        "A mail often carries its text twice. Programs show one of the two, and whoever edits or redacts that one "
        "may leave the other as it was."
    ),
    see="Mail program: show the source of the message, or view it as plain text.",
    remedy="Save the message as PDF, or send its text in a new mail.",
    references=("RFC 2046 §5.1.1", "RFC 2046 §5.1.4"),
    since="0.1",
)


@detector(RULE, on=Mail)
def mail_body(mail: Mail) -> Iterator[Hit]:
    """Yield one hit for a mail with text that does not show."""
    texts = [*mail.hidden, *mail.further, *mail.differing, *mail.outside]
    if not texts:
        return
    yield Hit(
        mail.place,
        f"The {mail.shown_form} form of the mail holds texts that do not show."
        if mail.hidden
        else "A further body of the mail holds words that the form that shows does not."
        if mail.further
        else "The plain form of the mail holds words that the form that shows does not."
        if mail.differing
        else "Texts stand outside the parts of the mail that programs show.",
        evidence=tuple(Evidence("text", text[:200]) for text in texts[:5]),
        counts=Counts(values=len(texts)),
        table=mail.bodies_table,
        access=Access.IN_APP,
        content=Content.WORDING if set(texts) <= set(mail.slight) else Content.DATA,
        confidence=Confidence.LIKELY if mail.hidden or mail.further or not mail.differing else Confidence.POSSIBLE,
    )
