"""What the portal's customers have used: a row per day, and a workbook per month."""

import io
import random
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

YEARS = (2026, 2025)
LAST_MONTH = date(2026, 10, 1)
"""The newest report: what the portal shows does not depend on the day it is looked at."""
DAY_CENTS, NIGHT_CENTS = 31, 22
"""Prices per kWh."""
HEADINGS = ("Date", "Day kWh", "Night kWh", "Amount EUR")
HEADER_ROW = 4
"""Where the headings stand in the sheet `Days`, from 1; above it is a title."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day's use; hundredths of a kWh and cents, so that sums are exact."""

    day: date
    day_kwh: int
    night_kwh: int

    @property
    def cents(self) -> int:
        """What it costs."""
        return round((self.day_kwh * DAY_CENTS + self.night_kwh * NIGHT_CENTS) / 100)


@dataclass(frozen=True, slots=True)
class Report:
    """One customer's month."""

    customer: str
    month: date
    days: tuple[Day, ...]

    @property
    def key(self) -> str:
        """`2026-03`."""
        return f"{self.month:%Y-%m}"

    @property
    def title(self) -> str:
        """`March 2026`."""
        return f"{month_name[self.month.month]} {self.month.year}"

    @property
    def file_name(self) -> str:
        """`HE-20417_2026-03.xlsx`."""
        return f"{self.customer}_{self.key}.xlsx"

    @property
    def kwh(self) -> float:
        """All that was used."""
        return sum(each.day_kwh + each.night_kwh for each in self.days) / 100

    @property
    def amount(self) -> float:
        """What it costs, in euros."""
        return sum(each.cents for each in self.days) / 100

    def rows(self) -> list[list[str | float]]:
        """Returns the rows below the headings, dates as ISO text; the workbook's last row, the total, is not among them."""
        return [
            [each.day.isoformat(), each.day_kwh / 100, each.night_kwh / 100, each.cents / 100] for each in self.days
        ]


@cache
def reports(seed: int, customer: str) -> tuple[Report, ...]:
    """Returns all reports of a customer, newest first."""
    months = [date(year, month, 1) for year in YEARS for month in range(12, 0, -1)]
    return tuple(_report(seed, customer, month) for month in months if month <= LAST_MONTH)


def workbook(report: Report, name: str) -> bytes:
    """Returns a month as .xlsx: a sheet `Summary`, and `Days` with headings in row 4 and a total at its end."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.properties.created = book.properties.modified = datetime.combine(report.month, datetime.min.time())
    summary = book.active
    assert summary is not None
    summary.title = "Summary"
    for row in (("Customer", report.customer), ("Name", name), ("Month", report.title), ("Use kWh", report.kwh)):
        summary.append(row)
    summary.append(("Amount EUR", report.amount))
    days = book.create_sheet("Days")
    days.append((f"Use per day, {report.title}",))
    days.append((f"Day {DAY_CENTS} ct, night {NIGHT_CENTS} ct per kWh",))
    days.append(())
    days.append(HEADINGS)
    for each in report.days:
        days.append((each.day, each.day_kwh / 100, each.night_kwh / 100, each.cents / 100))
    total_day, total_night = (
        sum(getattr(each, name) for each in report.days) / 100 for name in ("day_kwh", "night_kwh")
    )
    days.append(("Total", total_day, total_night, report.amount))
    for sheet in (summary, days):
        for letter in "ABCD":
            sheet.column_dimensions[letter].width = 18
    days["A1"].font = Font(bold=True, size=14)
    for cell in days[HEADER_ROW]:
        cell.font = Font(bold=True)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _report(seed: int, customer: str, month: date) -> Report:
    dice = random.Random(f"{seed} {customer} {month}")  # noqa: S311 - made-up figures
    winter = 1.0 + 0.5 * abs(month.month - 7) / 6
    days = (
        Day(month.replace(day=number), round(dice.uniform(420, 980) * winter), round(dice.uniform(180, 450) * winter))
        for number in range(1, monthrange(month.year, month.month)[1] + 1)
    )
    return Report(customer, month, tuple(days))
