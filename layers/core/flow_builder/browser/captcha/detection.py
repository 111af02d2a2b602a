"""Finds captchas on a page, in its frames too, without loading anything or asking anybody."""

from dataclasses import dataclass
from typing import Any, Literal

from playwright.async_api import Error, Frame, Page

from flow_builder.browser.scripts import script

Kind = Literal["recaptcha_v2", "recaptcha_v3", "hcaptcha", "turnstile", "cloudflare"]

TITLES: dict[str, str] = {
    "recaptcha_v2": "reCAPTCHA",
    "recaptcha_v3": "reCAPTCHA v3",
    "hcaptcha": "hCaptcha",
    "turnstile": "Cloudflare Turnstile",
    "cloudflare": "Cloudflare challenge page",
}
IN_THE_WAY: tuple[Kind, ...] = ("recaptcha_v2", "hcaptcha", "turnstile", "cloudflare")
"""Those that people see; reCAPTCHA v3 only watches."""

_FRAMES = 20
"""Frames looked into; pages with captchas have few."""


@dataclass(frozen=True, slots=True)
class Captcha:
    """A captcha on a page. `blocking` says that it is the page's only content, or lies over it."""

    kind: Kind
    frame: Frame
    site_key: str | None = None
    action: str | None = None
    data: str | None = None
    """What a site adds for the solver: reCAPTCHA's `s`, hCaptcha's `rqdata`, Turnstile's `cData`."""
    invisible: bool = False
    enterprise: bool = False
    blocking: bool = False
    answered: bool = False

    @property
    def title(self) -> str:
        """The name people know it by."""
        return TITLES[self.kind]

    @property
    def url(self) -> str:
        """The address of the document that holds it."""
        return self.frame.url


async def find(page: Page) -> list[Captcha]:
    """Returns the captchas of a page and its frames, what blocks the page first; one round trip per frame. Raises Error."""
    found: list[Captcha] = []
    for frame in page.frames[:_FRAMES]:
        try:
            told = await frame.evaluate(script("captcha_detect"))
        except Error:
            if frame is not page.main_frame:
                continue  # it went away, and has nothing to show
            await page.wait_for_load_state("domcontentloaded")  # the page was on its way to another document
            told = await frame.evaluate(script("captcha_detect"))
        found += [_captcha(frame, each) for each in told]
    return sorted(found, key=lambda captcha: not captcha.blocking)


def _captcha(frame: Frame, told: dict[str, Any]) -> Captcha:
    return Captcha(
        kind=told["kind"],
        frame=frame,
        site_key=told.get("siteKey"),
        action=told.get("action"),
        data=told.get("data"),
        invisible=told.get("invisible", False),
        enterprise=told.get("enterprise", False),
        blocking=told.get("blocking", False),
        answered=told.get("answered", False),
    )
