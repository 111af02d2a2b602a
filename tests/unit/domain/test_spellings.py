"""Secrets are known however they are written."""

import base64
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_builder.domain.spellings import nested, spellings

SECRET = 'p&ss "wörd"/+<é>\\1'


@given(
    st.text(min_size=6, max_size=40, alphabet=st.characters(codec="utf-8")),
    st.binary(max_size=9),
    st.binary(max_size=9),
)
def test_base64_is_known_wherever_it_begins(secret: str, before: bytes, after: bytes) -> None:
    raw = before + secret.encode() + after
    known = spellings(secret) - {secret}
    for text in (base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode(), raw.hex()):
        assert any(each in text for each in known)


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(SECRET)[1:-1].replace("/", "\\/"),
        quote(SECRET, safe="").replace("%C3", "%c3").replace("%B6", "%b6").replace("%A9", "%a9").lower(),
        quote(base64.b64encode(f"<{SECRET}>".encode()).decode(), safe=""),
        html.escape(SECRET).replace("&#x27;", "&#39;"),
    ],
)
def test_other_ways_to_write_a_secret_are_known(written: str) -> None:
    assert any(each in written for each in spellings(SECRET))


def test_short_secrets_are_not_looked_for_in_base64() -> None:
    assert spellings("abcd") == {"abcd"}


@given(st.text(min_size=1, max_size=20, alphabet=st.characters(codec="utf-8")), st.integers(1, 5), st.booleans())
def test_json_within_json_is_known_however_deep(secret: str, depth: int, ascii_only: bool) -> None:
    text = secret
    for _ in range(depth):
        text = json.dumps(text, ensure_ascii=ascii_only)
    assert secret in text or any(pattern.search(text.encode()) for pattern in nested(secret))
