"""The names of OpenDocument that occur in spreadsheets (ODF 1.3 part 3, schema), and whose text others read.

A name that stands here is read by a reader of this folder or carries nothing of its own; the text of every other
element and attribute is recovered as it stands, see `sieve`.
"""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_EXPERIMENTAL = "urn:openoffice:names:experimental:"
NAMESPACES = {
    f"{_OASIS}office:1.0": "office",
    f"{_OASIS}meta:1.0": "meta",
    f"{_OASIS}config:1.0": "config",
    f"{_OASIS}text:1.0": "text",
    f"{_OASIS}table:1.0": "table",
    f"{_OASIS}drawing:1.0": "draw",
    f"{_OASIS}dr3d:1.0": "dr3d",
    f"{_OASIS}chart:1.0": "chart",
    f"{_OASIS}form:1.0": "form",
    f"{_OASIS}script:1.0": "script",
    f"{_OASIS}style:1.0": "style",
    f"{_OASIS}datastyle:1.0": "number",
    f"{_OASIS}svg-compatible:1.0": "svg",
    f"{_OASIS}xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}presentation:1.0": "presentation",
    f"{_OASIS}smil-compatible:1.0": "smil",
    f"{_OASIS}database:1.0": "db",
    f"{_OASIS}animation:1.0": "anim",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1999/XSL/Format": "fo",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/2001/SMIL20": "smil",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1998/Math/MathML": "math",
    "http://www.w3.org/2003/g/data-view#": "grddl",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    f"{_EXPERIMENTAL}ooo-ms-interop:xmlns:field:1.0": "field",
    f"{_EXPERIMENTAL}ooxml-odf-interop:xmlns:form:1.0": "formx",
    "http://openoffice.org/2004/office": "ooo",
    "http://openoffice.org/2005/report": "rpt",
    "http://openoffice.org/2009/office": "officeooo",
    "http://openoffice.org/2009/table": "tableooo",
    "http://openoffice.org/2010/chart": "chartooo",
    "http://openoffice.org/2010/draw": "drawooo",
    "http://openoffice.org/2000/script": "module",
    "http://www.w3.org/TR/css3-text/": "css3t",
    "http://www.gnumeric.org/odf-extension/1.0": "gnm",
    "http://www.koffice.org/2005/": "koffice",
    "http://www.calligra.org/2005/": "calligra",
}
"""The prefix that stands for each namespace here, whatever a document calls it."""
EXTENSIONS = frozenset(
    {
        "calcext",
        "loext",
        "field",
        "formx",
        "rpt",
        "officeooo",
        "tableooo",
        "chartooo",
        "drawooo",
        "css3t",
        "presentation",
        "gnm",
        "koffice",
        "calligra",
    }
)
"""Namespaces of programs: their attributes are not listed, the values are looked at."""

_ELEMENTS = {
    "calcext": (
        "color-scale color-scale-entry condition conditional-format conditional-formats data-bar date-is "
        "formatting-entry icon-set sparkline sparkline-group sparkline-groups sparklines"
    ),
    "chartooo": "coordinate-region",
    "chart": (
        "axis categories chart coordinate-region data-label data-point date-scale domain equation "
        "error-indicator floor footer grid label-separator legend mean-value plot-area regression-curve "
        "series stock-gain-marker stock-loss-marker stock-range-line subtitle symbol-image title wall"
    ),
    "config": "config-item config-item-map-entry config-item-map-indexed config-item-map-named config-item-set",
    "dc": "creator date description language subject title",
    "dr3d": "cube extrude light rotate scene sphere",
    "draw": (
        "a applet area-circle area-polygon area-rectangle caption circle connector contour-path "
        "contour-polygon control custom-shape ellipse enhanced-geometry equation fill-image floating-frame "
        "frame g glue-point gradient handle hatch image image-map layer layer-set line marker measure "
        "object object-ole opacity page page-thumbnail param path plugin polygon polyline rect "
        "regular-polygon stroke-dash text-box"
    ),
    "field": "fieldmark fieldmark-end fieldmark-start param",
    "form": (
        "button checkbox column combobox connection-resource date file fixed-text form formatted-text frame "
        "generic-control grid hidden image image-frame item list-property list-value listbox number option "
        "password properties property radio text textarea time value-range"
    ),
    "loext": (
        "color-scale-entry complex-color data-pilot-grand-total fill-character gradient-stop "
        "graphic-properties opacity-stop p table-protection text theme theme-color theme-colors "
        "transformation"
    ),
    "math": "math",
    "module": "module",
    "ooo": "libraries library-embedded library-linked module source-code",
    "meta": (
        "auto-reload creation-date date-string document-statistic editing-cycles editing-duration generator "
        "hyperlink-behaviour initial-creator keyword print-date printed-by template user-defined"
    ),
    "number": (
        "am-pm boolean boolean-style currency-style currency-symbol date-style day day-of-week "
        "embedded-text era fill-character fraction hours minutes month number number-style percentage-style "
        "quarter scientific-number seconds text text-content text-style time-style week-of-year year"
    ),
    "office": (
        "annotation annotation-end automatic-styles binary-data body change-info chart dde-source document "
        "document-content document-meta document-settings document-styles event-listeners font-face-decls "
        "forms master-styles meta script scripts settings spreadsheet styles"
    ),
    "script": "event-listener",
    "style": (
        "background-image chart-properties column column-sep columns default-page-layout default-style "
        "drawing-page-properties drop-cap font-face footer footer-first footer-left footer-style "
        "footnote-sep graphic-properties handout-master header header-first header-footer-properties "
        "header-left header-style list-level-label-alignment list-level-properties map master-page "
        "page-layout page-layout-properties paragraph-properties presentation-page-layout region-center "
        "region-left region-right ruby-properties section-properties style tab-stop tab-stops "
        "table-cell-properties table-column-properties table-properties table-row-properties "
        "text-properties"
    ),
    "svg": (
        "definition-src desc font-face-format font-face-name font-face-src font-face-uri linearGradient "
        "radialGradient stop title"
    ),
    "table": (
        "background body calculation-settings cell-address cell-content-change cell-content-deletion "
        "cell-range-source change-deletion change-track-table-cell consolidation content-validation "
        "content-validations covered-table-cell cut-offs data-pilot-display-info data-pilot-field "
        "data-pilot-field-reference data-pilot-group data-pilot-group-member data-pilot-groups "
        "data-pilot-layout-info data-pilot-level data-pilot-member data-pilot-members data-pilot-sort-info "
        "data-pilot-subtotal data-pilot-subtotals data-pilot-table data-pilot-tables database-range "
        "database-ranges database-source-query database-source-sql database-source-table dde-link dde-links "
        "deletion deletions dependencies dependency desc detective error-macro error-message even-columns "
        "even-rows filter filter-and filter-condition filter-or filter-set-item first-column first-row "
        "help-message highlighted-range insertion insertion-cut-off iteration label-range label-ranges "
        "last-column last-row movement movement-cut-off named-expression named-expressions named-range "
        "null-date odd-columns odd-rows operation previous scenario shapes sort sort-by sort-groups "
        "source-cell-range source-range-address source-service subtotal-field subtotal-rule subtotal-rules "
        "table table-cell table-column table-column-group table-columns table-header-columns "
        "table-header-rows table-protection table-row table-row-group table-rows table-source "
        "table-template target-range-address title tracked-changes"
    ),
    "text": (
        "a author-initials author-name bibliography-configuration bookmark bookmark-end bookmark-start "
        "creation-date creation-time creator date description editing-cycles editing-duration file-name h "
        "initial-creator keywords line-break linenumbering-configuration list list-header list-item "
        "list-level-style-bullet list-level-style-image list-level-style-number list-style "
        "modification-date modification-time notes-configuration number outline-level-style outline-style p "
        "page-count page-number print-date print-time printed-by ruby ruby-base s sheet-name "
        "soft-page-break sort-key span subject tab time title"
    ),
}
_ATTRIBUTES = {
    "chart": (
        "angle-offset attached-axis auto-position auto-size automatic-content axis-label-position "
        "axis-position class column-mapping connect-bars data-label-number data-label-symbol "
        "data-label-text data-source-has-labels deep dimension display-equation display-label "
        "display-r-square error-category error-lower-indicator error-lower-limit error-lower-range "
        "error-margin error-percentage error-upper-indicator error-upper-limit error-upper-range gap-width "
        "group-bars-per-axis hole-size include-hidden-cells interpolation interval-major "
        "interval-minor-divisor japanese-candle-stick label-arrangement label-cell-address label-position "
        "label-position-negative legend-align legend-position lines link-data-style-to-source logarithmic "
        "maximum mean-value minimum name origin overlap percentage pie-offset regression-force-intercept "
        "regression-intercept-value regression-max-degree regression-moving-type regression-name "
        "regression-period regression-type repeated "
        "reverse-direction right-angled-axes row-mapping scale-text series-source solid-type "
        "sort-by-x-values spline-order spline-resolution stacked style-name symbol-height symbol-name "
        "symbol-type symbol-width text-overlap three-dimensional tick-mark-position tick-marks-major-inner "
        "tick-marks-major-outer tick-marks-minor-inner tick-marks-minor-outer treat-empty-cells "
        "values-cell-range-address vertical visible"
    ),
    "config": "name type",
    "dr3d": (
        "ambient-color back-scale backface-culling center close-back close-front depth diffuse-color "
        "direction distance edge-rounding edge-rounding-mode emissive-color enabled end-angle focal-length "
        "horizontal-segments lighting-mode max-edge min-edge normals-direction normals-kind projection "
        "shade-mode shadow shadow-slant shininess size specular specular-color texture-filter "
        "texture-generation-mode-x texture-generation-mode-y texture-kind texture-mode transform "
        "vertical-segments vpn vrp vup"
    ),
    "draw": (
        "align angle archive auto-grow-height auto-grow-width background-size blue border caption-angle "
        "caption-angle-type caption-escape caption-escape-direction caption-fit-line-length caption-gap "
        "caption-id caption-line-length caption-point-x caption-point-y caption-type chain-next-name "
        "class-id class-names code color color-inversion color-mode concave "
        "concentric-gradient-fill-allowed contrast control copy-of corner-radius corners cx cy data "
        "decimal-places display display-name distance dots1 dots1-length dots2 dots2-length draw-aspect end "
        "end-angle end-color end-glue-point end-guide end-intensity end-line-spacing-horizontal "
        "end-line-spacing-vertical end-shape engine enhanced-path escape-direction extrusion "
        "extrusion-allowed extrusion-brightness extrusion-color extrusion-depth extrusion-diffusion "
        "extrusion-first-light-direction extrusion-first-light-harsh extrusion-first-light-level "
        "extrusion-light-face extrusion-metal extrusion-number-of-line-segments extrusion-origin "
        "extrusion-rotation-angle extrusion-rotation-center extrusion-second-light-direction "
        "extrusion-second-light-harsh extrusion-second-light-level extrusion-shininess extrusion-skew "
        "extrusion-specularity extrusion-viewpoint fill fill-color fill-gradient-name fill-hatch-name "
        "fill-hatch-solid fill-image-height fill-image-name fill-image-ref-point fill-image-ref-point-x "
        "fill-image-ref-point-y fill-image-width filter-name fit-to-contour fit-to-size formula "
        "frame-display-border frame-display-scrollbar frame-margin-horizontal frame-margin-vertical "
        "frame-name gamma glue-point-leaving-directions glue-point-type glue-points gradient-step-count "
        "green guide-distance guide-overhang handle-mirror-horizontal handle-mirror-vertical handle-polar "
        "handle-position handle-radius-range-maximum handle-radius-range-minimum handle-range-x-maximum "
        "handle-range-x-minimum handle-range-y-maximum handle-range-y-minimum handle-switched id "
        "image-opacity kind layer line-distance line-skew luminance marker-end marker-end-center "
        "marker-end-width marker-start marker-start-center marker-start-width master-page-name may-script "
        "measure-align measure-vertical-align mime-type mirror-horizontal mirror-vertical modifiers name "
        "nav-order nohref notify-on-update-of-ranges object ole-draw-aspect opacity opacity-name "
        "page-number parallel path-stretchpoint-x path-stretchpoint-y placing points protected "
        "recreate-on-edit red rotation secondary-fill-color shadow shadow-blur shadow-color shadow-offset-x "
        "shadow-offset-y shadow-opacity shape-id sharpness show-unit start start-angle start-color "
        "start-glue-point start-guide start-intensity start-line-spacing-horizontal "
        "start-line-spacing-vertical start-shape stroke stroke-dash stroke-dash-names stroke-linejoin style "
        "style-name symbol-color text-areas text-path text-path-allowed text-path-mode "
        "text-path-same-letter-heights text-path-scale text-rotate-angle text-style-name "
        "textarea-horizontal-align textarea-vertical-align tile-repeat-offset transform type unit value "
        "visible-area-height visible-area-left visible-area-top visible-area-width "
        "wrap-influence-on-position z-index"
    ),
    "fo": (
        "background-color border border-bottom border-left border-right border-top break-after break-before "
        "clip color column-count column-gap country end-indent font-family font-size font-style "
        "font-variant font-weight height hyphenate hyphenation-keep hyphenation-ladder-count "
        "hyphenation-push-char-count hyphenation-remain-char-count keep-together keep-with-next language "
        "letter-spacing line-height margin margin-bottom margin-left margin-right margin-top max-height "
        "max-width min-height min-width orphans padding padding-bottom padding-left padding-right "
        "padding-top page-height page-width script space-after space-before start-indent text-align "
        "text-align-last text-indent text-shadow text-transform widows width wrap-option"
    ),
    "form": (
        "allow-deletes allow-inserts allow-updates apply-design-mode apply-filter auto-complete "
        "automatic-focus bound-column button-type command command-type control-implementation "
        "convert-empty-to-null current-selected current-state current-value data-field datasource "
        "default-button delay-for-repeat detail-fields disabled dropdown echo-char enctype "
        "escape-processing filter focus-on-click for id ignore-result image-align image-data image-position "
        "is-tristate label linked-cell list-linkage-type list-source list-source-type master-fields "
        "max-length max-value method min-value multi-line multiple name navigation-mode order orientation "
        "page-step-size printable property-name readonly repeat selected size source-cell-range spin-button "
        "state step-size tab-cycle tab-index tab-stop text-style-name title toggle validation value "
        "visual-effect xforms-list-source xforms-submission"
    ),
    "meta": (
        "cell-count character-count date delay draw-count frame-count image-count name "
        "non-whitespace-character-count object-count ole-object-count page-count paragraph-count row-count "
        "sentence-count syllable-count table-count value-type word-count"
    ),
    "number": (
        "automatic-order blank-exponent-digits calendar country decimal-places decimal-replacement "
        "denominator-value display-factor exponent-interval forced-exponent-sign format-source grouping "
        "language max-denominator-value max-numerator-digits min-decimal-places min-denominator-digits "
        "min-exponent-digits min-integer-digits min-numerator-digits position possessive-form "
        "rfc-language-tag script style textual transliteration-country transliteration-format "
        "transliteration-language transliteration-style truncate-on-overflow"
    ),
    "office": (
        "automatic-update boolean-value conversion-mode currency date-value dde-application dde-item "
        "dde-topic display mimetype process-content server-map string-value target-frame target-frame-name "
        "time-value value value-type version"
    ),
    "script": "event-name language macro-name",
    "style": (
        "adjustment apply-style-name auto-text-indent auto-update background-transparency base-cell-address "
        "border-line-width border-line-width-bottom border-line-width-left border-line-width-right "
        "border-line-width-top cell-protect char class color column-width condition country-asian "
        "country-complex data-style-name decimal-places default-outline-level diagonal-bl-tr "
        "diagonal-bl-tr-widths diagonal-tl-br diagonal-tl-br-widths direction display display-name distance "
        "distance-after-sep distance-before-sep dynamic-spacing editable family filter-name "
        "first-page-number flow-with-text font-adornments font-charset font-charset-asian "
        "font-charset-complex font-family-asian font-family-complex font-family-generic "
        "font-family-generic-asian font-family-generic-complex font-independent-line-spacing font-name "
        "font-name-asian font-name-complex font-pitch font-pitch-asian font-pitch-complex font-relief "
        "font-size-asian font-size-complex font-size-rel font-size-rel-asian font-size-rel-complex "
        "font-style-asian font-style-complex font-style-name font-style-name-asian font-style-name-complex "
        "font-weight-asian font-weight-complex footnote-max-height glyph-orientation-vertical height "
        "horizontal-pos horizontal-rel join-border justify-single-word language-asian language-complex "
        "layout-grid-base-height layout-grid-base-width layout-grid-color layout-grid-display "
        "layout-grid-lines layout-grid-mode layout-grid-print layout-grid-ruby-below "
        "layout-grid-ruby-height layout-grid-snap-to layout-grid-standard-mode leader-char leader-color "
        "leader-style leader-text leader-text-style leader-type leader-width legend-expansion "
        "legend-expansion-aspect-ratio length letter-kerning line-break line-height-at-least line-spacing "
        "line-style lines list-level list-style-name master-page-name may-break-between-rows min-row-height "
        "mirror name next-style-name num-format num-letter-sync num-prefix num-suffix "
        "number-wrapped-paragraphs overflow-behavior page-layout-name page-number page-usage "
        "paper-tray-name parent-style-name percentage-data-style-name position print print-content "
        "print-orientation print-page-order protect punctuation-wrap register-true "
        "register-truth-ref-style-name rel-column-width rel-height rel-width repeat repeat-content "
        "rfc-language-tag rfc-language-tag-asian rfc-language-tag-complex rotation-align rotation-angle "
        "row-height ruby-align ruby-position run-through scale-to scale-to-pages script-asian "
        "script-complex script-type shadow shrink-to-fit snap-to-layout-grid style style-name tab-color "
        "tab-stop-distance table-centering text-align-source text-autospace text-blinking text-combine "
        "text-combine-end-char text-combine-start-char text-emphasize text-line-through-color "
        "text-line-through-mode text-line-through-style text-line-through-text text-line-through-text-style "
        "text-line-through-type text-line-through-width text-outline text-overline-color text-overline-mode "
        "text-overline-style text-overline-type text-overline-width text-position text-rotation-angle "
        "text-rotation-scale text-scale text-underline-color text-underline-mode text-underline-style "
        "text-underline-type text-underline-width type use-optimal-column-width use-optimal-row-height "
        "use-window-font-color vertical-align vertical-pos vertical-rel volatile width wrap wrap-contour "
        "wrap-contour-mode wrap-dynamic-threshold writing-mode writing-mode-automatic"
    ),
    "svg": (
        "accent-height alphabetic ascent bbox cap-height cx cy d descent fill-rule font-family font-size "
        "font-stretch font-style font-variant font-weight fx fy gradientTransform gradientUnits hanging "
        "height ideographic mathematical name offset origin overline-position overline-thickness panose-1 "
        "path r rx ry slope spreadMethod stemh stemv stop-color stop-opacity strikethrough-position "
        "strikethrough-thickness string stroke-color stroke-linecap stroke-opacity stroke-width type "
        "underline-position underline-thickness unicode-range units-per-em v-alphabetic v-hanging "
        "v-ideographic v-mathematical viewBox width widths x x-height x1 x2 y y1 y2"
    ),
    "table": (
        "acceptance-state add-empty-lines algorithm align allow-empty-cell application-data "
        "automatic-find-labels base-cell-address bind-styles-to-content border-color border-model buttons "
        "case-sensitive cell-address cell-range cell-range-address column comment condition "
        "condition-source condition-source-range-address contains-error contains-header "
        "content-validation-name copy-back copy-formulas copy-styles count country data-cell-range-address "
        "data-field data-type database-name database-table-name date-end date-start date-value "
        "default-cell-style-name direction display display-border display-duplicates display-filter-buttons "
        "display-list display-member-mode drill-down-on-double-click embedded-number-behavior enabled end "
        "end-cell-address end-column end-position end-row end-table end-x end-y execute expression "
        "field-name field-number filter-name filter-options first-row-end-column first-row-start-column "
        "formula function grand-total group-by-field-number grouped-by has-persistent-data hidden id "
        "identify-categories ignore-empty-rows index is-active is-data-layout-field is-selection "
        "is-sub-table label-cell-range-address language last-column-spanned last-row-end-column "
        "last-row-spanned last-row-start-column layout-mode link-to-source-data marked-invalid "
        "matrix-covered maximum-difference member-count member-name member-type message-type mode "
        "multi-deletion-spanned name null-year number-columns-repeated number-columns-spanned "
        "number-matrix-columns-spanned number-matrix-rows-spanned number-rows-repeated number-rows-spanned "
        "object-name on-update-keep-size on-update-keep-styles operator order orientation "
        "page-breaks-on-group-change paragraph-style-name parse-sql-statement password position "
        "precision-as-shown print print-ranges protect protected protection-key "
        "protection-key-digest-algorithm query-name range-usable-as refresh-delay rejecting-change-id "
        "rfc-language-tag row scenario-ranges script search-criteria-must-apply-to-whole-cell selected-page "
        "show-details show-empty show-filter-button sort-mode source-cell-range-addresses source-field-name "
        "source-name sql-statement start start-column start-position start-row start-table status step "
        "steps structure-protected style-name tab-color table table-background table-name "
        "target-cell-address target-range-address template-name title track-changes type "
        "use-banding-columns-styles use-banding-rows-styles use-first-column-styles use-first-row-styles "
        "use-labels use-last-column-styles use-last-row-styles use-regular-expressions use-wildcards "
        "used-hierarchy user-name value value-type visibility"
    ),
    "text": (
        "anchor-page-number anchor-type animation animation-delay animation-direction animation-repeat "
        "animation-start-inside animation-steps animation-stop-inside bibliography-type bullet-char "
        "bullet-relative-size c citation-body-style-name citation-style-name class-names cond-style-name "
        "consecutive-numbering continue-list continue-numbering copy-outline-levels count-empty-lines "
        "count-in-text-boxes date-adjust date-value default-style-name display display-levels fixed "
        "footnotes-position global id increment is-list-header key kind label-followed-by level line-break "
        "line-number list-id list-level-position-and-space-mode list-tab-stop-position master-page-name "
        "min-label-distance min-label-width name note-class number-lines number-position numbered-entries "
        "offset outline-level page-adjust prefix ref-name restart-numbering restart-on-page select-page "
        "sort-algorithm sort-ascending sort-by-position space-before start-numbering-at start-value "
        "style-name style-override suffix tab-ref time-adjust time-value use-soft-page-breaks "
        "visited-style-name"
    ),
    "xlink": "actuate href show type",
    "xml": "base id lang space",
}

_FREE = {
    "calcext": (
        "apply-style-name base-cell-address condition expression formula id label-cell-range-address name "
        "range target-range-address value"
    ),
    "chart": (
        "class column-mapping data-label-number-style-name error-lower-range error-upper-range "
        "label-cell-address name regression-name row-mapping style-name symbol-name values-cell-range-address"
    ),
    "config": "name",
    "draw": (
        "archive class-id class-names code control display-name engine enhanced-path equation "
        "fill-gradient-name fill-hatch-name fill-image-name filter-name formula frame-name glue-points id "
        "layer marker-end marker-start master-page-name mime-type modifiers name notify-on-update-of-ranges "
        "opacity-name path points stroke-dash stroke-dash-names style-name text-areas text-path-mode "
        "text-style-name transform type"
    ),
    "fo": "country font-family language script",
    "form": (
        "bound-column command control-implementation current-value data-field datasource for id image-data "
        "label linked-cell list-source name property-name source-cell-range text-style-name title value "
        "xforms-list-source"
    ),
    "grddl": "transformation",
    "loext": "label-string mime-type name protection-key protection-key-digest-algorithm-2 style-name theme-color",
    "meta": "name",
    "module": "language name",
    "number": (
        "calendar country decimal-replacement language rfc-language-tag script transliteration-country "
        "transliteration-format transliteration-language transliteration-style"
    ),
    "office": "currency dde-application dde-item dde-topic mimetype string-value version",
    "ooo": "name",
    "presentation": "style-name",
    "script": "event-name language macro-name",
    "style": (
        "apply-style-name base-cell-address char condition country-asian country-complex data-style-name "
        "display-name filter-name font-adornments font-charset font-charset-asian font-charset-complex "
        "font-family-asian font-family-complex font-name font-name-asian font-name-complex font-style-name "
        "font-style-name-asian font-style-name-complex language-asian language-complex list-style-name "
        "master-page-name name next-style-name page-layout-name parent-style-name "
        "percentage-data-style-name register-truth-ref-style-name rfc-language-tag rfc-language-tag-asian "
        "rfc-language-tag-complex script-asian script-complex style-name"
    ),
    "svg": "bbox d font-family name panose-1 path string unicode-range viewBox widths",
    "table": (
        "base-cell-address buttons cell-address cell-range cell-range-address comment condition "
        "condition-source condition-source-range-address content-validation-name country "
        "data-cell-range-address data-field database-name database-table-name default-cell-style-name "
        "end-cell-address expression field-name filter-name filter-options formula id "
        "label-cell-range-address language member-name name object-name operator paragraph-style-name "
        "password print-ranges protection-key protection-key-digest-algorithm query-name "
        "rejecting-change-id rfc-language-tag scenario-ranges script selected-page "
        "source-cell-range-addresses source-field-name source-name sql-statement style-name table-name "
        "target-cell-address target-range-address template-name title user-name value"
    ),
    "tableooo": "display-name",
    "text": (
        "bullet-char citation-body-style-name citation-style-name class-names cond-style-name continue-list "
        "default-style-name id list-id master-page-name name note-class ref-name style-name style-override "
        "visited-style-name"
    ),
    "xlink": "href title",
    "xml": "base id lang",
}
HOMES = {
    "config:name": frozenset(("config-item-map-entry",)),
    "loext:label-string": frozenset(("series",)),
    "office:string-value": frozenset(
        ("table-cell", "covered-table-cell", "change-track-table-cell", "property", "list-value")
    ),
    "table:comment": frozenset(("scenario",)),
    "table:title": frozenset(("error-message", "help-message")),
    "table:value": frozenset(("filter-condition", "filter-set-item")),
    "table:user-name": frozenset(("source-service",)),
    "table:password": frozenset(("source-service",)),
    "xlink:title": frozenset(("template",)),
    "xlink:href": frozenset(
        {
            "a", "applet", "auto-reload", "background-image", "binary-data", "cell-range-source", "chart",
            "connection-resource", "database-source-query", "database-source-sql", "database-source-table",
            "event-listener", "fill-image", "floating-frame", "font-face-uri", "definition-src", "form", "image",
            "hyperlink-behaviour", "library-linked", "list-level-style-image", "object", "object-ole", "plugin",
            "script", "table-source", "template", "button", "image-frame", "symbol-image",
        }
    ),
}  # fmt: skip
"""Attributes that are read on some elements only."""
_TEXTED = {
    "config": "config-item",
    "dc": _ELEMENTS["dc"],
    "form": "item option",
    "loext": "fill-character p text",
    "math": _ELEMENTS["math"],
    "meta": _ELEMENTS["meta"],
    "module": "module",
    "number": "currency-symbol embedded-text fill-character text",
    "office": "binary-data",
    "ooo": "source-code",
    "svg": "desc title",
    "table": "desc title",
    "text": (
        "a author-initials author-name creation-date creation-time creator date description editing-cycles "
        "editing-duration file-name h initial-creator keywords modification-date modification-time number p "
        "page-count page-number print-date print-time printed-by ruby-base sheet-name span subject time "
        "title"
    ),
}
_TEXTS = {
    "chart": _ELEMENTS["chart"],
    "draw": (
        "caption circle connector control custom-shape ellipse frame g line measure page-thumbnail path "
        "polygon polyline rect regular-polygon text-box"
    ),
    "dr3d": "scene",
    "form": "textarea formatted-text",
    "office": "annotation change-info",
    "style": (
        "footer footer-first footer-left header header-first header-left region-center region-left region-right"
    ),
    "table": "change-track-table-cell covered-table-cell error-message help-message table-cell",
}


def _names(lists: dict[str, str]) -> frozenset[str]:
    return frozenset(f"{prefix}:{name}" for prefix, names in lists.items() for name in names.split())


ELEMENTS = _names(_ELEMENTS)
"""Elements that are read, or have nothing but attributes."""
ATTRIBUTES = _names(_ATTRIBUTES)
"""Attributes of OpenDocument."""
FREE = _names(_FREE)
"""Attributes whose value is not looked at."""
TEXTED = _names(_TEXTED)
"""Elements with a text of their own that is read, or says nothing of its own."""
PARAGRAPHS = frozenset(("text:h", "text:p"))
HOLDERS = {
    "config": frozenset(("office:settings",)),
    "dc": frozenset(("office:annotation", "office:change-info", "office:meta")),
    "form": frozenset(("office:forms",)),
    "meta": frozenset(("office:annotation", "office:change-info", "office:meta")),
    "number": frozenset(f"number:{name}" for name in _ELEMENTS["number"].split() if name.endswith("-style")),
    "svg": frozenset(name for name in _names(_TEXTS) if name.startswith(("chart:", "draw:", "dr3d:"))),
    "table": frozenset(("table:table",)),
    "text": _names(_TEXTS),
}
"""In which elements texts of each namespace are read; those of other namespaces are read wherever they stand."""
