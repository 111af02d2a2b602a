"""What the demo shop sells: 240 products whose stock and prices are a pure function of a seed."""

import random
from dataclasses import dataclass
from functools import cached_property

CURRENCY = "EUR"
PRICE_PERIOD = 20
"""Seeds between two price changes of one product, so each seed changes one price in 20 (5 %)."""
STOCK_PERIOD = 30
"""Seeds between two stock changes of one product, so each seed changes one in 30 (3.3 %)."""
SOLD_OUT_EVERY = 12
"""About one product in this many is out of stock."""
PRICE_STEPS = (1.0, 0.92, 1.06, 0.97, 1.12, 0.88)
"""Factors a price walks through; neighbours differ, so that a change is always one."""
LOW_STOCK = 5
"""At or below this quantity the shop says how few are left."""


@dataclass(frozen=True, slots=True)
class Category:
    """A department: its kinds of things, each with a price in whole euros and its size in centimetres."""

    slug: str
    title: str
    blurb: str
    kinds: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A design line: a look that runs through all departments; `look` is its number among the pictures' palettes."""

    name: str
    color: str
    material: str
    character: str
    look: int


CATEGORIES = (
    Category(
        "lighting",
        "Lighting",
        "Warm light for long evenings.",
        (
            ("Table Lamp", 89, "24 x 24 x 46"),
            ("Floor Lamp", 189, "38 x 38 x 152"),
            ("Pendant", 129, "42 x 42 x 30"),
            ("Wall Light", 74, "14 x 18 x 26"),
            ("Candle Holder", 24, "10 x 10 x 21"),
        ),
    ),
    Category(
        "seating",
        "Seating",
        "Sit down, stay a while.",
        (
            ("Armchair", 649, "78 x 80 x 84"),
            ("Dining Chair", 219, "48 x 52 x 81"),
            ("Stool", 119, "36 x 36 x 45"),
            ("Bench", 329, "120 x 38 x 46"),
            ("Sofa", 1290, "192 x 88 x 80"),
        ),
    ),
    Category(
        "tableware",
        "Tableware",
        "Every day, well laid.",
        (
            ("Mug", 18, "9 x 12 x 9"),
            ("Teapot", 64, "14 x 22 x 17"),
            ("Bowl", 28, "19 x 19 x 8"),
            ("Carafe", 42, "10 x 10 x 27"),
            ("Plate Set", 96, "27 x 27 x 9"),
        ),
    ),
    Category(
        "textiles",
        "Textiles",
        "Soft where it matters.",
        (
            ("Cushion", 39, "50 x 50 x 14"),
            ("Throw", 84, "130 x 180 x 1"),
            ("Rug", 259, "170 x 240 x 2"),
            ("Towel", 22, "70 x 140 x 1"),
            ("Table Runner", 34, "45 x 150 x 1"),
        ),
    ),
    Category(
        "garden",
        "Plants & Pots",
        "Green corners, inside and out.",
        (
            ("Plant Pot", 32, "22 x 22 x 20"),
            ("Watering Can", 46, "16 x 34 x 28"),
            ("Hanging Planter", 38, "20 x 20 x 64"),
            ("Terrarium", 79, "24 x 24 x 32"),
            ("Vase", 44, "14 x 14 x 31"),
        ),
    ),
    Category(
        "desk",
        "Desk",
        "Tools for a clear head.",
        (
            ("Notebook", 16, "15 x 21 x 2"),
            ("Pen Cup", 21, "8 x 8 x 10"),
            ("Letter Tray", 49, "26 x 34 x 12"),
            ("Wall Clock", 69, "30 x 30 x 5"),
            ("Bookend", 36, "12 x 14 x 18"),
        ),
    ),
)

SERIES = (
    Series("Alder", "Forest green", "oak and steel", "quiet and sturdy", 0),
    Series("Birk", "Birch", "birch and linen", "light and plain", 1),
    Series("Cove", "Sea blue", "ash and glass", "cool and clear", 2),
    Series("Dune", "Sand", "beech and clay", "soft and warm", 3),
    Series("Ember", "Terracotta", "walnut and clay", "bold and earthy", 4),
    Series("Fjord", "Slate", "slate and steel", "dark and calm", 5),
    Series("Heath", "Heather", "ash and wool", "gentle and a little wild", 6),
    Series("Isle", "Mustard", "oak and brass", "sunny and precise", 7),
)

ORIGINS = ("Portugal", "Denmark", "Japan", "Slovenia", "Scotland", "Estonia")


@dataclass(frozen=True, slots=True)
class Product:
    """One product as it is on sale at one seed; `price_cents` is in hundredths of the currency."""

    index: int
    sku: str
    slug: str
    title: str
    category: Category
    kind: str
    series: Series
    price_cents: int
    quantity: int
    rating: float
    reviews: int
    size_cm: str
    weight_g: int
    origin: str
    warranty_years: int
    ean: str

    @property
    def price(self) -> float:
        """Price in euros."""
        return self.price_cents / 100

    @property
    def in_stock(self) -> bool:
        """Whether it can be bought now."""
        return self.quantity > 0

    @property
    def stock_text(self) -> str:
        """The stock as the shop words it."""
        if not self.in_stock:
            return "Out of stock"
        return f"Only {self.quantity} left" if self.quantity <= LOW_STOCK else "In stock"

    @property
    def description(self) -> str:
        """Two sentences for the product page."""
        return (
            f"The {self.title} is made of {self.series.material}: {self.series.character}, like everything in the "
            f"{self.series.name} line. Finished by hand in {self.origin} and guaranteed for "
            f"{self.warranty_years} years."
        )


@dataclass(frozen=True)
class ShopState:
    """The shop at one seed: the same seed gives the same shop, the next one changes a few prices and quantities."""

    seed: int

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """All 240 products in listing order."""
        count = len(CATEGORIES) * len(CATEGORIES[0].kinds) * len(SERIES)
        return tuple(_product(index, self.seed) for index in range(count))

    @cached_property
    def by_slug(self) -> dict[str, Product]:
        """Products by the last part of their address."""
        return {product.slug: product for product in self.products}

    def of_category(self, slug: str) -> list[Product]:
        """Returns a department's products in listing order."""
        return [product for product in self.products if product.category.slug == slug]

    def search(self, text: str) -> list[Product]:
        """Returns the products whose title, colour, material or department holds every word, in listing order."""
        words = text.lower().split()
        return [product for product in self.products if all(word in _search_text(product) for word in words)]


def _search_text(product: Product) -> str:
    series = product.series
    return f"{product.title} {product.sku} {series.color} {series.material} {product.category.title}".lower()


def _product(index: int, seed: int) -> Product:
    category = CATEGORIES[index % 6]
    kind, euros, size = category.kinds[index // 6 % 5]
    series = SERIES[(index // 30 + index % 30) % 8]
    title = f"{series.name} {kind}"
    fixed = random.Random(index)  # noqa: S311  # a catalogue, not a secret
    return Product(
        index=index,
        sku=f"LH-{category.slug[:2].upper()}-{index + 1:03}",
        slug=title.lower().replace(" ", "-"),
        title=title,
        category=category,
        kind=kind,
        series=series,
        price_cents=_price_cents(index, euros * fixed.uniform(0.85, 1.25), seed),
        quantity=_quantity(index, seed),
        rating=round(fixed.triangular(3.2, 5.0, 4.6), 1),
        reviews=fixed.randrange(3, 420),
        size_cm=size,
        weight_g=euros * fixed.randrange(12, 20) * 2 + 150,
        origin=fixed.choice(ORIGINS),
        warranty_years=fixed.choice((2, 3, 5, 10)),
        ean=_ean(index),
    )


def _price_cents(index: int, euros: float, seed: int) -> int:
    """Returns the price at a seed, to ten cents; `index * 7` spreads the changes of one seed over the listing."""
    level = (seed + index * 7 % PRICE_PERIOD) // PRICE_PERIOD
    return round(euros * PRICE_STEPS[(level + index) % len(PRICE_STEPS)] * 10) * 10


def _quantity(index: int, seed: int) -> int:
    level = (seed + index * 11 % STOCK_PERIOD) // STOCK_PERIOD
    if (index * 7 + index // 12 + level * 5) % SOLD_OUT_EVERY == 0:
        return 0
    return 2 + (index * 13 + level * 7) % 38


def _ean(index: int) -> str:
    """Returns a valid EAN-13 of the range 2, which is reserved for use within a shop."""
    digits = f"{200_000_000_000 + index * 7_919}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
