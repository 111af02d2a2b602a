"""Recordings lose the secrets that they can be known to hold."""

import io
import json
import zipfile
from typing import Any

import pytest

from flow_builder.browser.redaction import address, clean_har, clean_trace, without


def entry() -> dict[str, Any]:
    return {
        "request": {
            "method": "POST",
            "url": "https://x.test/?page=2&api_key=k-123",
            "headers": [
                {"name": "Authorization", "value": "Bearer b-123"},
                {"name": "Referer", "value": "https://x.test/?token=t-123"},
                {"name": "Accept", "value": "text/html"},
            ],
            "cookies": [{"name": "id", "value": "c-123"}],
            "queryString": [{"name": "page", "value": "2"}, {"name": "api_key", "value": "k-123"}],
            "postData": {"_file": "resources/body.json", "text": "p-123"},
        },
        "response": {
            "headers": [{"name": "Set-Cookie", "value": "id=c-123"}],
            "cookies": [{"name": "id", "value": "c-123"}],
            "redirectURL": "https://x.test/?access_token=a-123",
        },
    }


def test_a_har_keeps_what_happened_and_not_who_did_it() -> None:
    har = json.dumps({"log": {"entries": [entry()], "pages": [{"title": "typed s3cret!"}]}}).encode()
    clean = clean_har(har, ["s3cret!"]).decode()
    assert "-123" not in clean
    assert "s3cret!" not in clean
    assert "page=2" in clean
    assert "text/html" in clean


def test_a_trace_loses_typed_secrets_and_what_requests_carried() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("resources/body.json", "p-123")
        archive.writestr("resources/page.html", '<input value="pass\\"word">')
        headers = [{"name": "Cookie", "value": "id=c-123"}]
        archive.writestr("trace.trace", json.dumps({"params": {"value": 'pass"word', "headers": headers}}))
        archive.writestr("trace.network", json.dumps({"type": "resource-snapshot", "snapshot": entry()}) + "\n")
        archive.writestr("screencast/1.jpeg", b"\xff\xd8pass")
    with zipfile.ZipFile(io.BytesIO(clean_trace(target.getvalue(), ['pass"word']))) as clean:
        assert set(clean.namelist()) == {"resources/page.html", "trace.trace", "trace.network", "screencast/1.jpeg"}
        everything = b"".join(clean.read(name) for name in clean.namelist())
        assert json.loads(clean.read("trace.trace"))["params"]["value"] == "[redacted]"
    assert b"-123" not in everything
    assert b"word" not in everything


@pytest.mark.parametrize("written", ["a b&ü", "a+b%26%C3%BC", "a%20b%26%C3%BC", "a b&\\u00fc"])
def test_a_secret_is_found_as_json_and_addresses_write_it(written: str) -> None:
    assert b"a" not in without(f"<{written}>".encode(), ["a b&ü"]).replace(b"redacted", b"")


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://x.test/?a=1&Password=x#b", "https://x.test/?a=1&Password=[redacted]#b"),
        ("https://x.test/cb#access_token=x&state=1", "https://x.test/cb#access_token=[redacted]&state=1"),
        ("https://x.test/token/1", "https://x.test/token/1"),
    ],
)
def test_addresses_lose_the_values_of_what_is_named_like_a_secret(url: str, clean: str) -> None:
    assert address(url) == clean
