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


@pytest.mark.parametrize("after", ['"', "\\", "x", "\n", 'é"'])
@pytest.mark.parametrize("secret", [SECRET, "ends with \\", '"begins with', '\\"both"\\', "/slash/", "é\u2028é\u2028"])
def test_what_stands_around_a_secret_stays_valid_json(secret: str, after: str) -> None:
    redactor = Redactor()
    redactor.add(secret)
    value = {"a": after + secret + after, "b": json.dumps({"c": json.dumps(after + secret + after)})}
    clean = redactor.clean(value)
    assert set(clean) == {"a", "b"}
    assert MASK in clean["a"]
    assert MASK in clean["b"]
    assert secret not in json.dumps(clean, ensure_ascii=False)


def test_a_run_of_backslashes_costs_no_more_than_its_length() -> None:
    redactor = Redactor()
    redactor.add('"quoted"')
    redactor.add("\\slash\\")
    text = "\\" * 300_000
    assert redactor.clean_text(text) == text
