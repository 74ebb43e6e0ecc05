"""The table a notebook shows."""

from dataclasses import replace

import fixtures
import leakscan
from leakscan.findings import Place

LEAKY = fixtures.ROOT / "hidden_sheet" / "leaky.xlsx"


def test_a_report_is_a_table() -> None:
    shown = leakscan.scan(LEAKY)._repr_html_()
    assert shown.count("<tr>") == 2
    assert "<td>medium</td><td>Hidden sheet</td>" in shown


def test_names_cannot_carry_markup() -> None:
    report = leakscan.scan(LEAKY.read_bytes(), name="<script>alert(1)</script>.xlsx")
    report.findings = (replace(report.findings[0], place=Place(sheet='<img src="x">'), trail=("a", "<b>")),)
    shown = report._repr_html_()
    assert "<script>" not in shown
    assert "<img" not in shown
    assert "<b>" not in shown


def test_a_long_report_is_cut_and_says_so() -> None:
    report = leakscan.scan(LEAKY)
    report.findings = report.findings * 300
    assert "and 100 more" in report._repr_html_()
