import pytest

from leakscan.detectors.identity.local_path import local_path
from leakscan.findings import Content, Place
from leakscan.views.paths import PathMention, Paths

SAVED = "folder the file was saved in"


def content_of(text: str, *authors: str) -> Content:
    (hit,) = local_path(Paths([PathMention(text, SAVED, Place(part="xl/workbook.xml"))], authors))
    return hit.content


@pytest.mark.parametrize("text", ["C:\\Users\\afield\\", "D:\\Projects\\", "/Users/ada/Desktop/"])
def test_the_folder_of_an_author_is_ordinary(text: str) -> None:
    assert content_of(text, "Ada Field") is Content.AUTHORSHIP


@pytest.mark.parametrize("text", ["C:\\Users\\bmarsh\\", "\\\\srv01\\hr\\", "https://files.example.org/x/"])
def test_another_account_or_a_server_is_not(text: str) -> None:
    assert content_of(text, "Ada Field") is Content.OTHER_PEOPLE


def test_paths_of_one_part_and_kind_are_one_hit() -> None:
    items = [PathMention(f"C:\\x{number}\\", SAVED, Place(part="p")) for number in range(9)]
    (hit,) = local_path(Paths(items))
    assert hit.counts.values == 9
    assert len(hit.evidence) == 5
