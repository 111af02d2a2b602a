"""Pages for people who come by a link: no scripts, no other files, for light and dark screens, phones and keyboards."""

from dataclasses import dataclass, field

from flow_builder.services.form_style import POLICY

HEADERS = {
    "content-security-policy": POLICY,
    # The address holds the link's secret.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `done` when what was sent has been taken."""

    status: int
    html: str
    done: bool = False
    headers: dict[str, str] = field(default_factory=lambda: dict(HEADERS))
