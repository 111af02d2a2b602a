"""Refresh tokens: a turn of a session, proven by a mac."""

import pytest

from flow_builder.auth import refresh
from flow_builder.auth.refresh import Turn
from flow_builder.errors import Unauthenticated

KEY = b"k" * 32
TURN = Turn("user_1", "ses_1", 7)


def test_a_token_says_its_turn_and_proves_it() -> None:
    token = refresh.make(KEY, "salt", TURN)
    assert refresh.parse(token) == TURN
    assert refresh.genuine(KEY, "salt", token)


def test_another_turn_session_salt_or_key_is_not_proven() -> None:
    token = refresh.make(KEY, "salt", TURN)
    assert not refresh.genuine(KEY, "other", token)
    assert not refresh.genuine(b"o" * 32, "salt", token)
    for before, after in ((".7.", ".8."), ("ses_1", "ses_2"), ("user_1", "user_2")):
        assert not refresh.genuine(KEY, "salt", token.replace(before, after))


@pytest.mark.parametrize(
    "token",
    [
        *("", "fbr_", "fbr_a.b.c", "fbr_a.b.x.m", "fbr_a.b.-1.m", "a.b.1.m", "fbr_a.b.1.m.n", "fbr_a..1.m"),
        *("fbr_é.b.1.m", "fbr_a.b.1234567890.m", "fbr_a.b.².m", "x" * 500),
    ],
)
def test_what_is_no_refresh_token_is_refused(token: str) -> None:
    with pytest.raises(Unauthenticated) as caught:
        refresh.parse(token)
    assert caught.value.code == "auth.refresh"
