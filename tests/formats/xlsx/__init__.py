"""Tests of the workbook package."""
