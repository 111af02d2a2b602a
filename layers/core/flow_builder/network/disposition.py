"""The file name that a Content-Disposition header gives."""

import re
from urllib.parse import unquote

_EXTENDED = re.compile(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)", re.IGNORECASE)
_QUOTED = re.compile(r'filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_PLAIN = re.compile(r"filename\s*=\s*([^;\"\s]+)", re.IGNORECASE)


def disposition_name(header: str) -> str | None:
    """Returns the file name of a Content-Disposition header (RFC 6266; `filename*` wins), or None."""
    if found := _EXTENDED.search(header):
        try:
            return unquote(found[2], encoding=found[1], errors="strict")
        except (LookupError, UnicodeError):
            pass
    if found := _QUOTED.search(header):
        return _repaired(re.sub(r"\\(.)", r"\1", found[1]))
    found = _PLAIN.search(header)
    return _repaired(found[1]) if found else None


def _repaired(name: str) -> str:
    """Returns a name whose raw UTF-8 bytes were read as Latin-1, as many servers send it, in its right form."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name
