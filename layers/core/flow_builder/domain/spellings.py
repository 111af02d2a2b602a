"""How a secret looks wherever it may turn up: in JSON, addresses, pages, headers, dumps."""

import html
import json
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote, quote_plus

_SHORTEST_ENCODED = 6
"""Bytes; what is left of shorter secrets in base64 at any place, or in hex, would hit ordinary data."""


def spellings(secret: str) -> set[str]:
    """Returns a text as it is and as JSON (also within JSON), addresses, HTML, base64 at any place, and hex spell it."""
    found = {secret, *_as_json(secret), *_in_html(secret), *_quoted(secret)}
    found |= {again for each in _as_json(secret) for again in _as_json(each)}
    raw = secret.encode("utf-8", "surrogatepass")
    if len(raw) >= _SHORTEST_ENCODED:
        packed = _in_base64(raw)
        found |= packed | {quote(each, safe="") for each in packed}
        found |= {raw.hex(), raw.hex().upper()}
    return found


def _as_json(text: str) -> set[str]:
    written = {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
    return written | {each.replace("/", "\\/") for each in written}


def _in_html(text: str) -> set[str]:
    quoted = html.escape(text)
    numbered = quoted.replace("&#x27;", "&#39;")
    return {quoted, numbered, numbered.replace("&quot;", "&#34;"), html.escape(text, quote=False)}


def _quoted(text: str) -> set[str]:
    found = {quote(text, safe="", errors="surrogatepass"), quote(text, errors="surrogatepass")}
    found |= {quote_plus(text, errors="surrogatepass"), quote(text, safe="!~*'()", errors="surrogatepass")}
    return found | {_lower_escapes(each) for each in found}


def _lower_escapes(text: str) -> str:
    first, *rest = text.split("%")
    return "%".join([first, *(each[:2].lower() + each[2:] for each in rest)])


def _in_base64(raw: bytes) -> set[str]:
    """Returns the characters that the bytes alone decide, for each of the three places where base64 may begin."""
    found = set()
    for shift in range(3):
        bits = (shift + len(raw)) * 8
        first, last = -(-shift * 8 // 6), bits // 6
        for encode in (b64encode, urlsafe_b64encode):
            found.add(encode(b"\0" * shift + raw)[first:last].decode())
    return found
