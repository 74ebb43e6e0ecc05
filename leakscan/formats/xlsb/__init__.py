"""Binary workbooks in Open XML packages (.xlsb), record by record ([MS-XLSB])."""
