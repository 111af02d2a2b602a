"""The places of the control room: what can be read there, and the code that its button answers with."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One form in a frame or a shadow root; `path` says what is around it, outermost first."""

    key: str
    title: str
    path: tuple[str, ...]
    unit: str
    action: str


PLACES = {
    place.key: place
    for place in (
        Place("room", "Control room", (), "instruments", "Sign in"),
        Place("dome", "Dome", ("frame",), "° azimuth", "Turn dome"),
        Place("shutter", "Shutter", ("frame", "frame"), "% open", "Open shutter"),
        Place("motor", "Motor", ("frame", "frame", "frame"), "rpm", "Start motor"),
        Place("note", "Note", ("srcdoc frame",), "lines", "Pin note"),
        Place("visitor", "Visitor log", ("sandboxed frame",), "visitors", "Add visitor"),
        Place("telescope", "Telescope", ("shadow",), "° altitude", "Point telescope"),
        Place("mirror", "Mirror", ("shadow", "shadow"), "µm off", "Align mirror"),
        Place("camera", "Camera", ("shadow", "frame"), "K", "Cool camera"),
        Place("filter", "Filter wheel", ("shadow", "frame", "shadow"), "nm", "Turn filter"),
        Place("vault", "Vault", ("closed shadow",), "plates", "Open vault"),
    )
}


def reading(seed: int, place: str) -> int:
    """Returns what the instrument shows."""
    return 10 + _number(f"{seed} reading {place}") % 350


def code(seed: int, place: str, name: str) -> str:
    """Returns what the button answers to a name: `K-04F2A1`."""
    return f"K-{_number(f'{seed} code {place} {name.strip().lower()}') % 0x1000000:06X}"


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
