"""Files encrypted as a whole."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Hit, Severity
from leakscan.rules import Rule, detector
from leakscan.views.embedded import EncryptedFile

RULE = Rule(
    id="encrypted-file",
    title="Encrypted file",
    severity=Severity.LOW,
    finds="Files encrypted as a whole, and among them those that every program opens without asking.",
    why=(
        "Excel encrypts a file with a password known to everybody where only its structure was protected: it "
        "looks encrypted to a scanner of mail, and opens by itself for any recipient."
    ),
    see="Open the file: no password is asked for.",
    remedy="Do not rely on it. Remove what must not be released, and encrypt with a password of your own.",
    references=("[MS-OFFCRYPTO] 2.3.4", "[MS-OFFCRYPTO] 2.4.2.3"),
    since="0.1",
)


@detector(RULE, on=EncryptedFile)
def encrypted_file(encrypted: EncryptedFile) -> Iterator[Hit]:
    """Yield one hit for an encrypted file, whether or not it could be opened."""
    if encrypted.is_default_password:
        message, content = "The encryption protects nothing: its password is public knowledge.", Content.DATA
    elif encrypted.is_opened:
        message, content = "The file is encrypted; a password that was given opens it.", Content.OWN
    else:
        message, content = "The file is encrypted; no password at hand opens it.", Content.OWN
    yield Hit(encrypted.place, message, access=Access.ONE_CLICK, content=content)
