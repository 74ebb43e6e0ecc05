"""The closed list of what a word-processing part is made of: elements, attributes and the words of their values.

Names are those of ECMA-376-1 §17 (transitional and strict), §20 to §22 for drawings and mathematics, ECMA-376-4
§19 for VML, and [MS-DOCX] 2.2 to 2.6 for the extensions of Word 2010 and later. What is not on the list is
nobody's, or newer than this list: `formats/docx/leftovers.py` tells of it.
"""

_OPEN = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
_WORD = "http://schemas.microsoft.com/office/word/"
_DRAWING = "http://schemas.microsoft.com/office/drawing/"

_GROUPS = {
    "w": (f"{_OPEN[0]}wordprocessingml/2006/main", f"{_OPEN[1]}wordprocessingml/main"),
    "we": (
        f"{_WORD}2007/5/30/wordml", f"{_WORD}2010/wordml", f"{_WORD}2010/11/wordml", f"{_WORD}2012/wordml",
        f"{_WORD}2015/wordml/symex", f"{_WORD}2016/wordml/cid", f"{_WORD}2018/wordml", f"{_WORD}2018/wordml/cex",
        f"{_WORD}2020/wordml/sdtdatahash", f"{_WORD}2023/wordml/word16du", f"{_WORD}2024/wordml/sdtformatlock",
    ),
    "wp": (
        f"{_OPEN[0]}drawingml/2006/wordprocessingDrawing", f"{_OPEN[1]}drawingml/wordprocessingDrawing",
        f"{_WORD}2010/wordprocessingDrawing", f"{_WORD}2010/wordprocessingShape",
        f"{_WORD}2010/wordprocessingGroup", f"{_WORD}2010/wordprocessingCanvas", f"{_WORD}2010/wordprocessingInk",
    ),
    "a": (
        f"{_OPEN[0]}drawingml/2006/main", f"{_OPEN[1]}drawingml/main", f"{_OPEN[0]}drawingml/2006/picture",
        f"{_OPEN[1]}drawingml/picture", f"{_OPEN[0]}drawingml/2006/lockedCanvas",
        f"{_OPEN[1]}drawingml/lockedCanvas", f"{_OPEN[0]}drawingml/2006/chart", f"{_OPEN[1]}drawingml/chart",
        f"{_OPEN[0]}drawingml/2006/diagram", f"{_OPEN[1]}drawingml/diagram", f"{_DRAWING}2008/diagram",
        f"{_DRAWING}2010/diagram", f"{_DRAWING}2010/main", f"{_DRAWING}2012/main", f"{_DRAWING}2014/main",
        f"{_DRAWING}2014/chartex", f"{_DRAWING}2016/SVG/main", f"{_DRAWING}2016/11/main",
        f"{_DRAWING}2016/ink", f"{_DRAWING}2017/decorative", f"{_DRAWING}2018/hyperlinkcolor",
        f"{_DRAWING}2020/classificationShape", f"{_DRAWING}2021/scriptlink", f"{_DRAWING}2018/sketchyshapes",
    ),
    "m": (f"{_OPEN[0]}officeDocument/2006/math", f"{_OPEN[1]}officeDocument/math"),
    "v": (
        "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office",
        "urn:schemas-microsoft-com:office:word", "urn:schemas-microsoft-com:office:powerpoint",
        "urn:schemas-microsoft-com:office:excel",
    ),
    "mc": (f"{_OPEN[0]}markup-compatibility/2006",),
    "sl": (f"{_OPEN[0]}schemaLibrary/2006/main", f"{_OPEN[1]}schemaLibrary/main"),
    "r": (f"{_OPEN[0]}officeDocument/2006/relationships", f"{_OPEN[1]}officeDocument/relationships"),
    "xml": ("http://www.w3.org/XML/1998/namespace",),
}  # fmt: skip
NAMESPACES = {namespace: group for group, namespaces in _GROUPS.items() for namespace in namespaces}
"""The group that each namespace belongs to; namespaces of one group have their names in one list."""

_ELEMENTS = {
    "w": """
        abstractNum abstractNumId active activeRecord activeWritingStyle addressFieldName adjustLineHeightInTable
        adjustRightInd alias aliases alignBordersAndEdges alignTablesRowByRow allowPNG
        allowSpaceOfSameStyleInTable altChunk altChunkPr altName alwaysMergeEmptyNamespace
        alwaysShowPlaceholderText annotationRef applyBreakingRules attachedSchema attachedTemplate attr
        autoCaption autoCaptions autofitToFirstFixedWidthCell autoFormatOverride autoHyphenation autoRedefine
        autoSpaceDE autoSpaceDN autoSpaceLikeWord95 b background balanceSingleByteDoubleByteWidth bar basedOn bCs
        bdo bdr behavior behaviors between bibliography bidi bidiVisual blockQuote body bodyDiv bookFoldPrinting
        bookFoldPrintingSheets bookFoldRevPrinting bookmarkEnd bookmarkStart bordersDoNotSurroundFooter
        bordersDoNotSurroundHeader bottom br cachedColBalance calcOnExit calendar cantSplit caps caption captions
        category cellDel cellIns cellMerge characterSpacingControl charset checkBox checked checkErrors citation
        clickAndTypeStyle clrSchemeMapping cnfStyle col colDelim color cols column comboBox comment
        commentRangeEnd commentRangeStart commentReference comments compat compatSetting connectString
        consecutiveHyphenLimit contentPart contextualSpacing continuationNotice continuationSeparator control
        convMailMergeEsc cr cs customXml customXmlDelRangeEnd customXmlDelRangeStart customXmlInsRangeEnd
        customXmlInsRangeStart customXmlMoveFromRangeEnd customXmlMoveFromRangeStart customXmlMoveToRangeEnd
        customXmlMoveToRangeStart customXmlPr dataBinding dataSource dataType date dateFormat dayLong dayShort
        ddList decimalSymbol default defaultTableStyle defaultTabStop del delInstrText delText description
        destination dir dirty displayBackgroundShape displayHangulFixedWidth displayHorizontalDrawingGridEvery
        displayVerticalDrawingGridEvery div divBdr divId divs divsChild dLblPos docDefaults docGrid docPart
        docPartBody docPartCategory docPartGallery docPartList docPartObj docPartPr docParts docPartUnique
        document documentProtection documentType docVar docVars doNotAutoCompressPictures
        doNotAutofitConstrainedTables doNotBreakConstrainedForcedTable doNotBreakWrappedTables
        doNotDemarcateInvalidXml doNotDisplayPageBoundaries doNotEmbedSmartTags doNotEmbedSystemFonts
        doNotExpandShiftReturn doNotHyphenateCaps doNotIncludeSubdocsInStats doNotLeaveBackslashAlone
        doNotOrganizeInFolder doNotRelyOnCSS doNotSaveAsSingleFile doNotShadeFormData doNotSnapToGridInCell
        doNotSuppressBlankLines doNotSuppressIndentation doNotSuppressParagraphBorders doNotTrackFormatting
        doNotTrackMoves doNotUseEastAsianBreakRules doNotUseHTMLParagraphAutoSpacing
        doNotUseIndentAsNumberingTabStop doNotUseLongFileNames doNotUseMarginsForDrawingGridOrigin
        doNotValidateAgainstSchema doNotVertAlignCellWithSp doNotVertAlignInTxbx doNotWrapTextWithPunct drawing
        drawingGridHorizontalOrigin drawingGridHorizontalSpacing drawingGridVerticalOrigin
        drawingGridVerticalSpacing dropDownList dstrike dynamicAddress eastAsianLayout effect em embedBold
        embedBoldItalic embedItalic embedRegular embedSystemFonts embedTrueTypeFonts emboss enabled encoding end
        endnote endnotePr endnoteRef endnoteReference endnotes entryMacro equation evenAndOddHeaders exitMacro
        family ffData fHdr fieldMapData fitText flatBorders fldChar fldData fldSimple font fonts footerReference
        footnote footnoteLayoutLikeWW8 footnotePr footnoteRef footnoteReference footnotes forceUpgrade
        forgetLastTabAlignment format formProt formsDesign frame frameLayout framePr frameset framesetSplitbar
        ftr gallery glossaryDocument gridAfter gridBefore gridCol gridSpan group growAutofit guid gutterAtTop
        hAnchor hdr hdrShapeDefaults header headerReference headers headerSource helpText hidden
        hideGrammaticalErrors hideMark hideSpellingErrors highlight hMerge hps hpsBaseText hpsRaise hRule
        hyperlink hyphenationZone i iCs id ignoreMixedContent ilvl imprint ind ins insideH insideV instrText
        isLgl jc keepLines keepNext kern kinsoku label lang lastRenderedPageBreak latentStyles
        layoutRawTableWidth layoutTableRowsApart left legacy lid lineWrapLikeWord6 link linkedToFile linkStyles
        linkToQuery listEntry listItem listSeparator lnNumType lock locked lsdException lvl lvlJc lvlOverride
        lvlPicBulletId lvlRestart lvlText mailAsAttachment mailMerge mailSubject mainDocumentType mappedName
        marBottom marH marLeft marRight marTop marW matchSrc maxLength mirrorIndents mirrorMargins monthLong
        monthShort moveFrom moveFromRangeEnd moveFromRangeStart moveTo moveToRangeEnd moveToRangeStart movie
        multiLevelType mwSmallCaps name next noBorder noBreakHyphen noColumnBalance noEndnote noExtraLineSpacing
        noLeading noLineBreaksAfter noLineBreaksBefore noProof noPunctuationKerning noResizeAllowed
        noSpaceRaiseLower noTabHangInd notTrueType noWrap nsid num numbering numberingChange numFmt numId
        numIdMacAtCleanup numPicBullet numPr numRestart numStart numStyleLink object objectEmbed objectLink odso
        oMath optimizeForBrowser outline outlineLvl overflowPunct p pageBreakBefore panose1 paperSrc pBdr permEnd
        permStart personal personalCompose personalReply pgBorders pgMar pgNum pgNumType pgSz pict picture pitch
        pixelsPerInch placeholder pos position pPr pPrChange pPrDefault printBodyTextBeforeHeader printColBlack
        printerSettings printFormsData printFractionalCharacterWidth printPostScriptOverText printTwoOnOne
        proofErr proofState pStyle ptab qFormat query r readModeInkLockDown recipientData recipients relyOnVML
        removeDateAndTime removePersonalInformation result revisionView rFonts richText right rPr rPrChange
        rPrDefault rsid rsidR rsidRoot rsids rStyle rt rtl rtlGutter ruby rubyAlign rubyBase rubyPr saveFormsData
        saveInvalidXml savePreviewPicture saveSmartTagsAsXml saveSubsetFonts saveThroughXslt saveXmlDataOnly
        scrollbar sdt sdtContent sdtEndPr sdtPr sectPr sectPrChange selectFldWithFirstOrLastChar semiHidden
        separator settings shadow shapeDefaults shapeLayoutLikeWW8 shd showBreaksInFrames showEnvelope
        showingPlcHdr showXMLTags sig size sizeAuto smallCaps smartTag smartTagPr smartTagType snapToGrid
        softHyphen sourceFileName spaceForUL spacing specVanish splitPgBreakAndParaMark src start startOverride
        statusText storeMappedDataAs strictFirstAndLastChars strike style styleLink styleLockQFSet styleLockTheme
        stylePaneFormatFilter stylePaneSortMethod styles subDoc subFontBySize suff summaryLength
        suppressAutoHyphens suppressBottomSpacing suppressLineNumbers suppressOverlap suppressSpacingAtTopOfPage
        suppressSpBfAfterPgBrk suppressTopSpacing suppressTopSpacingWP swapBordersFacingPages sym sz szCs t tab
        tabIndex table tabs tag targetScreenSz tbl tblBorders tblCaption tblCellMar tblCellSpacing tblDescription
        tblGrid tblGridChange tblHeader tblInd tblLayout tblLook tblOverlap tblpPr tblPr tblPrChange tblPrEx
        tblPrExChange tblStyle tblStyleColBandSize tblStylePr tblStyleRowBandSize tblW tc tcBorders tcFitText
        tcMar tcPr tcPrChange tcW temporary text textAlignment textboxTightWrap textDirection textInput
        themeFontLang title titlePg tl2br tmpl top topLinePunct tr tr2bl trackRevisions trHeight trPr trPrChange
        truncateFontHeightsLikeWP6 txbxContent type types u udl uiCompat97To2003 uiPriority ulTrailSpace
        underlineTabInNumList unhideWhenUsed uniqueTag updateFields useAltKinsokuLineBreakRules
        useAnsiKerningPairs useFELayout useNormalStyleForList usePrinterMetrics useSingleBorderforContiguousCells
        useWord2002TableStyleRules useWord97LineBreakRules useXSLTWhenSaving vAlign vanish vertAlign view
        viewMergedData vMerge w w15 wAfter wBefore webHidden webSettings widowControl wordWrap wpJustification
        wpSpaceWidth wrapTrailSpaces writeProtection yearLong yearShort zoom
        """,
    "we": """
        allowInsertDeleteSection alpha appearance bevel bevelB bevelT camera cex chartTrackingRefBased checkbox
        checked checkedState cntxtAlts collapsed color commentEx commentExNG commentExtensible commentId
        commentsEx commentsExtensible commentsIds conflictDel conflictIns conflictMode contentPart contourClr
        creationId custDash customXmlConflictDelRangeEnd customXmlConflictDelRangeStart
        customXmlConflictInsRangeEnd customXmlConflictInsRangeStart dataBinding defaultImageDpi
        discardImageEditingData docId docPartObj doNotAllowInsertDeleteSection ds enableOpenTypeKerning
        entityPicker ext extLst extrusionClr fillToRect footnoteColumns glow gradFill gs gsLst hue hueMod hueOff
        ligatures lightRig lin lum lumMod lumOff miter noFill numForm numSpacing path people persistentDocumentId
        person presenceInfo props3d prstDash reflection repeatingSection repeatingSectionItem rot round sat
        satMod satOff scene3d schemeClr sdtAppearance sectionTitle shade shadow solidFill srgbClr styleSet
        stylisticSets symEx textFill textOutline tileRect tint uncheckedState webExtensionCreated
        webExtensionLinked
        """,
    "wp": """
        align anchor bg bodyPr cNvCnPr cNvContentPartPr cNvFrPr cNvGraphicFramePr cNvGrpSpPr cNvPr cNvSpPr
        contentPart docPr effectExtent ext extent extLst graphicFrame grpSp grpSpPr inline lineTo linkedTxbx
        nvContentPartPr pctHeight pctPosHOffset pctPosVOffset pctWidth positionH positionV posOffset simplePos
        sizeRelH sizeRelV spPr start style txbx txbxContent wgp whole wpc wrapNone wrapPolygon wrapSquare
        wrapThrough wrapTight wrapTopAndBottom wsp xfrm
        """,
    "a": """
        accent1 accent2 accent3 accent4 accent5 accent6 ahLst ahPolar ahXY alpha alphaBiLevel alphaCeiling
        alphaFloor alphaInv alphaMod alphaModFix alphaOff alphaOutset alphaRepl arcTo artisticBlur artisticGlass
        avLst backdrop backgroundMark backgroundRemoval bevel bevelB bevelT bgClr biLevel blend blip blipFill
        blue blueMod blueOff blur bodyPr bottom br brightnessContrast buAutoNum buBlip buChar buClr buClrTx
        buFont buFontTx buNone buSzPct buSzPts buSzTx camera chart chExt chOff classification close clrChange
        clrFrom clrRepl clrTo cNvCnPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr colorTemperature comp
        compatExt cont contourClr creationId cs cubicBezTo custClr custDash custGeom cxn cxnLst cxnSp darkenCrush
        dash decorative defPPr defRPr designElem ds duotone ea effect effectDag effectLst effectRef end endCxn
        endParaRPr ext extLst extrusionClr fgClr fill fillOverlay fillRect fillRef fillToRect flatTx fld fontRef
        foregroundMark gamma gd gdLst glow gradFill graphic graphicData graphicFrame graphicFrameLocks gray
        grayscl green greenMod greenOff gridCol grpFill grpSp grpSpLocks grpSpPr gs gsLst headEnd header
        hiddenEffects hiddenFill hiddenLine hiddenScene3d hiddenSp3d highlight hlinkClick hlinkClr hlinkHover
        hlinkMouseOver hsl hslClr hue hueMod hueOff imgEffect imgLayer imgProps innerShdw inv invGamma lastClr
        latin lightRig lin ln lnB lnBlToTr lnDef lnL lnR lnRef lnSpc lnT lnTlToBr lnTo lockedCanvas lstStyle lum
        lumMod lumOff lvl1pPr lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr lvl8pPr lvl9pPr miter moveTo
        noAutofit noFill norm normAutofit nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr off outerShdw
        overrideClrMapping p path pathLst pattFill pic picLocks pos pPr presetShadow prstClr prstDash prstGeom
        prstShdw prstTxWarp pt quadBezTo r rect red redMod redOff reflection relIds relOff right rot round rPr
        rtl sat satMod satOff saturation scene3d schemeClr scrgbClr scriptLink shade shadowObscured shapeProps
        sharpenSoften sketchLocks softEdge solidFill sp sp3d spAutoFit spcAft spcBef spcPct spcPts spLocks spPr
        srcRect srgbClr st start stCxn stretch style svgBlip sx sym sysClr t tab tableStyleId tabLst tailEnd tbl
        tblGrid tblPr tc tcPr text textNoShape tile tileRect tint tl top tr txBody txSp uFill uFillTx uLn uLnTx
        up useLocalDpi useSpRect wavAudioFile xfrm xfrmType
        """,
    "m": """
        acc accPr aln alnScr argPr argSz bar barPr baseJc begChr borderBox borderBoxPr box boxPr brk brkBin
        brkBinSub cGp cGpRule chr count cSp ctrlPr d defJc deg degHide den diff dispDef dPr e endChr eqArr
        eqArrPr f fName fPr func funcPr groupChr groupChrPr grow hideBot hideLeft hideRight hideTop interSp
        intLim intraSp jc lim limLoc limLow limLowPr limUpp limUppPr lit lMargin m mathFont mathPr maxDist mc
        mcJc mcPr mcs mPr mr nary naryLim naryPr noBreak nor num objDist oMath oMathPara oMathParaPr opEmu phant
        phantPr plcHide pos postSp preSp r rad radPr rMargin rPr rSp rSpRule scr sepChr show shp smallFrac sPre
        sPrePr sSub sSubPr sSubSup sSubSupPr sSup sSupPr strikeBLTR strikeH strikeTLBR strikeV sty sub subHide
        sup supHide t transp type vertJc wrapIndent wrapRight zeroAsc zeroDesc zeroWid
        """,
    "v": """
        anchorlock arc background borderbottom borderleft borderright bordertop bottom callout ClientData
        clippath colormenu colormru column complex curve diagram entry equationxml extrusion f FieldCodes fill
        formulas group h handles idmap image imagedata ink iscomment left line LinkType lock LockedField
        OLEObject oval path polyline proxy r rect regrouptable rel relationtable right roundrect rules shadow
        shape shapedefaults shapelayout shapetype signatureline skew stroke textbox textdata textpath top wrap
        """,
    "mc": """
        AlternateContent Choice Fallback
        """,
    "sl": """
        schema schemaLibrary
        """,
}
ELEMENTS = {group: frozenset(names.split()) for group, names in _ELEMENTS.items()}
"""The elements by group. What stands inside any other is nothing that a program shows."""

_ATTRIBUTES = """
    abstractNumId accent1 accent2 accent3 accent4 accent5 accent6 action addlxml adj after afterAutospacing
    afterLines alg algIdExt algIdExtSource algn algorithmName alignment allowComments allowincell allowOverlap
    allowoverlap allowPng allStyles alt alternateStyleNames althref amt anchor anchorCtr anchorId anchorx anchory
    ang angle annotation appName arcsize arrowok ascii asciiTheme aspectratio author autoFormat autoformat
    autolayout autorotationcenter AutoUpdate b baseline before beforeAutospacing beforeLines behindDoc bg1 bg2
    bidi bilevel bIns blacklevel blend blip blurRad bmk borderbottomcolor borderleftcolor borderrightcolor
    bordertopcolor bottom bottomFromText bright bright1 brightness builtInUnit bullet button bwMode bwmode
    bwnormal bwpure bx by cap chapSep chapStyle char charset charSpace checkStyle chOrder chromakey class classid
    clear clearFormatting clip clipowner cmd cmpd code codes colFirst colLast color color2 colormode Colors
    colors column combine combineBrackets comments compatLnSpc complex connectangles connectloc connectlocs
    connectortype connecttype contact contentLocked contextualAlternates contourW contrast control1 control2
    coordorigin coordsize count countBy crashSave cropbottom cropleft cropping croppingmode cropright croptop
    crypt cryptAlgorithmClass cryptAlgorithmSid cryptAlgorithmType cryptProvider cryptProviderType
    cryptProviderTypeExt cryptProviderTypeExtSource cryptSpinCount cs csb0 csb1 cstate cstheme customStyle
    customStyles cx cy dark dashstyle data date dateUtc default defLockedState defQFormat defSemiHidden
    defUIPriority defUnhideWhenUsed descr description dest destination detectmouseclick dfmla1 dgmbasetextscale
    dgmfontsize dgmlayout dgmlayoutmru dgmnodekind dgmscalex dgmscaley dgmstyle diffusity dir
    directFormattingOnNumbering directFormattingOnParagraphs directFormattingOnRuns directFormattingOnTables
    dirty displacedByCustomXml display displayText dist distance distB distL distR distT divId dllVersion dm
    docLocation done doubleclicknotify dpi DrawAspect drawingPos drop dropCap durableID durableId dxaOrig dxfId
    dyaOrig dz eachTime eastAsia eastAsiaTheme ed edge edGrp edit edited editId element embed embosscolor
    enableLook endA endAngle endangle endarrow endarrowlength endarrowwidth endcap endPos enforcement eqn
    equalWidth exact ext extrusioncolor extrusionok face fact fadeDir filename fill fill1 fillcolor filled fillok
    first firstColumn firstLine firstLineChars firstRow firstRowFirstColumn firstRowLastColumn fitpath fitshape
    fldCharType fldLock flip flipH flipV fLocksText fLocksWithSheet fmla fmt focus focusposition focussize
    followedHyperlink font fontKey footer forceAA forceDash forcedash foredepth format formatting formula
    formulas fov frame from fromWordArt fullDate g gain gamma gDefault gdRefAng gdRefR gdRefX gdRefY gfxdata grad
    gradientshapeok grammar grayscale grouping gutter h hAnchor hanging hangingChars hangingPunct hAnsi
    hAnsiTheme hash hashValue hd header headingStyles hidden highlightClick hint history hl horzAnchor
    horzBanding horzOverflow how hR hr hralign href hrnoshade hrpct hrstd hRule hSpace hue hyperlink i ID id
    idcntr iddest idref idsrc idx Ignorable iLevel ilvl image imageid images initials initinvalid inkAnnotations
    insDel inset insetmode insetpen insetpenok instr invalidEndChars invalidStartChars invx invy isComment
    issignatureline joinstyle kern kx ky l label lang lastClr lastColumn lastIdx lastrender lastRow
    lastRowFirstColumn lastRowLastColumn lat latentStyles latinLnBrk layoutInCell leader left leftChars
    leftFromText legacy legacyIndent legacySpace len length lengthspecified lightface lightharsh lightlevel
    lightposition lim limo limobottom limoleft limoright limotop line linePitch lineRule linestyle link lIns lmr
    lo locked lon ls ltxid lum lvl lvlTxtId macroName manifestLocation map marB markup marL marL1 marR marT
    master maxFontSize maxR maxX maxY metal method minFontSize minR minSz minusx minusy minver minX minY mod
    movie multiLine MustUnderstand name namespaceuri new noAdjustHandles noBar noChangeArrowheads noChangeAspect
    noChangeShapeType noCrop noDrilldown noEditPoints noGrp noHBand noLabel noLineBreaksAfter noMove noResize
    normalizeH noRot noSelect not noTextEdit noUngrp noVBand num numberingStyles numCol numFmt numId
    numPicBulletId numPos numSpacing ObjectID ObjectType obscured offset offset2 offsetFrom old ole oleicon on
    oned onmouseover opacity opacity2 orient orientation orientationangle origin original other others
    outlineLevel paraId paraIdParent parTxLTRAlign path pathEditMode percent pitchFamily plane pos position ppr
    preferrelative prefixMappings PreserveAttributes PreserveElements presId print ProcessContent ProgID prompt
    providerId prst prstMaterial pt1 pt2 ptType qFormat qs qsCatId qsTypeId quotelevel r rad radial radiusrange
    rAng recolor recolortarget recommended rectLeft ref regroupid relativeFrom relativeHeight relativeTo render
    requireRoot Requires res restartNumberingAfterBreak rev reverse rFonts rig right rightChars rightFromText
    rIns rot rotate rotatedBoundingBox rotation rotationangle rotWithShape round rsidDel rsidP rsidR rsidRDefault
    rsidRPr rsidSect rsidTr rtl rtlCol salt saltValue sat scaled schema schemaLocation schemaRef script
    sdtdatahash sdtLocked semiHidden sep setEnvelope shadedelayed shadowcolor shadowok shape ShapeID shapes
    shapetype shift shininess show showsigndate side sigid signinginstructions signinginstructionsset simplePos
    size skewamt skewangle skipColumns smallFrac smtClean sp space spacing spans spc spcCol spcFirstLastPara
    specularity spelling spid spidmax spinCount spinMethod spokes spt src srcId srcOrd st stA stAng start startA
    startAngle startangle startarrow startarrowlength startarrowwidth storeItemChecksum storeItemID stPos strike
    string stroke strokecolor stroked strokeok strokeweight style styleId stylesInUse suggestedsigner
    suggestedsigner2 suggestedsigneremail swAng switch sx sy sz t t1 t2 tabIndex tablelimits tableparms
    tableStyles target tblpX tblpXSpec tblpY tblpYSpec tentative text textboxrect textId textpathok tgtFrame
    themeColor themeFill themeFillShade themeFillTint themeShade themeTint thickness threshold tile tIns title to
    tooltip top top3HeadingStyles topFromText topLinePunct tplc transitional trim tx txBox txbxSeq txbxStory Type
    type u uiPriority unhideWhenUsed up upc updateFields UpdateMode upright uri url url0 usb0 usb1 usb2 usb3
    useDef useMargins userdrawn userHidden userId useShapeRect usrNm v val value vAnchor vendorID verAlign
    version vert vertAnchor vertBanding vertCompress verticies vertOverflow viewpoint viewpointorigin visible
    visibleStyles vSpace w web weight when wR wrap wrapcoords wrapstyle wrapText x xAlign xpath xrange xscale y
    yAlign yAng yrange z zOrder
    """
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
"""The attributes of all groups; their values are judged one by one."""

_WORDS = """
    +- -+ -- above accent1 accent2 accent3 accent4 accent5 accent6 accentBar1 accept access acronym actual add
    administrators after aiueo aiueoFullWidth all allLines allowed allPages alternate Always always and angle
    antialias any append apples aqua arabicAbjad arabicAlpha arabicFullWidth arc archedScallops around arrow
    artDeco ascii aswt atLeast attachment attachTo auto autoExp autofit automatic autosize autoText autoTxt
    AutoUpdate b babyPacifier babyRattle back background background1 background2 backslant backwardCompatible
    bahtText balanced balloons3Colors band1Horz band1Vert band2Horz band2Vert bar barH barV base baseline
    basicBlackDashes basicBlackDots basicBlackSquares basicThinLines basicWhiteDashes basicWhiteDots
    basicWhiteSquares basicWideInline basicWideMidline basicWideOutline bats bbPlcHdr before begin behind below
    beneathText bestFit between bg1 bg2 bi bib bigger binary birds birdsFlight Bitmap bl black blackAndWhite
    blackGray blackTextAndLines blackWhite blinkBackground block blue bmk bordersAbove bot both bothSides bottom
    bottomLeft bottomleft bottomMargin bottomPinned bottomRight bottomright box br brightRoom brown btLr bullet
    button buttonFace buttonShadow bwd cabins cakeSlice calculated callout can canCross candyCorn cardinalText
    catalog caution celticKnotwork center centerAlign centered centerGroup certificateBanner chainLink
    champagneBottle char character checkbox checkedBarBlack checkedBarColor checkered chicago child chilly
    chineseCounting chineseCountingThousand chineseLegalSimplified chosung christmasTree circ circle
    circleNumDbPlain circlesLines circlesRectangles classic classicalWave clean clear clip clippath clocks clr cm
    collapsed colon color cols column columns comma commentPr comments common compass complex compressPunctuation
    compressPunctuationAndJapaneseKana confetti confettiGrays confettiOutline confettiStreamers confettiWhite
    connector cont Content content contentLocked contentOnly contextual contextualDiscretional
    contextualHistorical contextualHistoricalDiscretional continuationNotice continuationSeparator continue
    continuous contrasting contributors control convex coolSlant cornerTriangles couponCutoutDashes
    couponCutoutDots coverPg crazyMaze creaturesButterfly creaturesFish creaturesInsects creaturesLadyBug crimson
    cross crossStitch cs csIds ctr ctrLst cubicBezTo cup curly current currentDate currentPage currentTime curve
    curved custAutoTxt custBib custCoverPg custEq custFtrs custHdrs custom custom1 custom2 custom3 custom4
    custom5 customStyle customUi customXml custPgNum custPgNumB custPgNumMargins custPgNumT custQuickParts
    custTblOfContents custTbls custTxtBox custWatermarks cyan cycle dark dark1 dark2 darkBlue darkCyan darken
    darkenLess darkGray darkGreen darkMagenta darkRed darkYellow dash dashDot dashdot dashDotDotHeavy
    dashDotHeavy dashDotStroked dashed dashedHeavy dashLong dashLongHeavy dashSmallGap database date dateTime day
    dbcs dbl decagramm deci decimal decimalEnclosedCircle decimalEnclosedCircleChinese decimalEnclosedFullstop
    decimalEnclosedParen decimalFullWidth decimalFullWidth2 decimalHalfWidth decimalZero decoArch decoArchColor
    decoBlocks decorated decorative default deg delete diagCross diagStripe diamond diamondsGray dir direct dirty
    discrete discretional dispBefore dist distribute distributeAllLines distributeLetter distributeSpace divot
    dk1 dk2 dkBlue dkDnDiag dkEdge dkHorz dkUpDiag dkVert doc docEnd docPartBody docParts document doNotCompress
    dontEdit dot dotDash dotDashHeavy dotDotDash dotDotDashHeavy dotted dottedHeavy double double-struck
    doubleAccept doubleD doubleDiamonds doubleWave down drawing drawingrelative drop dropCap dxa eachPage
    eachSect earth1 earth2 eastAsia eaVert eclipsingSquares1 eclipsingSquares2 edit editors eggsBlack eight elbow
    element ellipsis eMail email Embed embed emboss emDash empty en encrypted end enDash endOfDocument engrave
    EnhancedMetaFile envelopes eq eqs even evenOdd evenPage everyone exact exactly expand extrudeOk false fan far
    fareast fax field fill film firecrackers first firstAndLastLine firstCol firstColumn firstLineOnly
    firstNumber firstPage firstRow fixed fixedHeight flat fld floating flood floor flowersBlockPrint
    flowersDaisies flowersModern1 flowersModern2 flowersPansy flowersRedRose flowersRoses flowersTeacup
    flowersTiny folHlink followedHyperlink font footer footers footnote form formFld formLetters forms frac
    fraktur frame freezing fromFont front ftrs fuchsia full fullDate fullPage funky fwd ganada gems
    gingerbreadMan glow gold gradient gradientCenter gradientLinear gradientRadial gradientradial
    gradientUnscaled gradientunscaled gramEnd gramStart gray graySpan grayWhite green gregorian gregorianArabic
    gregorianMeFrench gregorianUs gregorianXlitEnglish gregorianXlitFrench group grouped guid gutter h8 hairline
    halfAbove halfBelow halfPlus hand handmade1 handmade2 hard hardEdge harsh hasFooter hash hdrs heading heavy
    hebrew hebrew1 hebrew2 heebieJeebies hex hidden high highContrast highKashida highlight highlightText hijri
    hindiConsonants hindiCounting hindiNumbers hindiVowels historical historicalDiscretional hlink holly hor
    horizontal horz horzCross horzStripe hostClient hours house hqprint HTML hundred hybridMultilevel hyperlink
    hyphen hypotrochoid i iceCreamCones Icon icon ideographDigital ideographEnclosedCircle
    ideographLegalTraditional ideographTraditional ideographZodiac ideographZodiacTraditional ignore image in
    inches indent indigo inFlow infoBackground infoText inFront inkAnnotations inline inMargin inner insertBlank
    inset inside insideMargin inst invalid inverseGray invGray ipa iroha irohaFullWidth isometric issue italic
    iTunes ivory japan japaneseCounting japaneseDigitalTenThousand japaneseLegal jc jumpTo just justify kanji
    keepTogether khaki korea koreaCounting koreanCounting koreanDigital koreanDigital2 koreanLegal lanczos
    landscape large largest last lastClr lastCol lastColumn lastLineOnly lastRow leaveBlank left leftMargin
    legacyFlat1 legacyFlat2 legacyFlat3 legacyFlat4 legacyHarsh1 legacyHarsh2 legacyHarsh3 legacyHarsh4
    legacyMatte legacyMetal legacyNormal1 legacyNormal2 legacyNormal3 legacyNormal4 legacyPerspectiveFront
    legacyPlastic legacyWireframe legal letter lg lgCheck lgConfetti lgDash lgDashDot lgDashDotDot lgGrid light
    light1 light2 lightBulb lighten lightenLess lightGray lightGrayscale lightning1 lightning2 lightYellow lime
    lin line linear linearSigma lines linesAndChars lining Link linkedToFile list lnNum lock locked long longDash
    longdash longdashdot longdashdotdot loose low lower lowerLetter lowerRoman lowKashida lr lrTb lrTbV lrV lt1
    lt2 ltDnDiag ltGray ltHorz ltr ltUpDiag ltVert luminance lumMod lumOff magenta mailingLabels maintain major
    majorAscii majorBidi majorEastAsia majorHAnsi manual manually maple mapPins margin margins maroon marquee
    master masterPages match matte max med medium mediumGray mediumKashida melt memo menu metal middle middleDot
    min minMax minor minorAscii minorBidi minorEastAsia minorHAnsi minutes miter mix mm modern mongolianVert
    monospace month moonsAndMore morning mosaic move moveTo moviesTickets msoExtrusion mult multi multilevel
    multiply musicNotes mw name native natural navy near neCell never new newDocument newPage newSection
    newspaper next nextColumn nextPage nextTo nfd nil no noBar nobreak noChange noControl noEmboss noHeight
    noLayout noncontinuous none nonzero norm normal northwest notBeside Note notFirst notFirstPage nothing
    notSpecified notUsed nt null num number numberInDash numbering numeric numTab nwCell obj objects odbc odd
    oddAndEvenPages oddPage odso off offset ok oldStyle olive on OnCall OnDemand one oneThird opaque orange
    ordinal ordinalText origin original orthographicFront other outLine outline outset outside outsideMargin oval
    ovals over overflow overlap own owners p packages page pageBottom pageNumber palmsBlack palmsColor paperClips
    papyrus paragraph parent parentLines partial partyFavor partyGlass path pattern pct pct10 pct12 pct15 pct20
    pct25 pct30 pct35 pct37 pct40 pct45 pct5 pct50 pct55 pct60 pct62 pct65 pct70 pct75 pct80 pct85 pct87 pct90
    pct95 pencils people peopleHats peopleWaving period perspective perspectiveFront pg pgNum pgNumB pgNumMargins
    pgNumT phClr phColor phonetic Pict Picture picture pink pinned placeholder plain plastic plum plus pm
    poinsettias point portrait postageStamp postfix pounds powder preCell predecessor presentation preserve prev
    previous Print print printer printerAuto priority proportional pt pumpkin1 purple pushPinNote1 pushPinNote2
    pyramids pyramidsAbove quadrants query r radial raised rand readOnly rect rectFit red regular rel relative
    relaxedInset repeat repeatX repeatY rest restart return reverseDiagStripe riblet right rightMargin
    rightVertical ring rings ripple rl rlV rnd roman rotate round rounded roundedFlat rows rsaAES rsaFull RTF rtl
    russianLower russianUpper safari saka sans-serif savon sawtooth sawtoothGray scaled scaredCat schoolbook
    screen script sdtContentLocked sdtLocked seattle seCell sectEnd section sectionEnd segments selected semiBold
    separate separator shadow shadowedSquares shape shaperelative sharksTeeth shorebirdTracks short shortdash
    shortdashdot shortdashdotdot shortdot sib sienna sigma silver similarity simplePos single singleLevel
    singleLine six size skw skyrocket slanted sm small smaller smart smooth snap snapToChars sng snowflakeFancy
    snowflakes soft softEdge softmetal solid sombrero south southwest sp space spellEnd speller spellStart
    spreadsheet sq square standard standardContextual standardContextualDiscretional standardContextualHistorical
    standardDiscretional standardHistorical standardHistoricalDiscretional stars stars3d starsBlack starsShadowed
    starsTop start startDoc staticText stealth stop straight strikeThrough style stylish sub subscript subSup
    successive sun sunrise sunset super superscript swCell swirligig swiss sxsw sym sysClr sysDash sysDashDot
    sysDashDotDot sysDot system t table tabular taiwan taiwanCounting taiwanCountingThousand taiwanDigital tall
    tan tb tblOfContents tbLrV tbRl tbRlV tbV teal ten Text text text1 text2 textBox textFile textFit textFrame
    textNoShape textPath textPlain texture textWrapping thai thaiCounting thaiDistribute thaiLetters thaiNumbers
    thick thickBetweenThin thickbetweenthin thickBetweenThinLarge thickBetweenThinSmall thickBottom thickThin
    thickthin thickThinLargeGap thickThinMediumGap thickThinSmallGap thickTop thin thinDiagCross thinDiagStripe
    thinHorzCross thinHorzStripe thinLine thinReverseDiagStripe thinThick thinthick thinThickLargeGap
    thinThickMediumGap thinThickSmallGap thinThickThinLargeGap thinThickThinMediumGap thinThickThinSmallGap
    thinThin thinthin thinVertStripe thistle threeDEmboss threeDEngrave threeDFace threePt through tight tile
    tiled times title tl tlbr together tomato toolbar top topAndBottom topLeft topleft topLine topLinePunct
    topMargin topPinned topRight topright torn tornEdges tr trackChanges trackedChanges transitional
    translucentPowder transparent tree trees trellis tri triangle triangleCircle1 triangleCircle2 triangleParty
    triangles tribal1 tribal2 tribal3 tribal4 tribal5 tribal6 triple true turkishText turquoise twistedLines1
    twistedLines2 two twoAbove twoPt tx1 tx2 txt txtBox type typeAny umalqura unchecked under underDot underOver
    underscore undOvr undrawn unit unlocked unlockedRow up upper upperLetter upperRoman upright useLocalDpi user
    useTextFormat v variable vert vert270 vertical vertStripe vietnameseCounting view viewpoint vine violet
    visible w wall warmMatte watermarks wave waveline waveStroke wavyDouble wavyHeavy weavingAngles weavingBraid
    weavingRibbon weavingStrips web wedge wheat wheel white whiteFlowers whiteTextAndLines wholeTable window
    windowText winter woodwork wordArtVert wordArtVertRtl words wordWrap wrap x x-none xIllusions xy yellow
    zanyTriangles zero zigZag zigZagStitch
    """
WORDS = frozenset(_WORDS.split())
"""The words that switches of these formats are set to, all of them together."""
