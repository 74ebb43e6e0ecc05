"""Texts that attributes keep and no page shows: descriptions, values, data, and what has no known name."""

import re
from collections.abc import Iterator, Mapping

from leakscan.findings import Place
from leakscan.views.side_texts import SideKind, SideText, says_much, telling_in

_ALTERNATIVES = {
    "alt": "description of a picture",
    "aria-braillelabel": "label of an element",
    "aria-description": "description of an element",
    "aria-label": "label of an element",
    "aria-placeholder": "hint of a field",
    "aria-roledescription": "description of an element",
    "aria-valuetext": "description of a value",
    "o:title": "name of a picture",
    "standby": "text while an object is loaded",
    "summary": "description of a table",
    "title": "title of an element",
}
_OF_PAGES = """
abbr accept accept-charset accesskey action align alink allow allowfullscreen alpha archive as async
autocapitalize autocomplete autocorrect autofocus autoplay axis background behavior bgcolor blocking border
bordercolor bordercolordark bordercolorlight bottommargin cellpadding cellspacing char charoff charset checked
cite class classid clear closedby code codebase codetype color colorspace cols colspan command commandfor
compact content contenteditable controls controlslist coords crossorigin data datapagesize datetime declare
decoding default defer dir direction dirname disabled disablepictureinpicture disableremoteplayback download
draggable dynsrc elementtiming enctype enterkeyhint exportparts face fetchpriority for form formaction
formenctype formmethod formnovalidate formtarget frame frameborder headers headingoffset headingreset height
hidden high href hreflang hspace http-equiv id imagesizes imagesrcset imagetoolbar inert inputmode integrity
is ismap itemid itemprop itemref itemscope itemtype kind lang language leftmargin link list loading longdesc
loop low lowsrc manifest marginheight marginwidth max maxlength media method min minlength multiple muted name
nohref nomodule nonce noresize noshade novalidate nowrap object open optimum part pattern ping placeholder
playsinline popover popovertarget popovertargetaction poster preload profile prompt property readonly
referrerpolicy rel required resource rev reversed rightmargin role rows rowspan rules sandbox scheme scope
scrollamount scrolldelay scrolling selected shadowrootclonable shadowrootdelegatesfocus shadowrootmode shape
size sizes slot span spellcheck src srcdoc srclang srcset start step style tabindex target text topmargin
translate truespeed type typemustmatch typeof usemap valign value valuetype version vlink vocab vspace width
wrap writingsuggestions
"""
"""Attributes of HTML (WHATWG HTML §Attributes, §16.2), of RDFa and of programs before it."""
_OF_DRAWINGS = """
alignment-baseline baseline-shift clip-path clip-rule clippathunits cx cy d display dominant-baseline dx dy
fill fill-opacity fill-rule filter filterunits flood-color flood-opacity focusable font-family font-size
font-style font-weight fx fy gradienttransform gradientunits in in2 letter-spacing marker-end marker-mid
marker-start markerheight markerunits markerwidth mask maskcontentunits maskunits mode offset opacity operator
order orient overflow paint-order pathlength patterncontentunits patterntransform patternunits pointer-events
points preserveaspectratio primitiveunits r radius refx refy result rotate rx ry shape-rendering spreadmethod
startoffset stddeviation stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering
textlength transform transform-origin values vector-effect viewbox visibility word-spacing x x1 x2 xml:space
xmlns y y1 y2
"""
"""Attributes of drawings in a page (SVG 2 §Attributes)."""
_KNOWN = frozenset(f"{_OF_PAGES} {_OF_DRAWINGS}".split())
_OF_PROGRAMS = re.compile(r"on[a-z]+$|aria-|(?:ng|v|x|hx|js|wire|up|mso)-|[:@#*(\[]|js[a-z]+$|xmlns|xml:|_ng")
"""Attributes that hold scripts, names of elements, or what a framework takes for a script."""
_SILENT_VALUES = {
    ("input", "hidden"): "hidden field",
    ("input", "checkbox"): "value of a box to tick",
    ("input", "radio"): "value of a choice",
    ("input", "image"): "value of a control",
    ("button", ""): "value of a control",
    ("data", ""): "data of an element",
    ("option", ""): "value of a choice",
    ("param", ""): "value of a parameter",
}
"""Controls whose value shows nowhere."""


def attribute_texts(tag: str, attributes: Mapping[str, str], place: Place) -> Iterator[SideText]:
    """Yield the texts of an element that nothing shows."""
    kind = attributes.get("type", "").strip().lower() if tag == "input" else ""
    what = _SILENT_VALUES.get((tag, kind), "")
    for name, value in attributes.items():
        text = " ".join(value.split())
        if not any(letter.isalnum() for letter in text):
            continue
        if name in _ALTERNATIVES:
            is_own = tag == "div" and text in ("header", "footer")  # as LibreOffice calls them
            yield SideText(SideKind.ALTERNATIVE_TEXT, _ALTERNATIVES[name], text, place, is_own)
        elif name == "value" and what:
            is_own = kind != "hidden" and not has_words(text)
            yield SideText(SideKind.CONTROL, what, text, place, is_own)
        elif name.startswith("data-"):
            yield SideText(SideKind.MARKUP, "data of an element", text, place, not has_words(text))
        elif ":" not in tag and name not in _KNOWN and ":" not in name[1:]:
            is_script = _OF_PROGRAMS.match(name) is not None
            if not is_script or any(True for _ in telling_in(text)):
                yield SideText(SideKind.MARKUP, "attribute of no known name", text, place, not has_words(text))


def has_words(text: str) -> bool:
    """Return whether a text is more than a word, a number or a name of a program's."""
    return (" " in text and says_much(text, most_words=1)) or any(True for _ in telling_in(text))
