"""The closed list of what a word-processing part is made of: elements, attributes and the words of their values.

Names are those of ECMA-376-1 §17 (transitional and strict), §20 to §22 for drawings and mathematics, ECMA-376-4 §19
for VML, and [MS-DOCX] 2.2 to 2.6 for the extensions of Word 2010 and later. What is not on the list is nobody's, or
newer than this list: `formats/docx/leftovers.py` tells of it.
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
        adjustRightInd alias aliases alignBordersAndEdges alignTablesRowByRow allowPNG allowSpaceOfSameStyleInTable
        altChunk altChunkPr altName alwaysMergeEmptyNamespace alwaysShowPlaceholderText annotationRef
        applyBreakingRules attachedSchema attachedTemplate attr autoCaption autoCaptions autoFormatOverride
        autoHyphenation autoRedefine autoSpaceDE autoSpaceDN autoSpaceLikeWord95 autofitToFirstFixedWidthCell b bCs
        background balanceSingleByteDoubleByteWidth bar basedOn bdr bdo behavior behaviors between bibliography bidi
        bidiVisual blockQuote body bodyDiv bookFoldPrinting bookFoldPrintingSheets bookFoldRevPrinting bookmarkEnd
        bookmarkStart bordersDoNotSurroundFooter bordersDoNotSurroundHeader bottom br cachedColBalance calcOnExit
        calendar cantSplit caps caption captions category cellDel cellIns cellMerge characterSpacingControl charset
        checkBox checkErrors checked citation clickAndTypeStyle clrSchemeMapping cnfStyle col colDelim color cols
        column comboBox comment commentRangeEnd commentRangeStart commentReference comments compat compatSetting
        connectString consecutiveHyphenLimit contentPart contextualSpacing continuationNotice continuationSeparator
        control convMailMergeEsc cr cs customXml customXmlDelRangeEnd customXmlDelRangeStart customXmlInsRangeEnd
        customXmlInsRangeStart customXmlMoveFromRangeEnd customXmlMoveFromRangeStart customXmlMoveToRangeEnd
        customXmlMoveToRangeStart customXmlPr dLblPos dataBinding dataSource dataType date dateFormat dayLong
        dayShort ddList decimalSymbol default defaultTableStyle defaultTabStop del delInstrText delText
        description destination dir dirty displayBackgroundShape displayHangulFixedWidth
        displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery div divBdr divId divs divsChild
        doNotAutoCompressPictures doNotAutofitConstrainedTables doNotBreakConstrainedForcedTable
        doNotBreakWrappedTables doNotDemarcateInvalidXml doNotDisplayPageBoundaries doNotEmbedSmartTags
        doNotEmbedSystemFonts doNotExpandShiftReturn doNotHyphenateCaps doNotIncludeSubdocsInStats
        doNotLeaveBackslashAlone doNotOrganizeInFolder doNotRelyOnCSS doNotSaveAsSingleFile doNotShadeFormData
        doNotSnapToGridInCell doNotSuppressBlankLines doNotSuppressIndentation doNotSuppressParagraphBorders
        doNotTrackFormatting doNotTrackMoves doNotUseEastAsianBreakRules doNotUseHTMLParagraphAutoSpacing
        doNotUseIndentAsNumberingTabStop doNotUseLongFileNames doNotUseMarginsForDrawingGridOrigin
        doNotValidateAgainstSchema doNotVertAlignCellWithSp doNotVertAlignInTxbx doNotWrapTextWithPunct docDefaults
        docGrid docPart docPartBody docPartCategory docPartGallery docPartList docPartObj docPartPr docPartUnique
        docParts docVar docVars document documentProtection documentType drawing drawingGridHorizontalOrigin
        drawingGridHorizontalSpacing drawingGridVerticalOrigin drawingGridVerticalSpacing dropDownList dstrike
        dynamicAddress eastAsianLayout effect em embedBold embedBoldItalic embedItalic embedRegular
        embedSystemFonts embedTrueTypeFonts emboss enabled encoding end endnote endnotePr endnoteRef
        endnoteReference endnotes entryMacro equation evenAndOddHeaders exitMacro fHdr family ffData fieldMapData
        fitText flatBorders fldChar fldData fldSimple font fonts footerReference footnote footnoteLayoutLikeWW8
        footnotePr footnoteRef footnoteReference footnotes forceUpgrade forgetLastTabAlignment formProt format
        formsDesign frame frameLayout framePr frameset framesetSplitbar ftr gallery glossaryDocument gridAfter
        gridBefore gridCol gridSpan group growAutofit guid gutterAtTop hAnchor hMerge hRule hdr hdrShapeDefaults
        header headerReference headerSource headers helpText hidden hideGrammaticalErrors hideMark
        hideSpellingErrors highlight hpsBaseText hps hpsRaise hyperlink hyphenationZone i iCs id
        ignoreMixedContent ilvl imprint ind ins insideH insideV instrText isLgl jc keepLines keepNext kern kinsoku
        label lang lastRenderedPageBreak latentStyles layoutRawTableWidth layoutTableRowsApart left legacy lid
        lineWrapLikeWord6 link linkStyles linkToQuery linkedToFile listEntry listItem listSeparator lnNumType lock
        locked lsdException lvl lvlJc lvlOverride lvlPicBulletId lvlRestart lvlText mailAsAttachment mailMerge
        mailSubject mainDocumentType mappedName marBottom marH marLeft marRight marTop marW matchSrc maxLength
        mirrorIndents mirrorMargins monthLong monthShort moveFrom moveFromRangeEnd moveFromRangeStart moveTo
        moveToRangeEnd moveToRangeStart movie multiLevelType mwSmallCaps name next noBorder noBreakHyphen
        noColumnBalance noEndnote noExtraLineSpacing noLeading noLineBreaksAfter noLineBreaksBefore noProof
        noPunctuationKerning noResizeAllowed noSpaceRaiseLower noTabHangInd noWrap notTrueType nsid num numFmt numId
        numIdMacAtCleanup numPicBullet numPr numRestart numStart numStyleLink numbering numberingChange oMath object
        objectEmbed objectLink odso optimizeForBrowser outline outlineLvl overflowPunct p pBdr pPr pPrChange
        pPrDefault pStyle pageBreakBefore panose1 paperSrc permEnd permStart personal personalCompose personalReply
        pgBorders pgMar pgNum pgNumType pgSz picture pict pitch pixelsPerInch placeholder pos position
        printBodyTextBeforeHeader printColBlack printFormsData printFractionalCharacterWidth printPostScriptOverText
        printTwoOnOne printerSettings proofErr proofState ptab qFormat query r rFonts rPr rPrChange rPrDefault
        rStyle readModeInkLockDown recipientData recipients relyOnVML removeDateAndTime removePersonalInformation
        result revisionView richText right rsid rsidR rsidRoot rsids rt rtl rtlGutter ruby rubyAlign rubyBase
        rubyPr saveFormsData saveInvalidXml savePreviewPicture saveSmartTagsAsXml saveSubsetFonts
        saveThroughXslt saveXmlDataOnly scrollbar sdt sdtContent sdtEndPr sdtPr sectPr sectPrChange
        selectFldWithFirstOrLastChar semiHidden separator settings shadow shapeDefaults shapeLayoutLikeWW8 shd
        showBreaksInFrames showEnvelope showXMLTags showingPlcHdr sig size sizeAuto smallCaps smartTag smartTagPr
        smartTagType snapToGrid softHyphen sourceFileName spaceForUL spacing specVanish
        splitPgBreakAndParaMark src start startOverride statusText storeMappedDataAs strictFirstAndLastChars strike
        style styleLink styleLockQFSet styleLockTheme stylePaneFormatFilter stylePaneSortMethod styles subDoc
        subFontBySize suff summaryLength suppressAutoHyphens suppressBottomSpacing suppressLineNumbers
        suppressOverlap suppressSpBfAfterPgBrk suppressSpacingAtTopOfPage suppressTopSpacing suppressTopSpacingWP
        swapBordersFacingPages sym sz szCs t tab tabIndex table tabs tag targetScreenSz tbl tblBorders tblCaption
        tblCellMar tblCellSpacing tblDescription tblGrid tblGridChange tblHeader tblInd tblLayout tblLook tblOverlap
        tblPr tblPrChange tblPrEx tblPrExChange tblStyle tblStyleColBandSize tblStylePr tblStyleRowBandSize tblW
        tblpPr tc tcBorders tcFitText tcMar tcPr tcPrChange tcW temporary text textAlignment textDirection
        textInput textboxTightWrap themeFontLang titlePg title tl2br tmpl top topLinePunct tr tr2bl trHeight trPr
        trPrChange trackRevisions truncateFontHeightsLikeWP6 txbxContent type types u udl uiCompat97To2003
        uiPriority ulTrailSpace underlineTabInNumList unhideWhenUsed uniqueTag updateFields useAltKinsokuLineBreakRules
        useAnsiKerningPairs useFELayout useNormalStyleForList usePrinterMetrics useSingleBorderforContiguousCells
        useWord2002TableStyleRules useWord97LineBreakRules useXSLTWhenSaving vAlign vMerge vanish vertAlign view
        viewMergedData w w15 wAfter wBefore webHidden webSettings widowControl wordWrap wpJustification
        wpSpaceWidth wrapTrailSpaces writeProtection yearLong yearShort zoom
        """,
    "we": """
        alpha appearance bevel bevelB bevelT camera chartTrackingRefBased checkbox checked checkedState cntxtAlts
        collapsed color commentEx commentExNG commentExtensible commentId commentsEx commentsExtensible commentsIds
        conflictDel conflictIns conflictMode contourClr creationId custDash customXmlConflictDelRangeEnd
        customXmlConflictDelRangeStart customXmlConflictInsRangeEnd customXmlConflictInsRangeStart
        dataBinding defaultImageDpi discardImageEditingData docId docPartObj ds enableOpenTypeKerning
        entityPicker extrusionClr fillToRect footnoteColumns glow gradFill gs gsLst hueMod hueOff hue lightRig lin
        ligatures lum lumMod lumOff miter noFill numForm numSpacing path people person presenceInfo
        prstDash props3d reflection repeatingSection repeatingSectionItem rot round sat satMod satOff scene3d
        schemeClr sectionTitle sdtAppearance shade shadow solidFill srgbClr styleSet stylisticSets symEx tileRect
        tint uncheckedState webExtensionCreated webExtensionLinked textFill textOutline doNotAllowInsertDeleteSection
        allowInsertDeleteSection persistentDocumentId extLst ext cex contentPart
        """,
    "wp": """
        align anchor bg bodyPr cNvCnPr cNvContentPartPr cNvFrPr cNvGraphicFramePr cNvGrpSpPr cNvPr cNvSpPr
        contentPart docPr effectExtent ext extLst extent graphicFrame grpSp grpSpPr inline lineTo linkedTxbx
        nvContentPartPr pctHeight pctPosHOffset pctPosVOffset pctWidth posOffset positionH positionV simplePos
        sizeRelH sizeRelV spPr start style txbx txbxContent wgp whole wpc wrapNone wrapPolygon wrapSquare
        wrapThrough wrapTight wrapTopAndBottom wsp xfrm
        """,
    "a": """
        accent1 accent2 accent3 accent4 accent5 accent6 ahLst ahPolar ahXY alpha alphaBiLevel alphaCeiling alphaFloor
        alphaInv alphaMod alphaModFix alphaOff alphaOutset alphaRepl arcTo artisticBlur artisticGlass avLst
        backdrop backgroundMark backgroundRemoval bevel bevelB bevelT bgClr biLevel blend blip blipFill blue blueMod
        blueOff blur bodyPr bottom br brightnessContrast buAutoNum buBlip buChar buClr buClrTx buFont buFontTx buNone
        buSzPct buSzPts buSzTx camera cNvCnPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr chExt chOff chart
        close clrChange clrFrom clrRepl clrTo colorTemperature comp compatExt cont contourClr creationId cs
        cubicBezTo custClr custDash custGeom cxn cxnLst cxnSp darkenCrush dash decorative defPPr defRPr designElem
        ds duotone ea effect effectDag effectLst effectRef end endCxn endParaRPr ext extLst extrusionClr fill
        fillOverlay fillRect fillRef fillToRect flatTx fld fontRef foregroundMark fgClr gamma gd gdLst glow gradFill
        graphic graphicData graphicFrame graphicFrameLocks gray grayscl green greenMod greenOff gridCol grpFill grpSp
        grpSpLocks grpSpPr gs gsLst headEnd header hiddenEffects hiddenFill hiddenLine hiddenScene3d hiddenSp3d
        highlight hlinkClick hlinkHover hlinkMouseOver hlinkClr hsl hslClr hue hueMod hueOff imgEffect imgLayer
        imgProps innerShdw inv invGamma lastClr latin lightRig lin ln lnB lnBlToTr lnDef lnL lnR lnRef lnSpc lnT
        lnTlToBr lnTo lockedCanvas lstStyle lum lumMod lumOff lvl1pPr lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr
        lvl7pPr lvl8pPr lvl9pPr miter moveTo noAutofit noFill norm normAutofit nvCxnSpPr nvGraphicFramePr
        nvGrpSpPr nvPicPr nvSpPr off outerShdw overrideClrMapping p pPr path pathLst pattFill pic picLocks pos
        presetShadow prstClr prstDash prstGeom prstShdw prstTxWarp pt quadBezTo r rPr rect red redMod redOff
        reflection relOff relIds right rot round rtl sat satMod satOff saturation scene3d schemeClr scrgbClr shade
        shadowObscured shapeProps sharpenSoften sketchLocks softEdge solidFill sp sp3d spAutoFit spLocks spPr
        spcAft spcBef spcPct spcPts srcRect srgbClr st start stCxn stretch style sx svgBlip sym sysClr t tab tabLst
        tableStyleId tailEnd tbl tblGrid tblPr tc tcPr text textNoShape tile tileRect tint tl tr top txBody txSp
        uFill uFillTx uLn uLnTx up useLocalDpi useSpRect wavAudioFile xfrm xfrmType
        classification scriptLink
        """,
    "m": """
        acc accPr aln alnScr argPr argSz bar barPr baseJc begChr borderBox borderBoxPr box boxPr brk brkBin
        brkBinSub cGp cGpRule cSp chr count ctrlPr d dPr defJc deg degHide den diff dispDef e endChr eqArr eqArrPr f
        fName fPr func funcPr groupChr groupChrPr grow hideBot hideLeft hideRight hideTop interSp intLim intraSp jc
        lMargin lim limLoc limLow limLowPr limUpp limUppPr lit m mPr mathFont mathPr maxDist mc mcJc mcPr mcs
        mr nary naryLim naryPr noBreak nor num oMath oMathPara oMathParaPr objDist opEmu phant phantPr plcHide pos
        postSp preSp r rMargin rPr rSp rSpRule rad radPr sPre sPrePr sSub sSubPr sSubSup sSubSupPr sSup sSupPr scr
        sepChr shp show smallFrac sty strikeBLTR strikeH strikeTLBR strikeV sub subHide sup supHide t transp type
        vertJc wrapIndent wrapRight zeroAsc zeroDesc zeroWid
        """,
    "v": """
        ClientData FieldCodes LinkType LockedField OLEObject arc anchorlock background borderbottom borderleft
        borderright bordertop bottom callout clippath colormenu colormru column complex curve diagram entry
        equationxml extrusion f fill formulas group h handles idmap image imagedata ink iscomment left line lock oval
        path polyline proxy r rect regrouptable rel relationtable right roundrect rules shadow shape shapedefaults
        shapelayout shapetype signatureline skew stroke textbox textdata textpath top wrap
        """,
    "mc": "AlternateContent Choice Fallback",
    "sl": "schema schemaLibrary",
}
ELEMENTS = {group: frozenset(names.split()) for group, names in _ELEMENTS.items()}
"""The elements by group. What stands inside any other is nothing that a program shows."""

ATTRIBUTES = frozenset(
    """
    AutoUpdate Colors DrawAspect ID Ignorable MustUnderstand ObjectID ObjectType PreserveAttributes
    PreserveElements ProcessContent ProgID Requires ShapeID Type UpdateMode abstractNumId accent1 accent2
    accent3 accent4 accent5 accent6 action addlxml adj after afterAutospacing afterLines alg algIdExt algIdExtSource
    algn algorithmName alignment allStyles allowComments allowincell allowOverlap allowoverlap
    allowPng alt alternateStyleNames althref amt anchor anchorCtr anchorId anchorx anchory ang angle annotation
    appName arcsize arrowok ascii asciiTheme aspectratio author autoFormat autoformat autolayout autorotationcenter
    b baseline before beforeAutospacing beforeLines behindDoc bg1 bg2 bIns bidi bilevel blacklevel blip blend
    blurRad bmk borderbottomcolor borderleftcolor borderrightcolor bordertopcolor bottom bottomFromText brightness
    bright bright1 builtInUnit bullet button bwMode bwmode bwnormal bwpure bx by cap chapSep chapStyle char charSpace
    charset checkStyle chOrder chromakey class classid clear clearFormatting clip clipowner cmpd cmd code codes color
    color2 colFirst colLast colormode colors column combine combineBrackets comments compatLnSpc complex
    connectangles connectlocs connectloc connectortype connecttype contact contourW contextualAlternates
    contrast contentLocked control1 control2 coordorigin coordsize count countBy crashSave croppingmode
    cropbottom cropleft cropping cropright croptop crypt cryptAlgorithmClass cryptAlgorithmSid cryptAlgorithmType
    cryptProvider cryptProviderType cryptProviderTypeExt cryptProviderTypeExtSource cryptSpinCount cs csb0 csb1
    cstate cstheme customStyle customStyles cx cy dashstyle data date dateUtc dark defLockedState defQFormat
    defSemiHidden defUIPriority defUnhideWhenUsed default descr description dest destination detectmouseclick
    dfmla1 dgmbasetextscale dgmfontsize dgmlayout dgmlayoutmru dgmnodekind dgmscalex dgmscaley dgmstyle
    diffusity dir directFormattingOnNumbering directFormattingOnParagraphs directFormattingOnRuns
    directFormattingOnTables dirty displacedByCustomXml display displayText dist distance distB distL distR distT
    divId dllVersion dm docLocation done doubleclicknotify dpi drawingPos drop dropCap durableId durableID
    dxaOrig dxfId dyaOrig dz eachTime eastAsia eastAsiaTheme ed edGrp edge edited editId element embed embosscolor
    enableLook endA endAngle endangle endarrow endarrowlength endarrowwidth endcap endPos enforcement eqn equalWidth
    exact ext extrusionok extrusioncolor face fact fadeDir filename fill fillcolor filled fillok fill1 firstColumn
    firstLine firstLineChars firstRow firstRowFirstColumn firstRowLastColumn fitpath fitshape fldCharType
    fldLock flip flipH flipV fLocksText fLocksWithSheet fmla fmt focus focusposition focussize followedHyperlink
    font fontKey footer forceAA forceDash foredepth format formatting formula formulas forcedash fov frame from
    fromWordArt fullDate g gain gamma gDefault gdRefAng gdRefR gdRefX gdRefY gfxdata gradientshapeok grad grammar
    grayscale grouping gutter h hAnchor hAnsi hAnsiTheme hRule hSpace hanging hangingChars hangingPunct hash
    hashValue hd header headingStyles hidden highlightClick hint history hl horzAnchor horzBanding horzOverflow
    how hR hr hralign href hrnoshade hrpct hrstd hue hyperlink i iLevel id idcntr iddest idref idsrc idx ilvl image
    imageid images initials initinvalid inkAnnotations inset insetmode insetpen insetpenok insDel instr
    invalidEndChars invalidStartChars invx invy isComment issignatureline joinstyle kern kx ky l lIns label
    lang lastClr lastColumn lastIdx lastRow lastRowFirstColumn lastRowLastColumn lastrender lat
    latentStyles latinLnBrk layoutInCell leader left leftChars leftFromText legacy legacyIndent legacySpace len
    length lengthspecified lightface lightharsh lightlevel lightposition lim limo limobottom limoleft limoright
    limotop line linePitch lineRule linestyle link lmr lo locked lon ls ltxid lum lvl lvlTxtId
    macroName manifestLocation map marB marL marR marT marL1 markup master maxFontSize maxR maxX maxY method
    metal minFontSize minR minSz minusx minusy minver minX minY mod movie multiLine name namespaceuri
    new noAdjustHandles noBar noChangeArrowheads noChangeAspect noChangeShapeType noCrop noDrilldown noEditPoints noGrp
    noHBand noLabel noLineBreaksAfter noMove noResize noRot noSelect noTextEdit noUngrp noVBand normalizeH not
    num numCol numFmt numId numPicBulletId numPos numSpacing numberingStyles obscured offset offset2 offsetFrom ole
    oleicon on oned onmouseover opacity opacity2 orient orientation orientationangle origin original other
    others outlineLevel parTxLTRAlign paraId paraIdParent paraIdParent path pathEditMode percent pitchFamily plane
    pos position ppr preferrelative prefixMappings presId print prompt prst prstMaterial providerId
    pt1 pt2 ptType qFormat qs qsCatId qsTypeId quotelevel r radial rad radiusrange rAng recolor recolortarget
    recommended rectLeft ref relativeFrom relativeHeight relativeTo render requireRoot res rev reverse rFonts rig
    right rightChars rightFromText rIns rot rotate rotatedBoundingBox rotation rotationangle rotWithShape round rsidDel
    rsidP rsidR rsidRDefault rsidRPr rsidSect rsidTr rtl rtlCol salt saltValue sat sdtdatahash schema schemaLocation
    script scaled schemaRef sdtLocked semiHidden sep setEnvelope shadedelayed shadowcolor shadowok shape
    shapes shapetype shift shininess show showsigndate side sigid signinginstructions signinginstructionsset
    simplePos size skewamt skewangle skipColumns smallFrac smtClean space spacing spans spc spcCol
    spcFirstLastPara spelling specularity spid spidmax spinCount spinMethod spokes spt src srcId srcOrd st stA
    stAng stPos start startA startAngle startangle startarrow startarrowlength startarrowwidth storeItemID
    storeItemChecksum strike string stroke strokecolor stroked strokeok strokeweight style styleId stylesInUse sp swAng
    suggestedsigner suggestedsigner2 suggestedsigneremail switch sx sy sz t t1 t2 tIns tblpX tblpXSpec tblpY tblpYSpec
    tableStyles tableparms tablelimits tabIndex target tentative text textId textboxrect textpathok tgtFrame
    thickness themeColor themeFill themeFillShade themeFillTint themeShade themeTint threshold tile title to
    tooltip top topFromText top3HeadingStyles topLinePunct tplc transitional trim tx txBox txbxSeq txbxStory type
    u uiPriority unhideWhenUsed up upright upc updateFields uri url url0 usb0 usb1 usb2 usb3 useDef
    useMargins useShapeRect usrNm userHidden userdrawn userId v vAnchor vSpace val value vendorID verAlign version
    vert vertAnchor vertBanding vertOverflow vertCompress vert verticies viewpoint viewpointorigin visibleStyles
    visible w wR web weight when wrap wrapText wrapcoords wrapstyle x xAlign xpath xrange xscale y yAlign
    yAng yrange z zOrder first old restartNumberingAfterBreak regroupid
    """.split()
)
"""The attributes of all groups; their values are judged one by one."""

WORDS = frozenset(
    """
    accent1 accent2 accent3 accent4 accent5 accent6 accentBar1 access acronym actual add after aiueo aiueoFullWidth
    all allLines allPages allowed alternate always and any append apples arabicAbjad arabicAlpha arabicFullWidth
    archedScallops around artDeco ascii aswt atLeast attachment auto autofit automatic autosize b babyPacifier
    babyRattle background1 background2 backslant background bahtText balloons3Colors band1Horz band1Vert band2Horz
    band2Vert bar barH barV baseline basicBlackDashes basicBlackDots basicBlackSquares basicThinLines
    basicWhiteDashes basicWhiteDots basicWhiteSquares basicWideInline basicWideMidline basicWideOutline bats
    bbPlcHdr before begin behind below bestFit between bg1 bg2 bigger binary birds birdsFlight bl black blackTextAndLines
    blackWhite blinkBackground blue both bothSides bottom bottomMargin bottomPinned box br btLr bullet button
    cabins cakeSlice canCross candyCorn cardinalText ctr caution celticKnotwork center centerAlign centerGroup
    certificateBanner chainLink champagneBottle character checkbox checkedBarBlack checkedBarColor checkered
    chicago chineseCounting chineseCountingThousand chineseLegalSimplified chosung christmasTree circ circle circlesLines
    circlesRectangles circleNumDbPlain classicalWave clear clip clippath clocks cm collapsed colon color column
    comma comments commentPr common compass complex compressPunctuation compressPunctuationAndJapaneseKana confetti
    confettiGrays confettiOutline confettiStreamers confettiWhite contentLocked content continue continuous
    control cornerTriangles couponCutoutDashes couponCutoutDots coverPg crazyMaze creaturesButterfly
    creaturesFish creaturesInsects creaturesLadyBug cross crossStitch cs ctr cubicBezTo cup current currentPage
    custAutoTxt custBib custCoverPg custEq custFtrs custHdrs custPgNum custPgNumB custPgNumMargins custPgNumT
    custQuickParts custTblOfContents custTbls custTxtBox custWatermarks custom custom1 custom2 custom3 custom4 custom5
    customStyle customUi customXml cyan cycle dark dark1 dark2 darkBlue darkCyan darkGray darkGreen darkMagenta
    darkRed darkYellow dash dashDot dashDotDotHeavy dashDotHeavy dashDotStroked dashSmallGap dashed dashedHeavy
    dashLong dashLongHeavy database date dateTime day dbcs dbl decagramm deci decimal decimalEnclosedCircle
    decimalEnclosedCircleChinese decimalEnclosedFullstop decimalEnclosedParen decimalFullWidth
    decimalFullWidth2 decimalHalfWidth decimalZero decorated decoArch decoArchColor decoBlocks decorative default
    deg delete diagCross diagStripe diamond diamondsGray dir dispBefore distribute distributeAllLines
    distributeLetter distributeSpace dk1 dk2 dkBlue docEnd docPartBody docParts document doNotCompress dot dotDash
    dotDashHeavy dotDotDash dotDotDashHeavy dotted dottedHeavy double doubleAccept doubleD doubleDiamonds
    doubleWave down drawing dropCap drop dxa earth1 earth2 eastAsia eclipsingSquares1 eclipsingSquares2 edit
    eggsBlack eight element emboss embed empty en encrypted end endOfDocument engrave eq eqs evenOdd
    even evenPage everyone exact exactly expand extrudeOk fan false far fax field fill film first firstCol
    firecrackers firstColumn firstNumber firstRow fixed fixedHeight flat flowersBlockPrint flowersDaisies flowersModern1
    flowersModern2 flowersPansy flowersRedRose flowersRoses flowersTeacup flowersTiny fld floor floating folHlink
    followedHyperlink font footer footers footnote form formLetters forms frac fraktur frame fromFont front ftrs full
    fullPage funky gems gingerbreadMan gradient gradientCenter gradientRadial gradientUnscaled gray graySpan green gregorian
    gregorianArabic gregorianMeFrench gregorianUs gregorianXlitEnglish gregorianXlitFrench grouped guid gutter
    hairline halfAbove halfBelow halfPlus hand handmade1 handmade2 hard hasFooter hdrs heading heavy hebrew hebrew1
    hebrew2 heebieJeebies hex hidden high hijri hindiConsonants hindiCounting hindiNumbers hindiVowels
    hlink holly hor horz horizontal hostClient house hundred hypotrochoid hyperlink hyphen iTunes iceCreamCones
    icon ideographDigital ideographEnclosedCircle ideographLegalTraditional ideographTraditional
    ideographZodiac ideographZodiacTraditional ignore image in inFront inMargin inches inFlow inline insertBlank inner inset
    inside insideMargin inst inverseGray invalid ipa iroha irohaFullWidth isometric issue italic
    japan japaneseCounting japaneseDigitalTenThousand japaneseLegal jc jumpTo justify kanji keepTogether
    koreaCounting koreanCounting koreanDigital koreanDigital2 koreanLegal landscape lanczos large largest last
    lastCol lastColumn lastRow leaveBlank left leftMargin legal letter lgConfetti lgCheck lgGrid light light1
    light2 lightBulb lightGray lightning1 lightning2 lighten lightYellow lin line lines linesAndChars linear
    linearSigma list lnNum long loose low lowKashida lower lowerLetter lowerRoman lr lrTb lrTbV
    lt1 lt2 ltr luminance magenta mailingLabels manual maple mapPins margin margins marquee master match max
    med medium mediumGray mediumKashida melt memo middle middleDot min minMax minor minorAscii minorBidi
    minorEastAsia minorHAnsi major majorAscii majorBidi majorEastAsia majorHAnsi miter mix mm mongolianVert
    month moonsAndMore mosaic move moveTo moviesTickets multi multilevel multiply musicNotes mw name native natural
    navy near neCell never new newspaper next nextColumn nextPage nextTo nil no noControl noEmboss noHeight
    noLayout nobreak none noncontinuous nonzero normal northwest notBeside notFirst notUsed nothing nt
    null num number numberInDash numeric nwCell objects obj oddAndEvenPages oddPage odd offset ok on one oneThird opaque
    orange ordinal ordinalText origin original other outLine outline outset outside outsideMargin oval over
    overflow ovals overlap own packages page pageNumber palmsBlack palmsColor paperClips papyrus paragraph
    parent parentLines partyFavor partyGlass path pattern pct pencils people peopleHats peopleWaving perspective pg
    pgNum pgNumB pgNumMargins pgNumT phonetic picture pinned placeholder plain pm plus poinsettias point portrait
    postageStamp postfix pounds preCell predecessor preserve presentation prev previous print printerAuto pt pumpkin1 purple
    pushPinNote1 pushPinNote2 pyramids pyramidsAbove quadrants query r radial raised rand readOnly rect rectFit
    red regular relative repeat repeatX repeatY rest restart return right rightMargin ring rings ripple rl roman
    round rows rounded roundedFlat safari saka savon sawtooth sawtoothGray scaled scaredCat schoolbook script seCell
    seattle section sectionEnd segments selected semiBold separate separator shadow shadowedSquares shape
    sharksTeeth shorebirdTracks short sienna silver similarity simplePos single singleLevel singleLine six size
    skyrocket slanted small smaller smart smooth snap snowflakeFancy snowflakes sng sombrero solid south
    southwest space square standard stars stars3d starsBlack starsShadowed starsTop start startDoc staticText
    stop straight strikeThrough style stylish sub subscript successive sun superscript swCell swirligig swiss sxsw
    sym t taiwan taiwanCounting taiwanCountingThousand taiwanDigital table tall tb tblOfContents
    tbRl tbRlV teal ten text text1 text2 textBox textFile textPath texture thai thaiCounting
    thaiLetters thaiNumbers thick thickBetweenThin thickBetweenThinLarge thickBetweenThinSmall thickBottom thickThin
    thickThinLargeGap thickThinMediumGap thickThinSmallGap thickTop thin thinDiagStripe thinLine thinThick
    thinThickLargeGap thinThickMediumGap thinThickSmallGap thinThickThinLargeGap thinThickThinMediumGap
    thinThickThinSmallGap thinThin threeDEmboss threeDEngrave through tight tile tiled times title tl tlbr together
    top topAndBottom topLinePunct topMargin topPinned torn tornEdges tr trackedChanges transitional transparent trees
    trellis triangle triangleCircle1 triangleCircle2 triangleParty triangles tribal1 tribal2 tribal3 tribal4 tribal5
    tribal6 triple true turkishText tx1 tx2 twistedLines1 twistedLines2 txt txtBox two twoAbove umalqura
    under underscore undOvr underOver unchecked unit unlocked unlockedRow up upper upperLetter upperRoman upright user
    useTextFormat v vert vert270 vertical view vietnameseCounting vine viewpoint visible w wall watermarks waveline wave wavyDouble
    wavyHeavy waveStroke weavingAngles weavingBraid weavingRibbon weavingStrips web wedge wheel white
    whiteFlowers whiteTextAndLines wholeTable window windowText winter woodwork words wordWrap wrap x xIllusions yellow
    zanyTriangles zero zigZag zigZagStitch
    accept antialias aqua bar base blackAndWhite brown buttonFace buttonShadow char classic columns crimson csIds dir
    direct discrete dist doc fuchsia gold h8 highlight highlightText infoBackground infoText inkAnnotations indigo ivory
    khaki lime locked maroon menu olive partial phColor pink plum sdtContentLocked sdtLocked contentOnly silver
    sysDash sysDashDot sysDashDotDot sysDot lgDash lgDashDot lgDashDotDot dkHorz dkVert dkDnDiag dkUpDiag ltHorz ltVert
    ltDnDiag ltUpDiag tan thistle tomato turquoise violet wheat threeDFace arrow block classic diamond oval
    rotate rtl legacyPerspectiveFront orthographicFront perspectiveFront threePt flood sunset balanced soft warmMatte
    dkEdge powder plastic metal matte clear softEdge hardEdge relaxedInset convex coolSlant angle artDeco riblet divot
    sysClr window bmk topLine textPlain textNoShape square tight through topAndBottom lastClr sp
    bwd fwd group gradientLinear historical historicalDiscretional contextual contextualDiscretional
    contextualHistorical contextualHistoricalDiscretional discretional standardContextual standardDiscretional
    standardHistorical standardContextualDiscretional standardContextualHistorical
    standardHistoricalDiscretional tabular proportional oldStyle lining ctrLst
    nfd sigma linkedToFile screen email hqprint useLocalDpi gray inverseGray ltGray lightGrayscale highContrast
    blackTextAndLines undrawn can child none single sng elbow curve rel arrow tbRlV
    Embed Link Content Icon Always OnCall Bitmap EnhancedMetaFile Picture OnDemand Print Note Pict
    attachTo commentPr AutoUpdate dontEdit trackChanges readOnly maintain manually
    editors administrators contributors owners
    minutes hours name spreadsheet odbc odso native email catalog envelopes
    textFrame bordersAbove fullDate
    pageBottom beneathText sectEnd docEnd eachSect eachPage clean dirty none print outline masterPages normal web
    newDocument printer notSpecified eMail underDot round square angle curly distribute numTab highKashida
    lowKashida thaiDistribute clear start end decimal num dot hyphen underscore heavy middleDot page column
    textWrapping margin indent newPage newSection front back firstPage notFirstPage period colon emDash enDash
    snapToChars continuationSeparator continuationNotice separator korea cont rest tb rlV lrV tbV tbLrV rl lr
    variable modern swiss roman hybridMultilevel multilevel singleLevel majorEastAsia cols p pg autoExp toolbar
    speller formFld autoTxt bib above left autoText currentTime currentDate calculated rightVertical inline super
    readOnly rsaAES rsaFull typeAny hash priority type textFit firstAndLastLine firstLineOnly lastLineOnly
    horzStripe vertStripe reverseDiagStripe horzCross thinHorzStripe thinVertStripe thinReverseDiagStripe
    thinHorzCross thinDiagCross spellStart spellEnd gramStart gramEnd russianLower russianUpper ganada hindiNumbers
    rnd sq thickThin thinThick tri just dist wordArtVert eaVert wordArtVertRtl ellipsis norm lightenLess darken
    darkenLess mult xy sib tree stealth sm lg clr invGray grayWhite blackGray major minor balanced brightRoom chilly
    contrasting freezing glow harsh legacyFlat1 legacyFlat2 legacyFlat3 legacyFlat4 legacyNormal1 legacyNormal2
    legacyNormal3 legacyNormal4 legacyHarsh1 legacyHarsh2 legacyHarsh3 legacyHarsh4 morning sunrise twoPt
    legacyMatte legacyPlastic legacyMetal legacyWireframe translucentPowder clear softmetal dkEdge
    longdash longdashdot longdashdotdot shortdash shortdot shortdashdot shortdashdotdot dashdot longDash
    thinthin thinthick thickthin thickbetweenthin gradientradial gradientunscaled backwardCompatible curved
    arc callout connector shaperelative drawingrelative topleft topright bottomleft bottomright topLeft topRight
    bottomLeft bottomRight subSup undOvr skw noBar centered bot numbering
    double-struck sans-serif monospace bi i b pct5 pct10 pct12 pct15 pct20 pct25 pct30 pct35 pct37 pct40 pct45
    pct50 pct55 pct60 pct62 pct65 pct70 pct75 pct80 pct85 pct87 pct90 pct95 -- -+ +- x-none
    system fareast on off lumMod lumOff phClr sysDash Text RTF HTML commentPr noChange lock unlocked msoExtrusion
    """.split()
)
"""The words that switches of these formats are set to, all of them together."""
