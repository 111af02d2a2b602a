"""The tables of the zoo that are plain `<table>`s; figures are a pure function of a seed."""

import random

from flow_builder.demo.tables.model import Cell, Row, Table, heads

_STATIONS = ("Abbey Well", "Birch Mere", "Cold Fell", "Dry Bridge", "Elder Moor", "Fox Hollow")
_PRODUCTS = (("Fish", ("Herring", "Mackerel", "Plaice")), ("Shellfish", ("Crab", "Mussel")), ("Seaweed", ("Dulse",)))
WIDE = 60

NUMBERS: tuple[tuple[str, str, float, str | None], ...] = (
    ("English", "1,234,567.89", 1234567.89, None),
    ("German", "1.234.567,89", 1234567.89, None),
    ("French", "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,89", 1234567.89, None),
    ("Swiss", "1\N{RIGHT SINGLE QUOTATION MARK}234\N{RIGHT SINGLE QUOTATION MARK}567.89", 1234567.89, None),
    ("Indian", "12,34,567.89", 1234567.89, None),
    ("Negative", "\N{MINUS SIGN}42.5", -42.5, None),
    ("Accounting", "(1,250.00)", -1250.0, None),
    ("Per cent", "12.5 %", 12.5, None),
    ("Scientific", "6.02e23", 6.02e23, None),
    ("Euro, English", "€1,249.00", 1249.0, "EUR"),
    ("Euro, German", "1.249,00 €", 1249.0, "EUR"),
    ("Pound", "£99", 99.0, "GBP"),
    ("Dollar", "US$ 2,400.50", 2400.5, "USD"),
    ("Franc", "CHF 1\N{RIGHT SINGLE QUOTATION MARK}200.00", 1200.0, "CHF"),
    ("Yen", "¥12,800", 12800.0, "JPY"),
    ("Krone", "1.299,00 kr.", 1299.0, "DKK"),
)
"""How it is written, the text, the value, the currency."""
DATES: tuple[tuple[str, str, str], ...] = (
    ("ISO", "2026-03-05", "2026-03-05"),
    ("ISO with time", "2026-03-05T14:30:00Z", "2026-03-05T14:30:00Z"),
    ("British", "5 March 2026", "2026-03-05"),
    ("American", "03/05/2026", "2026-03-05"),
    ("American, long", "March 5, 2026", "2026-03-05"),
    ("German", "05.03.2026", "2026-03-05"),
    ("French", "5 mars 2026", "2026-03-05"),
    ("With weekday", "Thu, 05 Mar 2026 14:30 GMT", "2026-03-05T14:30:00Z"),
    ("Short year", "5/3/26", "2026-03-05"),
    ("Unix seconds", "1772721000", "2026-03-05T14:30:00Z"),
)
"""How it is written, the text, the value as ISO 8601."""


def make_tables(seed: int) -> tuple[Table, ...]:
    """Returns the exhibits, in the order of the front page."""
    dice = random.Random(f"tables {seed}")  # noqa: S311 - made-up figures
    return (
        _spans(),
        _headers(dice),
        _row_headers(dice),
        _headless(dice),
        _wide(dice),
        _numbers(),
        _dates(),
        _gaps(),
        _footer(dice),
    )


def _spans() -> Table:
    body: list[Row] = [
        [
            Cell("06:30", "row"),
            Cell("North ferry", across=2),
            Cell("Harbour closed", down=3),
            "South ferry",
            "North ferry",
        ],
        [Cell("09:15", "row"), Cell("Island hopper", down=2), "South ferry", Cell("Island hopper", across=2)],
        [Cell("12:00", "row"), "North ferry", "South ferry", "Mail boat"],
        [Cell("17:45", "row"), Cell("Evening crossing", across=5)],
    ]
    return Table(
        "spans", "Ferry timetable", "Cells that span columns, rows and both.",
        [heads("Departure", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")], body, caption="Winter timetable",
    )  # fmt: skip


def _headers(dice: random.Random) -> Table:
    quarters = [Cell(f"Q{number}", "col") for _ in range(4) for number in (1, 2)]
    head: list[Row] = [
        [
            Cell("Station", "col", down=3),
            Cell("Rain, mm", "colgroup", across=4),
            Cell("Sun, hours", "colgroup", across=4),
        ],
        [Cell(year, "colgroup", across=2) for _ in range(2) for year in ("2025", "2026")],
        quarters,
    ]
    body: list[Row] = [
        [Cell(name, "row"), *(str(dice.randint(60, 420)) for _ in range(8))] for name in _STATIONS
    ]  # fmt: skip
    return Table("headers", "Rain and sun", "Three header rows, the upper two in groups.", head, body)


def _row_headers(dice: random.Random) -> Table:
    body: list[Row] = []
    for group, kinds in _PRODUCTS:
        for index, kind in enumerate(kinds):
            lead = [Cell(group, "rowgroup", down=len(kinds))] if index == 0 else []
            body.append([*lead, Cell(kind, "row"), *(f"{dice.randint(1, 90)}.{dice.randint(0, 9)}" for _ in range(3))])
    return Table(
        "row-headers", "Landings", "Row headings in groups, next to the rows that they are for.",
        [[Cell("Group", "col"), Cell("Kind", "col"), *heads("2024", "2025", "2026")]], body,
        caption="Landed at the quay, in tonnes",
    )  # fmt: skip


def _headless(dice: random.Random) -> Table:
    body: list[Row] = [[name, f"{dice.randint(40, 900)} m", dice.choice(("open", "closed"))] for name in _STATIONS]
    return Table("headless", "Huts", "No headings at all.", [], body)


def _wide(dice: random.Random) -> Table:
    columns = [Cell("Station", "col"), *(Cell(f"Week {number}", "col") for number in range(1, WIDE))]
    body: list[Row] = [[Cell(name, "row"), *(str(dice.randint(0, 99)) for _ in range(1, WIDE))] for name in _STATIONS]
    return Table("wide", "Visitors by week", "Sixty columns: it has to be scrolled sideways.", [columns], body)


def _numbers() -> Table:
    body: list[Row] = [[Cell(kind, "row"), text] for kind, text, _, _ in NUMBERS]
    return Table(
        "numbers", "Numbers of the world", "One value, many ways to write it.", [heads("Written", "Number")], body
    )


def _dates() -> Table:
    body: list[Row] = [[Cell(kind, "row"), text] for kind, text, _ in DATES]
    return Table("dates", "Dates of the world", "One day, many ways to write it.", [heads("Written", "Date")], body)


def _gaps() -> Table:
    body: list[Row] = [
        [Cell("Abbey Well", "row"), "12", "", "\N{NO-BREAK SPACE}"],
        [Cell("Birch Mere", "row"), "", "n/a", "7"],
        [Cell("Cold Fell", "row"), "\N{EN DASH}", "3"],
        [Cell("Dry Bridge", "row"), "", "", ""],
        [Cell("Elder Moor", "row"), "0", "unknown", "4"],
    ]
    return Table(
        "gaps", "Wells", "Cells that are empty, nearly empty or missing.", [heads("Place", "Deep", "Wide", "Old")], body
    )


def _footer(dice: random.Random) -> Table:
    amounts = [dice.randint(1_000, 90_000) for _ in range(8)]
    body: list[Row] = [
        [f"2026-{month:02d}", f"Invoice {4_000 + month * 7}", f"€{cents / 100:,.2f}"]
        for month, cents in enumerate(amounts, 1)
    ]
    total = sum(amounts)
    foot: list[Row] = [
        [Cell("Subtotal", "row", across=2), f"€{total / 100:,.2f}"],
        [Cell("VAT 20 %", "row", across=2), f"€{round(total * 0.2) / 100:,.2f}"],
        [Cell("Total", "row", across=2), f"€{round(total * 1.2) / 100:,.2f}"],
    ]
    head = [heads("Month", "Invoice", "Amount")]
    return Table(
        "footer", "Invoices", "A caption above, sums below.", head, body, foot, caption="Invoices of 2026, net"
    )
