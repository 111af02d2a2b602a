"""Who solves captchas: the port, and the adapter for services that speak 2captcha's JSON protocol."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from flow_builder.browser.captcha.detection import Captcha
from flow_builder.errors import NodeError

if TYPE_CHECKING:
    import httpx

PROVIDERS = {
    "2captcha": "https://api.2captcha.com",
    "anti-captcha": "https://api.anti-captcha.com",
}
"""Services that speak this protocol, by the name that a credential's `provider` has."""

_FIRST_POLLS_SECONDS = (1.0, 2.0, 3.0)
_POLL_SECONDS = 5.0
_ANSWER_BYTES = 256 * 1024
_FOR_GOOD = ("ERROR_KEY", "ERROR_WRONG_USER_KEY", "ERROR_ZERO_BALANCE", "ERROR_IP", "ERROR_ACCOUNT", "ERROR_TASK_NOT")
"""Beginnings of the errors that another attempt does not cure."""


class Solver(Protocol):
    """A service, or people, that solve captchas."""

    async def solve(self, captcha: Captcha, *, user_agent: str, min_score: float, timeout_s: float) -> str:
        """Returns the token that the page is to be given. Raises NodeError `browser.captcha`."""
        ...


class JsonSolver:
    """createTask and getTaskResult, as 2captcha, anti-captcha and others have them."""

    def __init__(self, http: "httpx.AsyncClient", url: str, api_key: str) -> None:
        self._http = http
        self._url = url.rstrip("/")
        self._key = api_key

    async def solve(self, captcha: Captcha, *, user_agent: str, min_score: float, timeout_s: float) -> str:
        """Orders an answer and asks until it is there: after 1, 2 and 3 s, then every 5 s."""
        task = task_of(captcha, user_agent=user_agent, min_score=min_score)
        try:
            async with asyncio.timeout(timeout_s):
                number = (await self._call("createTask", {"task": task}))["taskId"]
                return await self._answer(number)
        except TimeoutError:
            raise failed(captcha, "the service did not solve it in time", retryable=True) from None
        except KeyError as error:
            raise failed(captcha, "the service's answer lacks what it should hold") from error

    async def _answer(self, number: Any) -> str:
        waits = iter(_FIRST_POLLS_SECONDS)
        while True:
            await asyncio.sleep(next(waits, _POLL_SECONDS))
            told = await self._call("getTaskResult", {"taskId": number})
            if told["status"] == "ready":
                solution = told["solution"]
                return str(solution.get("gRecaptchaResponse") or solution["token"])

    async def _call(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        import httpx
        from pydantic_core import from_json

        try:
            async with self._http.stream(
                "POST", f"{self._url}/{method}", json={"clientKey": self._key, **body}
            ) as answer:
                data = b""
                async for part in answer.aiter_bytes():
                    data += part
                    if len(data) > _ANSWER_BYTES:
                        raise service_error("its answer is too long")
        except httpx.HTTPError as error:
            raise service_error(type(error).__name__, retryable=True) from error
        try:
            told = from_json(data)
            code = str(told.get("errorCode") or told["errorId"]) if told["errorId"] else None
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            message = f"it answered with status {answer.status_code} and no JSON of its own"
            raise service_error(message, retryable=answer.status_code >= 500) from error  # noqa: PLR2004 - HTTP's class
        if code is not None:
            raise service_error(code, retryable=not code.startswith(_FOR_GOOD), code=code)
        found: dict[str, Any] = told
        return found


def solver_of(http: "httpx.AsyncClient", fields: Mapping[str, Any]) -> Solver:
    """Returns the service that a credential's fields name: `provider`, `api_key`, and `url` to use another address.

    Raises NodeError `credential.unfit`.
    """
    provider = str(fields.get("provider") or "2captcha")
    url = fields.get("url") or PROVIDERS.get(provider)
    if not url or not fields.get("api_key"):
        raise NodeError(
            "The captcha credential lacks an API key, or names a provider that is not known and gives no address.",
            code="credential.unfit",
            field="/credential",
            hint=f"Known providers: {', '.join(sorted(PROVIDERS))}. Others need `url`, and must speak 2captcha's JSON protocol.",
        )
    return JsonSolver(http, str(url), str(fields["api_key"]))


def task_of(captcha: Captcha, *, user_agent: str, min_score: float) -> dict[str, Any]:
    """Returns the task as the protocol describes this captcha. Raises NodeError `browser.captcha` if nobody solves it."""
    if captcha.site_key is None or captcha.kind == "cloudflare":
        raise NodeError(
            "This Cloudflare page has no puzzle that a service could solve.",
            code="browser.captcha",
            hint="Open the session with the stealth engine, a remote browser or another proxy.",
            details=details(captcha),
        )
    task: dict[str, Any] = {"websiteURL": captcha.url, "websiteKey": captcha.site_key}
    match captcha.kind:
        case "recaptcha_v2":
            name = "RecaptchaV2EnterpriseTaskProxyless" if captcha.enterprise else "RecaptchaV2TaskProxyless"
            more = (
                {"enterprisePayload": {"s": captcha.data}}
                if captcha.enterprise
                else {"recaptchaDataSValue": captcha.data}
            )
            task |= {"isInvisible": captcha.invisible} | (more if captcha.data else {})
        case "recaptcha_v3":
            name = "RecaptchaV3TaskProxyless"
            task |= {
                "minScore": min_score,
                "pageAction": captcha.action or "verify",
                "isEnterprise": captcha.enterprise,
            }
        case "hcaptcha":
            name = "HCaptchaTaskProxyless"
            task |= {"isInvisible": captcha.invisible}
            task |= {"enterprisePayload": {"rqdata": captcha.data}} if captcha.data else {}
        case "turnstile":
            name = "TurnstileTaskProxyless"
            task |= {"action": captcha.action} if captcha.action else {}
            task |= {"data": captcha.data} if captcha.data else {}
    return {"type": name, **task, "userAgent": user_agent}


def details(captcha: Captcha) -> dict[str, Any]:
    """Returns what an error says about a captcha."""
    return {"captcha": captcha.kind, "site_key": captcha.site_key, "url": captcha.url}


def failed(captcha: Captcha, reason: str, *, retryable: bool = False) -> NodeError:
    """Returns the error for a captcha that was not solved."""
    message = f"The {captcha.title} was not solved: {reason}."
    return NodeError(message, code="browser.captcha", retryable=retryable, details=details(captcha))


def service_error(reason: str, *, retryable: bool = False, code: str | None = None) -> NodeError:
    """Returns the error for a service that does not do its work."""
    return NodeError(
        f"The captcha service failed: {reason}.",
        code="browser.captcha",
        retryable=retryable,
        hint="Check the credential's key and balance." if code else None,
        details={"service_error": code} if code else None,
    )
