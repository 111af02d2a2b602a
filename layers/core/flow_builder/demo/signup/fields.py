"""Checks what the steps of the form send; what is wrong is a message per field."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flow_builder.demo.signup.places import INTERESTS, MEMBERSHIPS, PLACES, VOUCHERS
from flow_builder.demo.signup.rich_text import plain_text, tidy_html

MAX_FILES = 3
MAX_FILE_BYTES = 1_000_000
MAX_ABOUT = 2_000
FIRST_DAY, LAST_DAY = 1, 365
"""Days from today between which a membership may begin."""
_SUNDAY = 6
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[\d ()/-]{6,24}")
_KINDS = ((".pdf", b"%PDF-"), (".png", b"\x89PNG\r\n\x1a\n"), (".jpg", b"\xff\xd8\xff"), (".jpeg", b"\xff\xd8\xff"))

Errors = dict[str, str]
Values = dict[str, Any]
Checked = tuple[Values, Errors]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived."""

    name: str
    data: bytes


def person(form: Mapping[str, str]) -> Checked:
    """Checks step 1."""
    values = _texts(form, "name", "email", "phone", "membership", "voucher")
    values["voucher"] = values["voucher"].upper()
    errors = {}
    if len(values["name"].split()) < 2:  # noqa: PLR2004 - a first name and a last name
        errors["name"] = "Give your first and last name."
    if not _MAIL.fullmatch(values["email"]):
        errors["email"] = "Give an e-mail address such as ada@example.org."
    if values["phone"] and not _PHONE.fullmatch(values["phone"]):
        errors["phone"] = "A phone number has digits, spaces and a plus sign."
    if values["membership"] not in MEMBERSHIPS:
        errors["membership"] = "Choose a membership."
    if values["voucher"] and values["voucher"] not in VOUCHERS:
        errors["voucher"] = "We do not know this voucher."
    return values, errors


def address(form: Mapping[str, str]) -> Checked:
    """Checks step 2; region and town must belong together."""
    values = _texts(form, "street", "postcode", "country", "region", "town")
    errors = {}
    if not values["street"]:
        errors["street"] = "Give street and number."
    if not re.fullmatch(r"[A-Za-z0-9 -]{3,10}", values["postcode"]):
        errors["postcode"] = "Give a postcode."
    if values["country"] not in PLACES:
        errors["country"] = "Choose a country."
    elif values["region"] not in PLACES[values["country"]]:
        errors["region"] = f"Choose a region of {values['country']}."
    elif values["town"] not in PLACES[values["country"]][values["region"]]:
        errors["town"] = f"Choose a town of {values['region']}."
    return values, errors


def start(form: Mapping[str, str], today: date) -> Checked:
    """Checks step 3: the first day, and the interests in their order."""
    values: Values = _texts(form, "start", "interests")
    ranked = values["interests"].split(",")
    values["interests"] = ranked if sorted(ranked) == sorted(INTERESTS) else list(INTERESTS)
    return values, {} if _is_open(values["start"], today) else {"start": "Choose a day on which we are open."}


def about(form: Mapping[str, str], files: Sequence[Upload]) -> Checked:
    """Checks step 4; of the files just name, type, size and hash are kept."""
    markup = form.get("about", "")[: MAX_ABOUT * 4]
    values: Values = {"about_html": tidy_html(markup), "about": plain_text(markup)}
    errors = {}
    if not 10 <= len(values["about"]) <= MAX_ABOUT:  # noqa: PLR2004 - letters
        errors["about"] = f"Write at least ten letters, at most {MAX_ABOUT}."
    problems = [problem for each in files if (problem := _file_problem(each))]
    if not files:
        errors["files"] = "Add a file that shows something you have made."
    elif len(files) > MAX_FILES:
        errors["files"] = f"Add {MAX_FILES} files at most."
    elif problems:
        errors["files"] = " ".join(problems)
    else:
        values["files"] = [
            {"name": each.name, "bytes": len(each.data), "sha256": hashlib.sha256(each.data).hexdigest()}
            for each in files
        ]
    return values, errors


def _is_open(text: str, today: date) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return today + timedelta(FIRST_DAY) <= day <= today + timedelta(LAST_DAY) and day.weekday() != _SUNDAY


def _file_problem(upload: Upload) -> str | None:
    if len(upload.data) > MAX_FILE_BYTES:
        return f"{upload.name} is larger than 1 MB."
    if not upload.data:
        return f"{upload.name} is empty."
    name = upload.name.lower()
    if name.endswith(".txt"):
        return None if b"\0" not in upload.data else f"{upload.name} is no text."
    if not any(name.endswith(ending) and upload.data.startswith(magic) for ending, magic in _KINDS):
        return f"{upload.name} is no PDF, PNG, JPEG or text file."
    return None


def _texts(form: Mapping[str, str], *names: str) -> Values:
    return {name: form.get(name, "").strip()[:200] for name in names}
