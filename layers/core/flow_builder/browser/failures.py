"""What goes wrong in a browser, mapped to NodeErrors with stable codes.

browser.missing            no Chromium on this machine (HostError)
browser.start_failed       Chromium does not start                                        retryable
browser.crashed            Chromium or the page's process died                            retryable
browser.no_session         a step came before `browser.open`, or after `browser.close`
browser.navigation_failed  the network or the server failed; `details.net_error` says how  some retryable
browser.http_error         the page came with a status that the step does not accept      5xx and 429 retryable
browser.url_invalid        not an http(s) address
browser.robots_denied      the site's robots.txt keeps visitors out, or cannot be read            the latter retryable
browser.site_busy          the site asked to be left alone for a while                    retryable
browser.download           the address is a file, not a page
browser.download_missing   no file came                                                  retryable
browser.download_failed    a file broke off                                              retryable
browser.download_unexpected  the file is not what the step expects                       a web page in its place: retryable
browser.download_size      the file is over its limit (LimitExceeded)
browser.upload_ignored     the drop zone took no files
browser.upload_size        the files are too large together (LimitExceeded)
browser.dialog_missing     no such dialog came                                           retryable
browser.dialog_storm       the page opened dialogs without end and was closed
browser.popup_storm        the page opened popups without end and was closed
browser.response_missing   no such response came                                         retryable
browser.response_invalid   the response is no JSON
browser.no_capture         a step collects what none has started to capture
browser.capture_size       the responses are over the limit together (LimitExceeded)
browser.pdf_failed         the page cannot be printed so
browser.target_missing     nothing matches the target                                     retryable
browser.target_ambiguous   several elements match where one is meant
browser.target_invalid     the selector cannot be parsed
browser.target_unfit       the element cannot do that (filling a button)
browser.timeout            there, but not ready in time                                   retryable
browser.script_failed      JavaScript in the page raised an error
browser.field_missing      a required field of a row is not there
browser.state_lost         a lost page cannot be rebuilt
browser.failed             anything else
network.blocked            the guard does not allow the address (NetworkBlocked)
"""

import asyncio
import builtins
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from playwright.async_api import Error, TimeoutError  # noqa: A004 - Playwright's own name

from flow_builder.errors import NodeError

_GONE = re.compile(
    r"Target crashed|Page crashed|has been closed|Connection closed|Browser closed|browser has disconnected",
    re.IGNORECASE,
)
_NET = re.compile(r"net::(ERR_[A-Z_0-9]+)")
_AMBIGUOUS = re.compile(r"strict mode violation:.*? resolved to (\d+) elements", re.DOTALL)
_INVALID = re.compile(
    r"while parsing|is not a valid (selector|XPath)|Unknown engine|Unexpected token|Malformed selector"
)
_UNFIT = re.compile(
    r"Element is not an? .*|Not a checkbox.*|Clicking the checkbox did not.*|Cannot type text into.*|Input of type .*"
    r"|Non-multiple file input.*|Node is not an HTMLInputElement.*"
)
_FOR_GOOD = frozenset({"ERR_UNKNOWN_URL_SCHEME", "ERR_INVALID_URL", "ERR_UNSAFE_PORT", "ERR_BLOCKED_BY_CLIENT"})
"""Failures of the network that trying again cannot cure; neither can a certificate's."""


@contextmanager
def mapped(action: str, *, url: str = "", target: str | None = None) -> Iterator[None]:
    """Runs a block and raises Playwright's errors as NodeErrors that name the action, the page and the target."""
    try:
        yield
    except Error as error:
        raise to_node_error(error, action, url=url, target=target) from error


def to_node_error(error: Error, action: str, *, url: str = "", target: str | None = None) -> NodeError:
    """Returns the NodeError for one of Playwright's errors."""
    details: dict[str, Any] = {"action": action, "url": url} | ({"target": target} if target else {})
    for pattern, build in _RULES:
        if found := pattern.search(error.message):
            return build(found, action, details)
    if isinstance(error, TimeoutError):
        return _late(error.message, action, details)
    return NodeError(f"Could not {action}: {first_line(error.message)}", code="browser.failed", details=details)


@asynccontextmanager
async def answering(action: str, url: str, timeout_s: float) -> AsyncIterator[None]:
    """Runs a block that asks a page; NodeError `browser.timeout` when the page's scripts keep it from answering."""
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except builtins.TimeoutError:
        raise NodeError(
            f"Could not {action} in time: the page does not answer.",
            code="browser.timeout",
            retryable=True,
            hint="The page is still loading, or one of its scripts does not end.",
            details={"action": action, "url": url, "timeout_s": timeout_s},
        ) from None


def crashed(details: dict[str, Any] | None = None) -> NodeError:
    """Returns the error for a page whose process, or whole browser, is gone."""
    hint = "If it happens again, the page may need more than the 3 GB of memory that a page can have."
    message = "The browser or the page crashed."
    return NodeError(message, code="browser.crashed", retryable=True, hint=hint, details=details)


def first_line(text: str) -> str:
    """Returns the message without Playwright's call log and method name."""
    line = text.strip().partition("\n")[0]
    return re.sub(r"^[A-Z]\w+\.\w+: ", "", line)[:500]


def _gone(_: re.Match[str], action: str, details: dict[str, Any]) -> NodeError:  # noqa: ARG001 - the rules' signature
    return crashed(details)


def _download(_: re.Match[str], __: str, details: dict[str, Any]) -> NodeError:
    return NodeError(
        "The page was not loaded: the answer is a file, or the page stopped it.",
        code="browser.download",
        hint="Fetch files with http.download, or click their link with `then: download`.",
        details=details,
    )


def _network(found: re.Match[str], action: str, details: dict[str, Any]) -> NodeError:
    net_error = found[1]
    if net_error == "ERR_ABORTED":
        return _download(found, action, details)
    again = net_error not in _FOR_GOOD and not net_error.startswith(("ERR_CERT", "ERR_SSL"))
    reason = net_error.removeprefix("ERR_").replace("_", " ").lower()
    return NodeError(
        f"The page {details['url']} could not be loaded: {reason}.",
        code="browser.navigation_failed",
        retryable=again,
        details=details | {"net_error": net_error},
    )


def _ambiguous(found: re.Match[str], action: str, details: dict[str, Any]) -> NodeError:
    return ambiguous(int(found[1]), action, details)


def ambiguous(count: int, action: str, details: dict[str, Any]) -> NodeError:
    """Returns the error for a target that several elements match."""
    return NodeError(
        f"Cannot {action}: {count} elements match {details.get('target')}.",
        code="browser.target_ambiguous",
        hint="Make the target more specific, or set `nth`.",
        details=details | {"matches": count},
    )


def _late(text: str, action: str, details: dict[str, Any]) -> NodeError:
    if "target" not in details:
        return NodeError(
            f"Could not {action} in time.",
            code="browser.timeout",
            retryable=True,
            hint="Raise `timeout_s`, or wait for an element instead of the whole page.",
            details=details,
        )
    if "locator resolved to" not in text:
        return missing(action, details)
    return NodeError(
        f"Could not {action} in time: {details['target']} is there, but {_reason(text)}.",
        code="browser.timeout",
        retryable=True,
        hint="Something may cover, hide or disable the element; the step's screenshot shows the page.",
        details=details,
    )


def script_failed(error: Error, url: str) -> NodeError:
    """Returns the error for a script that raised one, or whose page went away."""
    if _GONE.search(error.message):
        return crashed({"url": url})
    hint = None
    if "context was destroyed" in error.message:
        hint = "The script led to another page; use browser.goto or browser.click for that."
    message = f"The script failed: {first_line(error.message)}"
    return NodeError(message, code="browser.script_failed", hint=hint, details={"url": url})


def missing(action: str, details: dict[str, Any]) -> NodeError:
    """Returns the error for a target that nothing on the page matches."""
    return NodeError(
        f"Cannot {action}: nothing on the page matches {details.get('target')}.",
        code="browser.target_missing",
        retryable=True,
        hint="The step's screenshot and HTML show the page as it was; pick the element again.",
        details=details,
    )


def _reason(text: str) -> str:
    for line in reversed(text.splitlines()):
        if found := re.search(
            r"element is not \w+|element was detached.*|intercepts pointer events|outside of the view", line
        ):
            return found[0].replace("element is", "it is").replace("intercepts pointer events", "something covers it")
    return "it does not get ready"


def _no_url(_: re.Match[str], __: str, details: dict[str, Any]) -> NodeError:
    return NodeError(f"{details['url']!r} is not an address.", code="browser.url_invalid", details=details)


def _invalid(found: re.Match[str], _: str, details: dict[str, Any]) -> NodeError:
    return NodeError(
        f"The target cannot be parsed: {details.get('target')}.",
        code="browser.target_invalid",
        hint="Check the selector's spelling.",
        details=details | {"reason": found[0]},
    )


def _unfit(found: re.Match[str], action: str, details: dict[str, Any]) -> NodeError:
    message = f"Cannot {action} {details.get('target')}: {found[0]}"
    return NodeError(message, code="browser.target_unfit", details=details)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, dict[str, Any]], NodeError]], ...] = (
    (_GONE, _gone),
    (re.compile(r"Download is starting"), _download),
    (_NET, _network),
    (_AMBIGUOUS, _ambiguous),
    (re.compile(r"invalid URL"), _no_url),
    (_INVALID, _invalid),
    (_UNFIT, _unfit),
)
"""What Playwright's messages say, first match first; a timeout that matches none of them is told by its call log."""
