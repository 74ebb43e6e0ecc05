"""What control words and destinations of RTF mean (RTF 1.9.1)."""

INLINE = frozenset(
    {
        "field", "fldrslt", "listtext", "mmath", "moMath", "moMathPara", "object", "pntext", "result", "rtf",
        "shp", "shprslt", "ud", "upr",
    }
)  # fmt: skip
"""Destinations that stand in the text around them, or hold such as do."""
STORIES = frozenset(
    {
        "dptxbxtext", "footer", "footerf", "footerl", "footerr", "footnote", "header", "headerf", "headerl",
        "headerr", "shptxt",
    }
)  # fmt: skip
"""Destinations whose text shows on the pages."""
TEXTS = frozenset(
    {
        "annotation", "atnauthor", "atndate", "atnid", "bkmkstart", "docvar", "file", "fldinst", "leveltext",
        "listname", "liststylename", "mailmerge", "propname", "revtbl", "sn", "staticval", "stylesheet", "sv",
        "tc", "tcn", "template", "xe",
    }
)  # fmt: skip
"""Destinations whose text is told of."""
DATA = frozenset({"colorschememapping", "datastore", "objdata", "pict", "themedata"})
OWN = frozenset(
    {
        "aftncn", "aftnsep", "aftnsepc", "atnparent", "atnref", "atntime", "atrfend", "atrfstart", "background",
        "bkmkend", "blipuid", "buptim", "creatim", "datafield", "defchp", "defpap", "do",
        "ebcend", "ebcstart", "expandedcolortbl", "factoidname", "falt", "fchars", "ffdeftext", "ffentrymcr",
        "ffexitmcr", "ffformat", "ffl", "ffname", "filetbl", "fontemb", "fonttbl", "formfield", "ftncn", "ftnsep",
        "ftnsepc", "g", "gridtbl", "hsv", "htmlbase", "htmltag", "info", "keycode", "latentstyles", "lchars",
        "levelnumbers", "linkval", "list", "listlevel", "listoverride",
        "listoverridetable", "listpicture", "listtable", "lsdlockedexcept", "mhtmltag",
        "mmathPr",
        "nextfile", "nonesttables", "nonshppict", "objalias", "objclass", "objname", "objsect", "objtime",
        "oldcprops", "oldpprops", "oldsprops", "oldtprops", "panose", "passwordhash",
        "pgdscnxt", "pgdsctbl", "pgp", "pgptbl", "picprop",
        "pn", "pnseclvl", "pntxta", "pntxtb", "printim", "protusertbl", "revtim", "rsidtbl", "shpgrp", "shpinst",
        "rxe", "shppict", "sp", "svb", "txe", "userprops", "wgrffmtfilter",
        "writereservhash", "xmlclose", "xmlnstbl", "xmlopen",
    }
)  # fmt: skip
"""Destinations that describe the document to programs, or only hold others."""
LONGEST_WORD = 24
"""No control word of the specification or of Word and LibreOffice has more letters."""
HOLDERS = frozenset(
    {
        "background",
        "do",
        "info",
        "list",
        "listlevel",
        "listoverride",
        "listoverridetable",
        "listpicture",
        "listtable",
        "mmathPr",
        "nonesttables",
        "nonshppict",
        "pgp",
        "pgptbl",
        "rsidtbl",
        "shpgrp",
        "shpinst",
        "shppict",
        "sp",
        "userprops",
    }
)
"""Those of them that hold other destinations and no text of their own."""
PROPERTIES = {
    "title": "title", "subject": "subject", "author": "creator", "manager": "Manager", "company": "Company",
    "operator": "lastModifiedBy", "category": "category", "keywords": "keywords", "comment": "comments",
    "doccomm": "description", "hlinkbase": "HyperlinkBase", "generator": "Application",
}  # fmt: skip
CORE = frozenset(
    {
        "title", "subject", "creator", "lastModifiedBy", "category", "keywords", "description", "created",
        "modified", "lastPrinted",
    }
)  # fmt: skip
OFFICE = frozenset({"AppVersion", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "ScaleCrop", "ShareDoc"})
"""What Office says of its own work; other programs keep it among the properties of their users."""
TIMES = {"creatim": "created", "revtim": "modified", "printim": "lastPrinted", "buptim": "BackedUp"}
BREAKS = frozenset({"par", "cell", "nestcell", "row", "nestrow", "sect", "page", "column"})
CHARACTERS = {
    "tab": "\t", "line": "\n", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "bullet": "\u2022", "endash": "\u2013", "emdash": "\u2014", "emspace": " ",
    "enspace": " ", "qmspace": " ",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\n": "", "\r": ""}
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 78: "shift_jis", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Code pages of `\\fcharset`."""
