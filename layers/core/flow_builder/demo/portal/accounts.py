"""Who may log in to the portal, and how often they may be wrong."""

import random
from base64 import b32decode
from collections import OrderedDict
from dataclasses import dataclass

from flow_builder.demo.sessions import Clock

MAX_WRONG = 5
LOCKED_S = 120
PERIOD_S = 30
"""Seconds for which a code is good."""
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_GUESSED_AT = 1_000
"""User names whose wrong attempts are remembered at most."""


@dataclass(frozen=True, slots=True)
class Account:
    """A customer; `secret` is the base32 key of the codes (TOTP: SHA-1, six digits, 30 s)."""

    user: str
    password: str
    secret: str
    name: str
    customer: str
    address: str
    tariff: str


def make_accounts(seed: int) -> dict[str, Account]:
    """Returns the accounts by user name; each seed has other secrets."""
    people = (
        ("ada", "lighthouse-42", "Ada Marlowe", "HE-20417", "4 Quay Street, 2100 Havn", "Tide Night"),
        ("grace", "breakwater-17", "Grace Okonjo", "HE-20533", "19 Pilot Lane, 2104 Havn", "Tide Flat"),
    )
    dice = random.Random(f"portal {seed}")  # noqa: S311 - a demo's secret, shown on its login page
    return {
        user: Account(user, password, "".join(dice.choices(_BASE32, k=32)), name, customer, address, tariff)
        for user, password, name, customer, address, tariff in people
    }


def code_at(secret: str, at: float) -> str:
    """Returns the code that an authenticator app shows at a time in Unix seconds."""
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    return TOTP(b32decode(secret), 6, SHA1(), PERIOD_S).generate(int(at)).decode()  # noqa: S303 - what apps use


@dataclass(slots=True)
class _Wrong:
    count: int = 0
    locked_until: float = 0.0


class Gate:
    """Checks passwords and codes; after `MAX_WRONG` wrong ones in a row a user name is locked for `LOCKED_S` seconds."""

    def __init__(self, accounts: dict[str, Account], clock: Clock) -> None:
        self._accounts = accounts
        self._clock = clock
        self._wrong: OrderedDict[str, _Wrong] = OrderedDict()

    def password(self, user: str, password: str) -> Account | None:
        """Returns the account, or None and counts one wrong attempt."""
        account = self._accounts.get(user)
        if account is None or account.password != password:
            self._count(user)
            return None
        return account

    def code(self, account: Account, code: str) -> bool:
        """Tells whether a code is right, and counts one that is wrong; the codes before and after count as right."""
        digits = "".join(code.split())
        now = self._clock()
        if digits in {code_at(account.secret, now + shift) for shift in (-PERIOD_S, 0, PERIOD_S)}:
            self.clear(account.user)
            return True
        self._count(account.user)
        return False

    def clear(self, user: str) -> None:
        """Forgets wrong attempts: the user is in."""
        self._wrong.pop(user, None)

    def left(self, user: str) -> int:
        """Returns how many wrong attempts a user name has left."""
        found = self._wrong.get(user)
        return MAX_WRONG - (found.count if found else 0)

    def locked_s(self, user: str) -> int:
        """Returns the seconds until a user name is free again, 0 if it is."""
        found = self._wrong.get(user)
        if found is None or not found.locked_until:
            return 0
        remaining = found.locked_until - self._clock()
        if remaining <= 0:
            self.clear(user)
            return 0
        return int(remaining) + 1

    def _count(self, user: str) -> None:
        found = self._wrong.setdefault(user, _Wrong())
        self._wrong.move_to_end(user)
        found.count += 1
        if found.count >= MAX_WRONG:
            found.locked_until = self._clock() + LOCKED_S
        while len(self._wrong) > _GUESSED_AT:
            self._wrong.popitem(last=False)
