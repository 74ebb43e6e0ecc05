"""The names of OpenDocument in texts and presentations beside those of spreadsheets (ODF 1.3 part 3)."""

from leakscan.formats.ods.schema import ATTRIBUTES, ELEMENTS, FREE, HOLDERS, HOMES, TEXTED
from leakscan.formats.ods.vocabulary import Vocabulary

_FIELDS = (
    "author-initials author-name bibliography-mark bookmark-ref chapter character-count conditional-text "
    "creation-date creation-time creator database-display database-name database-row-number date "
    "dde-connection description editing-cycles editing-duration execute-macro expression file-name "
    "hidden-paragraph hidden-text image-count initial-creator keywords measure meta-field modification-date "
    "modification-time note-ref object-count page-continuation page-count page-number page-variable-get "
    "page-variable-set paragraph-count placeholder print-date print-time printed-by reference-ref script "
    "sender-city sender-company sender-country sender-email sender-fax sender-firstname sender-initials "
    "sender-lastname sender-phone-private sender-phone-work sender-position sender-postal-code "
    "sender-state-or-province sender-street sender-title sequence sequence-ref sheet-name subject "
    "table-count table-formula template-name text-input time title user-defined user-field-get "
    "user-field-input variable-get variable-input variable-set word-count"
)
"""Fields, which show the text in them (§7)."""
_ELEMENTS = {
    "anim": (
        "animate animateColor animateMotion animateTransform audio command iterate par param seq set "
        "transitionFilter"
    ),
    "field": "fieldmark-separator",
    "loext": "color color-table content-control list-item",
    "meta": "creator-initials",
    "office": "drawing presentation text",
    "officeooo": "annotation",
    "presentation": (
        "animation-group animations date-time date-time-decl dim event-listener footer footer-decl header "
        "header-decl hide-shape hide-text notes placeholder play settings show show-shape show-text sound"
    ),
    "style": "footer-left-first header-left-first presentation-page-layout",
    "text": (
        f"UnknownChange {_FIELDS} alphabetical-index alphabetical-index-auto-mark-file "
        "alphabetical-index-entry-template "
        "alphabetical-index-mark alphabetical-index-mark-end alphabetical-index-mark-start "
        "alphabetical-index-source bibliography bibliography-entry-template bibliography-source change "
        "change-end change-start changed-region database-next database-row-select dde-connection-decl "
        "dde-connection-decls deletion format-change illustration-index illustration-index-entry-template "
        "illustration-index-source index-body index-entry-bibliography index-entry-chapter "
        "index-entry-link-end index-entry-link-start index-entry-page-number index-entry-span "
        "index-entry-tab-stop index-entry-text index-source-style index-source-styles index-title "
        "index-title-template insertion linenumbering-separator meta note note-body note-citation "
        "numbered-paragraph object-index object-index-entry-template object-index-source page page-sequence "
        "reference-mark reference-mark-end reference-mark-start ruby-text section section-source "
        "sequence-decl sequence-decls table-index table-index-entry-template table-index-source "
        "table-of-content table-of-content-entry-template table-of-content-source toc-mark toc-mark-end "
        "toc-mark-start tracked-changes user-field-decl user-field-decls user-index "
        "user-index-entry-template user-index-mark user-index-mark-end user-index-mark-start "
        "user-index-source variable-decl variable-decls"
    ),
}
_BIBLIOGRAPHY = (
    "address annote author booktitle chapter custom1 custom2 custom3 custom4 custom5 edition editor "
    "howpublished identifier institution isbn issn journal local-url month note number organizations pages "
    "publisher report-type school series title url volume year"
)
"""What an entry of a bibliography says (§7.8.2)."""
_ATTRIBUTES = {
    "anim": (
        "audio-level color-interpolation color-interpolation-direction command iterate-interval iterate-type "
        "sub-item"
    ),
    "office": "name title",
    "smil": (
        "accelerate accumulate additive attributeName autoReverse begin by calcMode color-interpolation "
        "decelerate direction dur end endsync fadeColor fill fillDefault from keySplines keyTimes mode "
        "repeatCount repeatDur restart restartDefault subtype targetElement to type values"
    ),
    "style": "contextual-spacing",
    "svg": "linearGradient radialGradient",
    "table": "use-first-column-styles",
    "text": (
        "alphabetical-separators bibliography-data-field capitalize-entries caption-sequence-format "
        "caption-sequence-name combine-entries combine-entries-with-dash combine-entries-with-pp "
        "comma-separated copy-outline-levels count-empty-lines display-outline-level duration ignore-case "
        "index-name index-scope is-hidden label last-level main-entry main-entry-style-name placeholder-type "
        "protected reference-format relative-tab-stop-position row-number section-name separation-character "
        "table-type track-changes use-caption use-chart-objects use-draw-objects use-floating-frames "
        "use-graphics use-index-marks use-index-source-styles use-keys-as-entries use-math-objects "
        "use-objects use-other-objects use-outline-level use-spreadsheet-objects use-tables use-images"
    ),
}
_FREE = {
    "anim": "formula id name value",
    "field": "type name value",
    "loext": (
        "alias date date-format linked-style-name num-list-format parent-name placeholder-doc-part "
        "rfc-language-tag tag text-style-name theme-color marker-style-name"
    ),
    "office": "name title target-frame-name",
    "officeooo": "paragraph-rsid rsid",
    "presentation": (
        "class object presentation-page-layout-name style-name use-date-time-name use-footer-name "
        "use-header-name preset-id start-page show pages name"
    ),
    "smil": "attributeName begin by end from targetElement to values",
    "style": "num-prefix num-suffix leader-text",
    "table": "column-name table-name template-name",
    "text": (
        f"{_BIBLIOGRAPHY} bookmark-name caption-sequence-name change-id column-name condition connection-name "
        "current-value database-name description formula help hint index-name key1 key1-phonetic key2 "
        "key2-phonetic main-entry-style-name name placeholder-type protection-key "
        "protection-key-digest-algorithm reference-format section-name string-value string-value-if-false "
        "string-value-if-true string-value-phonetic style-name suffix prefix"
    ),
    "xlink": "title",
}
_HOLDERS = (
    "draw:page office:text officeooo:annotation presentation:notes style:footer-left-first "
    "style:handout-master style:header-left-first text:deletion text:index-body text:note-body"
)
"""In which elements of texts and presentations paragraphs are read, besides those of spreadsheets."""
_INPUTS = frozenset({"execute-macro", "placeholder", "text-input", "user-field-input", "variable-input"})
_HOMES = {
    "office:string-value": HOMES["office:string-value"]
    | {"expression", "user-defined", "user-field-decl", "user-field-get", "variable-input", "variable-set"},
    "office:title": frozenset({"a"}),
    "text:description": _INPUTS,
    "text:hint": frozenset({"placeholder"}),
    "text:help": frozenset({"placeholder", "text-input", "user-field-input", "variable-input"}),
    "text:current-value": frozenset({"conditional-text", "hidden-text", "drop-down"}),
    "text:string-value": frozenset(
        {"alphabetical-index-mark", "hidden-text", "page-continuation", "toc-mark", "user-index-mark"}
    ),
    "text:string-value-if-false": frozenset({"conditional-text"}),
    "text:string-value-if-true": frozenset({"conditional-text"}),
    "xlink:href": HOMES["xlink:href"]
    | {"alphabetical-index-auto-mark-file", "audio", "event-listener", "execute-macro", "section-source", "sound"},
    "xlink:title": frozenset({"a", "template"}),
    **{f"text:{name}": frozenset({"bibliography-mark"}) for name in _BIBLIOGRAPHY.split()},
}


def _names(lists: dict[str, str]) -> frozenset[str]:
    return frozenset(f"{prefix}:{name}" for prefix, names in lists.items() for name in names.split())


BIBLIOGRAPHY = tuple(_BIBLIOGRAPHY.split())
FIELDS = frozenset(_FIELDS.split())
TEXT = Vocabulary(
    ELEMENTS | _names(_ELEMENTS),
    ATTRIBUTES | _names(_ATTRIBUTES),
    FREE | _names(_FREE),
    {**HOMES, **_HOMES},
    TEXTED
    | _names(
        {
            "meta": "creator-initials",
            "presentation": "date-time-decl footer-decl header-decl",
            "text": (
                f"{_FIELDS} index-entry-span index-title-template linenumbering-separator meta note-citation "
                "ruby-text"
            ),
        }
    ),
    {
        **HOLDERS,
        **{name: HOLDERS[name] | {"officeooo:annotation"} for name in ("dc", "meta")},
        "text": HOLDERS["text"] | frozenset(_HOLDERS.split()),
    },
    nests_tables=True,
)
"""The names of texts and presentations."""
