"""SpreadsheetML workbooks: .xlsx, .xlsm, .xltx, .xltm, .xlam, transitional and strict."""
