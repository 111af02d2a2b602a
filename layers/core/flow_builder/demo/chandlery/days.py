"""What the chandler has on a day, and what the terms say: pure functions of the day, counted from 1."""

from dataclasses import dataclass
from typing import Any

_GOODS = (
    ("BA-01", "Brass bell", 48.00), ("BA-02", "Anchor, 8 kg", 129.00), ("BA-03", "Signal flag set", 64.50),
    ("BA-04", "Hemp rope, 20 m", 31.00), ("BA-05", "Storm lantern", 39.90), ("BA-06", "Bilge pump", 84.00),
    ("BA-07", "Oilskin jacket", 119.00), ("BA-08", "Chart of the sound", 18.50), ("BA-09", "Deck shoes", 72.00),
    ("BA-10", "Sextant", 340.00), ("BA-11", "Ship's biscuit", 6.20), ("BA-12", "Life ring", 55.00),
)  # fmt: skip
_SECTIONS = (
    ("Opening hours", ("Weekdays from eight to six.", "Weekdays from seven to six, Saturdays until noon.")),
    ("Delivery", ("Within the harbour by handcart, free of charge.", "Within the harbour by handcart, for two euros.",
                  "Within the harbour by handcart, free from thirty euros on.")),
    ("Returns", ("Within fourteen days, if dry.", "Within thirty days, if dry.")),
    ("Payment", ("Cash or card.",)),
    ("Weighing", ("Rope is measured wet, anchors are weighed dry.",)),
)  # fmt: skip
_CHANGING = 3
"""So many sections, the first ones, have several wordings; each day brings another one of them."""


@dataclass(frozen=True, slots=True)
class Good:
    """One thing on sale on a day."""

    sku: str
    title: str
    price: float
    quantity: int

    @property
    def stock(self) -> str:
        """The stock as the board words it."""
        return f"{self.quantity} in stock" if self.quantity else "Sold out"

    def as_json(self) -> dict[str, Any]:
        """Returns the good as the truth tells it."""
        return {"sku": self.sku, "title": self.title, "price": self.price, "quantity": self.quantity}


def goods_on(day: int) -> list[Good]:
    """Returns what is on the board: each day some things sell out, come in or cost something else."""
    return [
        Good(sku, title, round(price * (0.9 if (number + day) % 7 == 0 else 1.0), 2), _quantity(number, day))
        for number, (sku, title, price) in enumerate(_GOODS)
    ]


def _quantity(number: int, day: int) -> int:
    return 0 if (number * 5 + day) % 4 == 0 else 2 + (number * 3 + day * 5) % 17


def terms_on(day: int) -> list[tuple[str, str]]:
    """Returns the sections of the terms as (heading, text); one of them is worded anew each day."""
    return [
        (heading, wordings[(day + number) // _CHANGING % len(wordings)])
        for number, (heading, wordings) in enumerate(_SECTIONS)
    ]
