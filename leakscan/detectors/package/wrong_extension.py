"""Files whose content is not what their name says."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.archive import DetectedFormat

RULE = Rule(
    id="wrong-extension",
    title="Content that its extension belies",
    severity=Severity.LOW,
    finds="Files whose content is of another format than the extension of their name says, or that have none.",
    why=(
        "Checks that go by names pass such a file by: an archive named as text, or a workbook named as PDF, is "
        "released without anyone having looked inside."
    ),
    see="Give a copy of the file the extension of the format named here and open it.",
    remedy="Rename the file to what it is, and check its content as that.",
    references=("ECMA-376-2 §9.1.2",),
    since="0.1",
)

_FAMILIES = (
    frozenset({"xlsx", "xlsm", "xltx", "xltm", "xlam", "xlsb"}),
    frozenset({"docx", "docm", "dotx", "dotm"}),
    frozenset({"pptx", "pptm", "ppsx", "ppsm", "potx", "potm"}),
)
"""Formats that are one but for what they are for; a name that takes one for another still says what is inside."""

_EXTENSIONS = {
    "zip": {"zip", "jar", "apk", "epub", "ods", "odt", "odp", "kmz", "xpi", "war"},
    "opc": {"opc", "vsdx", "xps", "oxps", "nupkg", "vsix", "dwfx", "3mf"},
    "xls": {"xls", "xlt", "xla", "xlw"},
    "doc": {"doc", "dot", "wbk"},
    "ppt": {"ppt", "pps", "pot", "ppa"},
    "ods": {"ods", "ots"},
    "odt": {"odt", "ott", "odm"},
    "odp": {"odp", "otp"},
    "odg": {"odg", "otg"},
    "fods": {"fods", "xml"},
    "spreadsheetml": {"xml"},
    "html": {"html", "htm", "xhtml", "xht"},
    "rtf": {"rtf", "doc"},
    "msg": {"msg", "oft"},
    "mhtml": {"mht", "mhtml"},
    "jpeg": {"jpg", "jpeg", "jpe", "jfif"},
    "tiff": {"tif", "tiff"},
    "jpeg-xr": {"wdp", "jxr", "hdp"},
    "bmp": {"bmp", "dib"},
    "picture": {"wmf", "svg"},
    "emf": {"emf"},
    "eml": {"eml", "mht", "mhtml", "nws"},
    "mbox": {"mbox", "mbx"},
    "text": {"csv", "ics", "log", "md", "tab", "tsv", "txt", "vcf", "vcs"},
    "signature": {"asc", "p7s", "sig", "p7b", "p7c"},
    "signed message": {"p7m", "p7s"},
    "tar": {"tar", "gem", "ova"},
    "xz": {"xz", "txz"},
    "gzip": {"gz", "tgz", "emz", "wmz", "svgz"},
    "executable": {"exe", "dll", "so", "com", "scr"},
    "sqlite": {"sqlite", "sqlite3", "db"},
    "access": {"mdb", "accdb"},
    "mp4": {"mp4", "m4a", "m4v", "mov", "heic", "avif"},
    "bzip2": {"bz2", "tbz2"},
    "zstd": {"zst"},
    "compound file": {
        "xls", "xlt", "xla", "doc", "dot", "ppt", "pps", "pot", "msg", "mpp", "vsd", "pub", "msi", "bin", "ole",
        "wps", "et", "dps", "db",
    },
    "flat package": {"xml"},
    "wordml": {"xml", "doc"},
    "encrypted package": frozenset().union(*_FAMILIES),
}  # fmt: skip

_SAY_NOTHING = frozenset({"bin", "dat", "tmp", "part"})
"""Extensions that claim no format."""


@detector(RULE, on=DetectedFormat)
def wrong_extension(detected: DetectedFormat) -> Iterator[Hit]:
    """Yield a hit when name and content disagree."""
    found, extension = detected.format, detected.extension
    if extension == found or extension in _EXTENSIONS.get(found, ()) or extension in _SAY_NOTHING:
        return
    what = "a package of no known kind" if found == "opc" else f"of format {found}"
    is_near = any(found in family and extension in family for family in _FAMILIES)
    yield Hit(
        Place(),
        f"The content is {what}, and the name {'says otherwise' if extension else 'does not say so'}.",
        access=Access.ONE_CLICK,
        content=Content.OWN if is_near else Content.DATA,
    )
