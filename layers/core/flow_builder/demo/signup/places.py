"""The countries, regions and towns of the address step: each list depends on the one before."""

PLACES: dict[str, dict[str, tuple[str, ...]]] = {
    "Austria": {"Styria": ("Graz", "Leoben"), "Tyrol": ("Innsbruck", "Kufstein"), "Vienna": ("Vienna",)},
    "Denmark": {"Funen": ("Odense", "Svendborg"), "Jutland": ("Aarhus", "Ribe"), "Zealand": ("Copenhagen", "Roskilde")},
    "Ireland": {"Connacht": ("Galway", "Sligo"), "Leinster": ("Dublin", "Kilkenny"), "Munster": ("Cork", "Limerick")},
    "Portugal": {"Algarve": ("Faro", "Tavira"), "Centro": ("Coimbra", "Viseu"), "Norte": ("Braga", "Porto")},
}
"""Country -> region -> towns."""

MEMBERSHIPS = {
    "day": ("Day member", "Weekdays until 17:00", 29),
    "full": ("Full member", "Day and night, all workshops", 59),
    "night": ("Night owl", "Every day from 17:00", 35),
    "friend": ("Friend", "Two visits a month", 12),
}
"""Value -> name, what it is, euros a month."""

INTERESTS = ("Bookbinding", "Ceramics", "Electronics", "Screen printing", "Woodwork")

VOUCHERS = {"COBALT10": 10, "FIRSTMONTH": 50}
"""Code -> per cent off."""
