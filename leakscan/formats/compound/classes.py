"""What class ids of storages stand for: the programs of Office, and those whose objects documents carry.

The ids are those under which the programs register themselves in Windows; those of forms are in [MS-OFORMS] 2.4,
those of links and packages in [MS-OLEDS].
"""

_OFFICE = "-0000-0000-C000-000000000046"
_CLASSES = {
    f"00020810{_OFFICE}": ("Excel 5 to 95 worksheet", "xls"),
    f"00020811{_OFFICE}": ("Excel 5 to 95 chart", "xls"),
    f"00020820{_OFFICE}": ("Excel 97 to 2003 worksheet", "xls"),
    f"00020821{_OFFICE}": ("Excel 97 to 2003 chart", "xls"),
    f"00020830{_OFFICE}": ("Excel workbook", ""),
    f"00020832{_OFFICE}": ("Excel workbook with macros", ""),
    f"00020833{_OFFICE}": ("Excel binary workbook", ""),
    f"00020900{_OFFICE}": ("Word 6 to 95 document", "doc"),
    f"00020906{_OFFICE}": ("Word 97 to 2003 document", "doc"),
    "F4754C9B-64F5-4B40-8AF4-679732AC0607": ("Word document", ""),
    "18A06B6B-2F3F-4E2B-A611-52BE631B2D22": ("Word document with macros", ""),
    "EA7BAE70-FB3B-11CD-A903-00AA00510EA3": ("PowerPoint 95 presentation", "ppt"),
    "EA7BAE71-FB3B-11CD-A903-00AA00510EA3": ("PowerPoint 95 slide", "ppt"),
    "64818D10-4F9B-11CF-86EA-00AA00B929E8": ("PowerPoint 97 to 2003 presentation", "ppt"),
    "64818D11-4F9B-11CF-86EA-00AA00B929E8": ("PowerPoint 97 to 2003 slide", "ppt"),
    "CF4F55F4-8F87-4D47-80BB-5808164BB3F8": ("PowerPoint presentation", ""),
    "048EB43E-2059-422F-95E0-557DA96038AF": ("PowerPoint slide", ""),
    f"00020D0B{_OFFICE}": ("Outlook message", "msg"),
    f"00020800{_OFFICE}": ("Microsoft Graph chart", ""),
    f"00020801{_OFFICE}": ("Microsoft Graph 5 chart", ""),
    f"00020803{_OFFICE}": ("Microsoft Graph 97 to 2003 chart", ""),
    f"0002CE02{_OFFICE}": ("Equation Editor formula", ""),
    f"00021A14{_OFFICE}": ("Visio drawing", ""),
    f"0003000A{_OFFICE}": ("Paintbrush picture", ""),
    f"0003000C{_OFFICE}": ("packaged file", ""),
    f"00000300{_OFFICE}": ("link to a file", ""),
    "D3E34B21-9D75-101A-8C3D-00AA001A1652": ("bitmap picture", ""),
    "73FDDC80-AEA9-101A-98A7-00AA00374959": ("WordPad document", ""),
    "B801CA65-A1FC-11D0-85AD-444553540000": ("Adobe Acrobat document", ""),
    "D27CDB6E-AE6D-11CF-96B8-444553540000": ("Shockwave Flash film", ""),
    "6E182020-F460-11CE-9BCD-00AA00608E01": ("frame of a form", ""),
    "46E31370-3F7A-11CE-BED6-00AA00611080": ("pages of a form", ""),
    "C62A69F0-16DC-11CE-9E98-00AA00574A4F": ("form", ""),
    f"000C1084{_OFFICE}": ("installer package", ""),
}
"""By class id, what it stands for, and the format whose every file bears it."""


def class_of(class_id: str) -> tuple[str, str]:
    """Return what a class id stands for, and the format whose files bear it; both empty when it is not known."""
    return _CLASSES.get(class_id.upper(), ("", ""))
