"""File names from outside, made safe for every file system."""

import re
import unicodedata

_BAD = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_MOST_BYTES = 200
_LONGEST_EXTENSION = 20


def safe_name(name: str, fallback: str = "file") -> str:
    """Returns the last part of a path as a plain file name of at most 200 bytes; `fallback` if nothing is left.

    Folders, control and direction characters, and what Windows refuses are taken out; the extension survives a cut.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = _BAD.sub("_", last.encode("utf-8", "ignore").decode()).strip(" .")
    if not clean.strip("_"):
        return fallback
    if _RESERVED.match(clean):
        clean = f"_{clean}"
    if len(clean.encode()) <= _MOST_BYTES:
        return clean
    stem, dot, extension = clean.rpartition(".")
    tail = dot + extension if stem and len(extension.encode()) < _LONGEST_EXTENSION else ""
    room = _MOST_BYTES - len(tail.encode())
    return clean[: len(clean) - len(tail)].encode()[:room].decode("utf-8", "ignore").rstrip(" .") + tail
