import pytest

from leakscan.detectors.package.encrypted_file import encrypted_file
from leakscan.findings import Content, Place
from leakscan.views.embedded import EncryptedFile


@pytest.mark.parametrize(
    ("is_opened", "is_default", "content"),
    [(True, True, Content.DATA), (True, False, Content.OWN), (False, False, Content.OWN)],
)
def test_only_the_password_that_everybody_knows_is_held_against_a_file(
    is_opened: bool, is_default: bool, content: Content
) -> None:
    (hit,) = encrypted_file(EncryptedFile(Place(part="EncryptedPackage"), is_opened, is_default))
    assert hit.content is content
