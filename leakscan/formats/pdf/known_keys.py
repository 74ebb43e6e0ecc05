"""The keys that ISO 32000-2 gives to dictionaries, by what they are of.

Any dictionary may hold keys that the standard does not know (annex E), and viewers pass over them.
"""


def _keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


CATALOGUE = _keys(
    """
    Type Version Extensions Pages PageLabels Names Dests ViewerPreferences PageLayout PageMode Outlines
    Threads OpenAction AA URI AcroForm Metadata StructTreeRoot MarkInfo Lang SpiderInfo OutputIntents
    PieceInfo OCProperties Perms Legal Requirements Collection NeedsRendering DSS AF DPartRoot
    """
)
"""Table 29."""

PAGE = _keys(
    """
    Type Parent LastModified Resources MediaBox CropBox BleedBox TrimBox ArtBox BoxColorInfo Contents Rotate
    Group Thumb B Dur Trans Annots AA Metadata PieceInfo StructParents ID PZ SeparationInfo Tabs
    TemplateInstantiated PresSteps UserUnit VP AF OutputIntents DPart Hid
    """
)
"""Table 31; `Hid` is of PDF 1.2."""

ANNOTATION = _keys(
    """
    Type Subtype Rect Contents P NM M F AP AS Border C StructParent OC AF ca CA BM Lang T Popup RC
    CreationDate IRT Subj RT IT ExData Open Name State StateModel A H Dest PA QuadPoints BS DA Q DS CL BE RD
    LE L LL LLE IC Cap LLO CP Measure CO Vertices Path InkList OverlayText RO Repeat Sy Parent FS Sound Movie
    MK AA FixedPrint 3DD 3DV 3DA 3DI 3DB 3DU GEO RichMediaContent RichMediaSettings FT Kids TU TM Ff V DV TI
    I Opt MaxLen Lock SV RV LastModified Version AnnotStates FontFauxing MN PieceInfo Metadata Resources
    Rotate
    """
)
"""Tables 166, 172 to 205 (kinds of annotation), 226 to 235 (fields of forms), 255 (of signatures). `Rotate` is
Acrobat's."""

KINDS = _keys(
    """
    Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Caret Stamp Ink
    Popup FileAttachment Sound Movie Screen Widget PrinterMark TrapNet Watermark 3D Redact Projection RichMedia
    """
)
"""Table 171: the kinds of annotation."""

OUTLINE = _keys(
    """
    Type Title Parent Prev Next First Last Count Dest A SE C F AA
    """
)
"""Table 151; `AA` is of PDF 1.2."""

PREFERENCES = _keys(
    """
    HideToolbar HideMenubar HideWindowUI FitWindow CenterWindow DisplayDocTitle NonFullScreenPageMode
    Direction ViewArea ViewClip PrintArea PrintClip PrintScaling Duplex PickTrayByPDFSize PrintPageRange
    NumCopies Enforce
    """
)
"""Table 147."""

INTENT = _keys(
    """
    Type S OutputCondition OutputConditionIdentifier RegistryName Info DestOutputProfile DestOutputProfileRef
    MixingHints SpectralData
    """
)
"""Table 401."""

PAINTED = _keys(
    """
    Length Filter DecodeParms F FFilter FDecodeParms DL Type Subtype Width Height ColorSpace BitsPerComponent
    Intent ImageMask Mask Decode Interpolate Alternates SMask SMaskInData Name StructParent ID OPI Metadata
    OC AF Measure PtData FormType BBox Matrix Resources Group Ref PieceInfo LastModified StructParents Level1
    PS Subtype2 Private JBIG2Globals
    """
)
"""Tables 5, 87 and 93: pictures and forms."""

PROGRAM = _keys("Producer Creator CreationDate ModDate Trapped PTEX.Fullbanner")
"""Table 349 and what pdfTeX keeps of the files that it takes in (`PTEX.InfoDict`): what names programs only."""

EVERYWHERE = (
    CATALOGUE | PAGE | ANNOTATION | OUTLINE | PREFERENCES | INTENT | PAINTED | PROGRAM
    | _keys(
        """
        AC ActualText Alt Author Base BaseFont BaseState CT CharSet Cert ContactInfo D DA DS Desc Differences E
        FontFamily FontName IN JS Keywords Kids Limits Location Names Nums O OE Opt Ordering Outlines Panose Perms
        R Reason Reasons Registry Short Size Subject Summary Title U UE UF URI URL XN XRefStm
        """
    )
)  # fmt: skip
"""All of these, and further keys whose strings other readers take, or that are no one's words."""
