"""The firms in the register; a pure function of the seed."""

import random
from dataclasses import dataclass
from typing import Any

TRADES = ("Boatbuilding", "Joinery", "Sailmaking", "Rope and rigging", "Engines", "Catering")
_COUNT = 30
_OWNERS = (
    "Lindqvist", "Ferreira", "Haddad", "Arai", "Kovač", "Okonjo", "Marlowe", "Brandt", "Nyman", "Costa",
)  # fmt: skip
_ENDINGS = {
    "Boatbuilding": ("Boatyard", "Slipway"),
    "Joinery": ("Joinery", "Cabin Works"),
    "Sailmaking": ("Sails", "Loft"),
    "Rope and rigging": ("Ropewalk", "Rigging"),
    "Engines": ("Marine Engines", "Diesel"),
    "Catering": ("Galley", "Kitchen"),
}
_STREETS = ("Quay Street", "Pilot Lane", "Mole Road", "Ropewalk", "Chandlers' Row")
_PLAIN = str.maketrans({"č": "c", "'": ""})


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm; `phone` is written as people in its country write it."""

    number: int
    name: str
    trade: str
    owner: str
    address: str
    phone: str
    email: str
    hidden: bool
    """Whether its page writes the address so that robots do not find it."""
    staff: int

    @property
    def shown_email(self) -> str:
        """The e-mail address as the page writes it."""
        return self.email.replace("@", " (at) ") if self.hidden else self.email

    @property
    def international(self) -> str:
        """The phone number with its country code, digits only."""
        return "+45" + self.phone.replace(" ", "")

    def as_json(self) -> dict[str, Any]:
        """Returns the firm as the truth tells it."""
        return {
            "number": self.number, "name": self.name, "trade": self.trade, "owner": self.owner, "staff": self.staff,
            "address": self.address, "phone": self.international, "email": self.email,
        }  # fmt: skip


def make_firms(seed: int) -> tuple[Firm, ...]:
    """Returns all firms in order of their number."""
    dice = random.Random(f"register {seed}")  # noqa: S311 - made-up firms
    names = [f"{owner} {ending}" for endings in _ENDINGS.values() for ending in endings for owner in _OWNERS]
    trades = {ending: trade for trade, endings in _ENDINGS.items() for ending in endings}
    firms = []
    for number, name in enumerate(dice.sample(names, _COUNT), 1):
        owner, _, ending = name.partition(" ")
        mailbox = ending.lower().replace(" ", ".")
        domain = owner.lower().translate(_PLAIN)
        firms.append(
            Firm(
                number=number, name=name, trade=trades[ending], owner=f"{dice.choice('ABEILMNT')}. {owner}",
                address=f"{dice.randint(1, 48)} {dice.choice(_STREETS)}, 21{dice.randint(0, 9)}0 Havn",
                phone=f"33 {dice.randint(10, 99)} {dice.randint(10, 99)} {dice.randint(10, 99)}",
                email=f"{mailbox}@{domain}.example", hidden=number % 3 == 0, staff=dice.randint(1, 60),
            )
        )  # fmt: skip
    return tuple(firms)
