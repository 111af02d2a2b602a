"""A secret is masked however pages, addresses and JSON spell it."""

import html
import json
from urllib.parse import quote, quote_plus

import pytest

from flow_builder.engine.redact import MASK, Redactor

SECRET = 'p&ss "wörd"/+<é>\\1'


@pytest.mark.parametrize(
    "spelled",
    [
        SECRET,
        json.dumps(SECRET)[1:-1],
        json.dumps(SECRET, ensure_ascii=False)[1:-1],
        quote(SECRET),
        quote(SECRET, safe=""),
        quote_plus(SECRET),
        html.escape(SECRET),
        html.escape(SECRET, quote=False),
    ],
)
def test_every_usual_spelling_of_a_secret_is_masked(spelled: str) -> None:
    redactor = Redactor()
    redactor.add({"password": SECRET})
    assert redactor.clean({"said": [f"<{spelled}>"]}) == {"said": [f"<{MASK}>"]}
    assert redactor.clean_text(f"<{spelled}>") == f"<{MASK}>"


def test_short_values_and_other_text_stay() -> None:
    redactor = Redactor()
    redactor.add(["abc", {"n": 12345}])
    assert redactor.clean({"text": "abc 12345"}) == {"text": "abc 12345"}
