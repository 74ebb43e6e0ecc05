"""Binary workbooks of Excel 2.0 to 2003 (BIFF), record by record ([MS-XLS])."""
