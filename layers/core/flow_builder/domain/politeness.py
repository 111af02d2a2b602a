"""How considerate browsers are to the sites they visit: robots.txt, a pause between visits, visits at once.

What is left empty is decided by the next of these: the session's policy, the rule for the site's domain, the
workspace's policy, the defaults. The defaults are different for public sites and for one's own networks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Robots = Literal["obey", "warn", "ignore"]

ROBOT = "FlowBuilder"
"""The name that rules of a robots.txt may be addressed to."""

MAX_DELAY_S = 3_600.0
MAX_DOMAINS = 500
_PUBLIC_DELAY_S = 1.0
_PUBLIC_CONCURRENCY = 2
_DOMAIN = re.compile(r"[a-z0-9_:](?:[a-z0-9_:.-]{0,251}[a-z0-9_:])?")


class SitePolicy(BaseModel):
    """Wishes for visits; empty fields leave the decision to who comes next."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    robots: Robots | None = Field(
        default=None,
        title="robots.txt",
        description="Obey it (the default), only log a warning, or do not ask for it.",
    )
    delay_s: Annotated[float, Field(ge=0, le=MAX_DELAY_S)] | None = Field(
        default=None, title="Pause", description="Seconds between the starts of two visits; 1 for public sites."
    )
    concurrency: Annotated[int, Field(ge=0, le=1_000)] | None = Field(
        default=None, title="Visits at once", description="0 for any number; 2 for public sites."
    )


class Politeness(SitePolicy):
    """A workspace's policy. A rule for a domain holds for all below it, too, which then take turns together."""

    domains: Mapping[str, SitePolicy] = Field(default_factory=dict, max_length=MAX_DOMAINS, title="Domains")

    @field_validator("domains")
    @classmethod
    def _plain(cls, domains: Mapping[str, SitePolicy]) -> dict[str, SitePolicy]:
        found = {name.lower().strip("."): policy for name, policy in domains.items()}
        for name in found:
            if not _DOMAIN.fullmatch(name):
                raise ValueError(f"{name!r} is not a domain or an address")
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a visit; `domain` names those that take turns, `concurrency` 0 is any number."""

    domain: str
    robots: Robots
    delay_s: float
    concurrency: int

    @property
    def unlimited(self) -> bool:
        """Tells whether a visit may start at any time."""
        return not self.delay_s and not self.concurrency


def rules_for(host: str, policy: Politeness, session: SitePolicy | None = None, *, public: bool = True) -> Rules:
    """Returns the rules for a visit to a host (lower case); `public` says whether it is outside one's own networks.

    >>> rules_for("shop.example.com", Politeness(domains={"example.com": SitePolicy(delay_s=5)}))
    Rules(domain='example.com', robots='obey', delay_s=5.0, concurrency=2)
    """
    domain = next((name for name in _upwards(host) if name in policy.domains), None)
    default = SitePolicy(
        robots="obey",
        delay_s=_PUBLIC_DELAY_S if public else 0.0,
        concurrency=_PUBLIC_CONCURRENCY if public else 0,
    )
    wishes = (session or SitePolicy(), policy.domains.get(domain or "", SitePolicy()), policy, default)
    robots = next(each.robots for each in wishes if each.robots is not None)
    delay_s = next(each.delay_s for each in wishes if each.delay_s is not None)
    concurrency = next(each.concurrency for each in wishes if each.concurrency is not None)
    return Rules(domain or host, robots, delay_s, concurrency)


def _upwards(host: str) -> list[str]:
    """Returns a host name and the domains above it: `a.b.c`, `b.c`, `c`."""
    parts = host.split(".")
    return [".".join(parts[at:]) for at in range(len(parts))]
