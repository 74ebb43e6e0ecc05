"""Lengths of records that never change ([MS-XLSB] 2.4): any other means that one swallowed the next."""

LENGTHS = {
    2: 12, 3: 9, 4: 9, 5: 16, 7: 12, 20: 0, 21: 8, 22: 1, 23: 1, 25: 8, 26: 4, 60: 18, 129: 0, 130: 0,
    131: 0, 132: 0, 137: 30, 145: 0, 146: 0, 148: 16, 151: 29, 158: 29, 176: 16, 390: 0, 391: 0, 485: 12,
}  # fmt: skip
"""By the type of the record. 16 is not among them: of eight bytes in workbooks, a number of twelve in sheets."""
