"""PDFium's functions by address: what is asked of every object and character of a page.

The library's own make an object for each handle and each number; there are ten thousand characters on a page.
"""

import ctypes
import functools
from types import SimpleNamespace
from typing import Any

_NAMES = (
    "FPDFText_GetTextObject",
    "FPDFText_GetUnicode",
    "FPDFText_GetCharBox",
    "FPDFPage_CountObjects",
    "FPDFPage_GetObject",
    "FPDFFormObj_CountObjects",
    "FPDFFormObj_GetObject",
    "FPDFPageObj_GetType",
    "FPDFPageObj_GetBounds",
    "FPDFPageObj_GetMatrix",
    "FPDFPageObj_GetFillColor",
    "FPDFPageObj_GetStrokeColor",
    "FPDFPageObj_GetStrokeWidth",
    "FPDFPageObj_HasTransparency",
    "FPDFPageObj_GetClipPath",
    "FPDFClipPath_CountPaths",
    "FPDFClipPath_CountPathSegments",
    "FPDFClipPath_GetPathSegment",
    "FPDFPathSegment_GetPoint",
    "FPDFPageObj_CountMarks",
    "FPDFPageObj_GetMark",
    "FPDFPageObjMark_GetName",
    "FPDFPageObjMark_GetParamStringValue",
    "FPDFPageObj_SetIsActive",
    "FPDFPageObj_SetFillColor",
    "FPDFPageObj_SetStrokeColor",
    "FPDFPath_GetDrawMode",
    "FPDFTextObj_GetTextRenderMode",
    "FPDFTextObj_SetTextRenderMode",
    "FPDFTextObj_GetFontSize",
    "FPDFImageObj_GetImagePixelSize",
    "FPDFImageObj_GetImageDataRaw",
)


@functools.cache
def by_address(raw: Any) -> Any:
    """Return the functions, each taking addresses for pointers and giving an address, or None, for one."""
    return SimpleNamespace(**{name: _plain(getattr(raw, name)) for name in _NAMES})


def _plain(function: Any) -> Any:
    kinds = [_kind(kind) for kind in (function.restype, *function.argtypes)]
    return ctypes.CFUNCTYPE(*kinds)(address(function))


def _kind(kind: Any) -> Any:
    return kind if issubclass(kind, ctypes._SimpleCData) and kind is not ctypes.c_char_p else ctypes.c_void_p  # noqa: SLF001  # the base of all numbers


def address(handle: Any) -> int:
    """Return the address of one of PDFium's objects, by which two handles of one object are known as one."""
    return (ctypes.cast(handle, ctypes.c_void_p).value or 0) if handle else 0
