"""What a downloaded file is called."""

import mimetypes
import re
from urllib.parse import unquote, urlsplit

from flow_builder.network.exchange import Exchange
from flow_builder.nodes.file_names import safe_name

_EXTENDED = re.compile(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)", re.IGNORECASE)
_QUOTED = re.compile(r'filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_PLAIN = re.compile(r"filename\s*=\s*([^;\"\s]+)", re.IGNORECASE)


def file_name(answer: Exchange, wish: str | None = None) -> str:
    """Returns a safe name: the one wished for, else Content-Disposition's, else the URL's last part."""
    if wish:
        return safe_name(wish, "download")
    from_header = disposition_name(answer.headers.get("content-disposition", ""))
    name = safe_name(from_header or unquote(urlsplit(answer.url).path), "")
    content_type = answer.headers.get("content-type", "").partition(";")[0].strip()
    if "." not in name:
        name = (name or "download") + (mimetypes.guess_extension(content_type) or "")
    return name


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
