"""XML spreadsheets of Excel 2002 and 2003 (SpreadsheetML 2003)."""
