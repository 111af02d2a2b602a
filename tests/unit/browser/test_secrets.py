"""What of a saved login is masked."""

import json

from flow_builder.browser.secrets import tokens


def test_tokens_are_masked_and_settings_are_not() -> None:
    state = {
        "cookies": [{"name": "sid", "value": "k3Jd82jKfs93kLsd02"}, {"name": "theme", "value": "dark"}],
        "origins": [
            {
                "origin": "https://shop.example.com",
                "localStorage": [
                    {"name": "auth", "value": json.dumps({"access": {"token": "eyJhbGciOiJIUzI1NiJ9.e30"}})},
                    {"name": "note", "value": "a text that has many words"},
                ],
            }
        ],
    }
    fields = {"state": json.dumps(state), "session_storage": json.dumps({"https://a.example": {"t": "x" * 40}})}
    assert tokens(fields) == ["eyJhbGciOiJIUzI1NiJ9.e30", "k3Jd82jKfs93kLsd02", "x" * 40]
