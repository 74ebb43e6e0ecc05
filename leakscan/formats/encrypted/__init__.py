"""Packages encrypted as a whole ([MS-OFFCRYPTO])."""
