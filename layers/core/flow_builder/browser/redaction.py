"""Takes secrets out of recordings before they are kept.

Gone are the values of headers and cookies that identify somebody, what requests carried, values of address parameters
named like secrets, and every text that the session is known to have typed as a secret. What a page itself shows
(and so the pictures) stays: whoever may see the recording sees what the flow saw.
"""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from flow_builder.domain.spellings import nested, spellings

HIDDEN = "[redacted]"

_HEADERS = frozenset(
    {
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
        "x-api-key",
        "x-auth-token",
        "x-csrf-token",
        "x-xsrf-token",
        "www-authenticate",
    }
)
_PARAMETERS = re.compile(
    r"(?i)((?:^|[?&#;])[^=&#;\s\"]*(?:token|secret|password|passwd|pwd|api_?key|signature|auth|session|code)[^=&#;\s\"]*=)"
    r"[^&#;\s\"\\]+"
)
_PICTURES = (".jpeg", ".jpg", ".png", ".webp", ".gif", ".woff", ".woff2")


def clean_har(data: bytes, secrets: Sequence[str]) -> bytes:
    """Returns a HAR file without secrets."""
    har = json.loads(data)
    har["log"]["entries"] = [_entry(entry) for entry in har["log"]["entries"]]
    return without(json.dumps(har, ensure_ascii=False).encode(), secrets)


def clean_trace(data: bytes, secrets: Sequence[str]) -> bytes:
    """Returns a trace of Playwright without secrets."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        sent: set[str] = set()
        for name in sorted(source.namelist(), key=lambda each: not each.endswith(".network")):
            content = source.read(name)
            if name.endswith(".network"):
                content = _network(content, sent)
            elif name.endswith(".trace"):
                content = _actions(content)
            elif name.rpartition("/")[2] in sent:
                continue
            if name.endswith((".trace", ".network")):
                content = address(content.decode()).encode()
            if not name.endswith(_PICTURES):
                content = without(content, secrets)
            result.writestr(name, content)
    return target.getvalue()


def without(data: bytes, secrets: Sequence[str]) -> bytes:
    """Returns bytes in which each secret is replaced, however JSON, addresses, pages, base64 or hex spell it."""
    for secret in secrets:
        for written in sorted(spellings(secret), key=len, reverse=True):
            data = data.replace(written.encode("utf-8", "surrogatepass"), HIDDEN.encode())
        for pattern in nested(secret):
            data = pattern.sub(HIDDEN.encode(), data)
    return data


def _network(content: bytes, sent: set[str]) -> bytes:
    """Returns a trace's lines about requests; adds the names of files with what requests carried to `sent`."""
    lines = []
    for line in content.splitlines():
        event = json.loads(line)
        if "snapshot" in event:
            carried = event["snapshot"].get("request", {}).get("postData") or {}
            sent.update(each.rpartition("/")[2] for each in (carried.get("_sha1"), carried.get("_file")) if each)
            event["snapshot"] = _entry(event["snapshot"])
        lines.append(_line(event))
    return b"".join(lines)


def _actions(content: bytes) -> bytes:
    """Returns a trace's lines about what was done, which name headers, too, where requests were changed."""
    return b"".join(_line(json.loads(line)) for line in content.splitlines())


def _line(event: Any) -> bytes:
    return json.dumps(_without_headers(event), ensure_ascii=False).encode() + b"\n"


def _without_headers(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_headers(each) for each in value]
    if not isinstance(value, dict):
        return value
    if str(value.get("name", "")).lower() in _HEADERS and "value" in value:
        return {**value, "value": HIDDEN}
    return {name: _without_headers(each) for name, each in value.items()}


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    request, response = entry.get("request") or {}, entry.get("response") or {}
    for part in (request, response):
        for header in part.get("headers", ()):
            if header["name"].lower() in _HEADERS:
                header["value"] = HIDDEN
            elif header["name"].lower() in ("referer", "location"):
                header["value"] = address(header["value"])
        for cookie in part.get("cookies", ()):
            cookie["value"] = HIDDEN
    request.pop("postData", None)
    request["url"] = address(request.get("url", ""))
    for parameter in request.get("queryString", ()):
        shown = address(f"?{parameter['name']}={parameter['value']}")
        parameter["value"] = shown.partition("=")[2]
    if response.get("redirectURL"):
        response["redirectURL"] = address(response["redirectURL"])
    return entry


def address(url: str) -> str:
    """Returns an address whose parameters that are named like secrets have lost their values."""
    return _PARAMETERS.sub(rf"\1{HIDDEN}", url)
