"""Workbooks that are web pages: HTML and MHTML as Excel saves them, and tables under the name of a workbook."""
