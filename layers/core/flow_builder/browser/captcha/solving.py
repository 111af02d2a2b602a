"""Gets a page past its captcha: waits for one that passes by itself, has others solved, and gives the page the answer."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from playwright.async_api import Error, Page

from flow_builder.browser.captcha.detection import IN_THE_WAY, Captcha, find
from flow_builder.browser.captcha.solver import Solver, details, failed
from flow_builder.browser.scripts import script
from flow_builder.errors import NodeError

PATIENCE_SECONDS = 15.0
"""Cloudflare's challenge page mostly lets a browser that it trusts pass within 5 s."""

_LOOK_SECONDS = 0.25
_EXPLAIN_SECONDS = 3.0
_PUZZLING = frozenset({"browser.target_missing", "browser.timeout", "browser.http_error", "browser.field_missing"})
"""What steps fail with when a page is not the one that its flow was made for."""


async def passed(
    page: Page, kinds: tuple[str, ...] = IN_THE_WAY, patience_s: float = PATIENCE_SECONDS
) -> list[Captcha]:
    """Returns the captchas of a page that need solving, once a challenge page had its time to go away by itself."""
    end = time.monotonic() + patience_s
    while True:
        found = [each for each in await find(page) if not each.answered and each.kind in kinds]
        if not any(each.kind == "cloudflare" for each in found) or time.monotonic() >= end:
            return found
        await asyncio.sleep(_LOOK_SECONDS)


async def solve(
    captcha: Captcha, solver: Solver, *, min_score: float, timeout_s: float, world: Mapping[str, Any]
) -> None:
    """Has a captcha solved and gives its page the answer; `world` says how to evaluate in the page's own world.

    Raises NodeError `browser.captcha` when nobody solves it, or nothing on the page takes the answer.
    """
    user_agent: str = await captcha.frame.evaluate("() => navigator.userAgent")
    token = await solver.solve(captcha, user_agent=user_agent, min_score=min_score, timeout_s=timeout_s)
    answer = {"kind": captcha.kind, "siteKey": captcha.site_key, "token": token}
    took = await captcha.frame.evaluate(script("captcha_answer"), answer, **world)
    if not took["fields"] and not took["callbacks"] and not (captcha.kind == "recaptcha_v3" and took["getters"]):
        raise failed(captcha, "nothing on the page takes the answer")


async def in_the_way(pages: Iterable[Page], error: NodeError) -> NodeError:
    """Returns what a step's failure is about: a captcha that lies over a page, or else the error itself.

    Looks only where the error may come of that, and for at most 3 s.
    """
    if error.code not in _PUZZLING:
        return error
    with suppress(Error, TimeoutError):
        async with asyncio.timeout(_EXPLAIN_SECONDS):
            for page in pages:
                for captcha in await find(page):
                    if captcha.blocking:
                        return _blocked_by(captcha, error)
    return error


def _blocked_by(captcha: Captcha, error: NodeError) -> NodeError:
    return NodeError(
        f"The page asks for a captcha instead ({captcha.title}).",
        code="browser.captcha",
        retryable=captcha.kind == "cloudflare",
        hint="Put a browser.solve_captcha step with a captcha credential before this one, or use the stealth engine.",
        details={**details(captcha), "error": error.code},
    )


def not_configured(captcha: Captcha) -> NodeError:
    """Returns the error of a captcha that nobody is there to solve."""
    return NodeError(
        f"The page shows a captcha ({captcha.title}), and the step has no service to solve it.",
        code="browser.captcha",
        field="/credential",
        hint="Set a credential of type captcha, or get past it with the stealth engine or a remote browser.",
        details=details(captcha),
    )


def none_found(url: str) -> NodeError:
    """Returns the error of a page that should have a captcha."""
    return NodeError("The page has no captcha.", code="browser.captcha", details={"captcha": None, "url": url})
