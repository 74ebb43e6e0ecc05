"""Data that the making application keeps for itself."""

from leakscan.detectors.cached.private_data import RULE, private_data
from leakscan.findings import Place, Severity
from leakscan.judging import judge
from leakscan.views.private_data import PrivateData, PrivateDataSet

PLACE = Place(name="Illustrator", page=1)


def test_much_data_are_found_and_a_few_bytes_are_the_application_s_own() -> None:
    found = private_data(PrivateDataSet([PrivateData(PLACE, 9000, "layer"), PrivateData(PLACE, 9)]))
    assert [judge(RULE, hit) for hit in found] == [Severity.LOW, Severity.INFO]


def test_words_in_a_row_are_data_however_few() -> None:
    told = private_data(PrivateDataSet([PrivateData(PLACE, 19, "reported by the neighbour")]))
    notes = private_data(PrivateDataSet([PrivateData(PLACE, 9, "xmp.did:1 D:2024 Fit")]))
    assert [judge(RULE, hit) for hit in (*told, *notes)] == [Severity.LOW, Severity.INFO]


def test_a_document_without_such_data_is_no_finding() -> None:
    assert list(private_data(PrivateDataSet())) == []
