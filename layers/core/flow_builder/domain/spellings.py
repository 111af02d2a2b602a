"""How a secret looks wherever it may turn up: in JSON, addresses, pages, headers, dumps."""

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote, quote_plus

_SHORTEST_ENCODED = 6
"""Bytes; what is left of shorter secrets in base64 at any place, or in hex, would hit ordinary data."""


def spellings(secret: str) -> set[str]:
    """Returns a text as it is and as JSON, addresses, HTML, base64 at any place, and hex spell it; see `nested`, too."""
    found = {secret, *_as_json(secret), *_in_html(secret), *_quoted(secret)}
    raw = secret.encode("utf-8", "surrogatepass")
    if len(raw) >= _SHORTEST_ENCODED:
        packed = _in_base64(raw)
        found |= packed | {quote(each, safe="") for each in packed}
        found |= {raw.hex(), raw.hex().upper()}
    return found


def nested(secret: str) -> list[re.Pattern[bytes]]:
    """Returns what finds a text and its spellings in JSON within JSON, however deep; none for what JSON writes as it is."""
    # Few writers of JSON escape a slash, and base64 is full of them: that is looked for in the text itself only.
    others = {each for each in spellings(secret) - _as_json(secret) if any(map(_is_escaped, each.replace("/", "")))}
    wanted = others | ({secret} if any(map(_is_escaped, secret)) else set())
    return [_pattern(each) for each in sorted(wanted, key=len, reverse=True)]


def _pattern(text: str) -> re.Pattern[bytes]:
    return re.compile(b"".join(_escaped(char, not number) for number, char in enumerate(text)))


def _is_escaped(char: str) -> bool:
    return char in '"\\/' or not " " <= char <= "~"


def _escaped(char: str, first: bool = False) -> bytes:
    r"""Returns what finds a character at any depth; a run of backslashes is entered at its beginning only."""
    plain = re.escape(char.encode("utf-8", "surrogatepass"))
    if not _is_escaped(char):
        return plain
    run = rb"(?<!\\)\\" if first else rb"\\"
    if char == "\\":
        # In pairs, as JSON has them: one more belongs to what follows.
        return (rb"(?<!\\)" if first else b"") + rb"(?:\\\\)+"
    if char in '"/':
        return run + b"*" + plain
    written = json.dumps(char)[1:-1].encode()
    units = [re.escape(each) for each in written.split(b"\\") if each]
    return b"(?:" + plain + b"|(?i:" + run + b"+" + rb"\\+".join(units) + b"))"


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
