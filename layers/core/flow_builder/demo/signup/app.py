"""The form as an ASGI application: five steps, a confirmation that may fail, and the lists its widgets load."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.demo.broken import BrokenResponse
from flow_builder.demo.sessions import Clock, Sessions
from flow_builder.demo.signup import fields
from flow_builder.demo.signup.flaky import RETRY_AFTER_S, SLOW_S, Mishap, read_plan
from flow_builder.demo.signup.pages import STEPS, Pages
from flow_builder.demo.signup.places import PLACES, VOUCHERS

SESSION_S = 1_800
KEPT = 100
"""Submissions that are remembered."""
_COOKIE = "signup"
_LAST = len(STEPS)
_BEGINNING = b"<!doctype html><title>Cobalt Workshop</title>"
"""What arrives of an answer that breaks off."""

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class Application:
    """What one visitor has filled in; `plan` is what still goes wrong."""

    plan: deque[Mishap]
    steps: dict[int, fields.Values] = field(default_factory=dict)
    reference: str = ""

    @property
    def reached(self) -> int:
        """The first step that is not done."""
        return next((number for number in range(1, _LAST) if number not in self.steps), _LAST)

    @property
    def values(self) -> fields.Values:
        """All that was filled in, as one."""
        return {name: value for step in sorted(self.steps) for name, value in self.steps[step].items()}


def create_signup(
    seed: int, base_path: str = "", clock: Clock = time.time, sleep: Sleep = asyncio.sleep, delay_s: float = 0.15
) -> Starlette:
    """Returns the form at a seed, below `base_path`; `delay_s` is what its lists take to load."""
    signup = _Signup(seed, base_path.rstrip("/"), clock, sleep, delay_s)
    routes = [
        Route("/", signup.front),
        Route("/workshops/{slug}", signup.workshop),
        Route("/join", signup.join),
        Route("/step/{number:int}", signup.step),
        Route("/step/{number:int}", signup.take, methods=["POST"]),
        Route("/confirm", signup.confirm, methods=["POST"]),
        Route("/done/{reference}", signup.done),
        Route("/api/places", signup.places),
        Route("/api/vouchers/{code}", signup.voucher),
        Route("/api/truth", signup.truth),
    ]
    return signup.pages.site.starlette(routes)


class _Signup:
    def __init__(self, seed: int, base: str, clock: Clock, sleep: Sleep, delay_s: float) -> None:
        self.seed = seed
        self.clock = clock
        self.sleep = sleep
        self.delay_s = delay_s
        self.pages = Pages(base)
        self.sessions: Sessions[Application] = Sessions(clock, ttl_s=SESSION_S)
        self.kept: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self.count = 0

    @property
    def today(self) -> date:
        return datetime.fromtimestamp(self.clock(), UTC).date()

    async def front(self, request: Request) -> Response:
        asked = request.query_params
        return self.pages.front(asked.get("flaky"), expired=asked.get("why") == "expired")

    async def workshop(self, request: Request) -> Response:
        return self.pages.workshop(request.path_params["slug"])

    async def join(self, request: Request) -> Response:
        plan = deque(read_plan(request.query_params.get("flaky")))
        self.sessions.drop(request.cookies.get(_COOKIE))
        answer = self.pages.site.redirect("/step/1")
        token = self.sessions.add(Application(plan))
        answer.set_cookie(_COOKIE, token, path=f"{self.pages.site.base}/", httponly=True, samesite="lax")
        return answer

    async def step(self, request: Request) -> Response:
        number, application = self._at(request)
        if application is None:
            return self._expired()
        if not 1 <= number <= application.reached:
            return self.pages.site.redirect(f"/step/{application.reached}")
        return self._show(number, application, application.steps.get(number, {}), {})

    async def take(self, request: Request) -> Response:
        number, application = self._at(request)
        if application is None:
            return self._expired()
        if not 1 <= number <= min(application.reached, _LAST - 1):
            return self.pages.site.redirect(f"/step/{application.reached}")
        async with request.form(max_files=10, max_fields=50) as form:
            texts = {name: value for name, value in form.items() if isinstance(value, str)}
            files = [
                fields.Upload(value.filename, await value.read())
                for _, value in form.multi_items()
                if isinstance(value, UploadFile) and value.filename
            ]
        values, errors = self._check(number, texts, files)
        if errors:
            return self._show(number, application, values, errors)
        application.steps[number] = values
        return self.pages.site.redirect(f"/step/{number + 1}")

    async def confirm(self, request: Request) -> Response:
        _, application = self._at(request)
        if application is None:
            return self._expired()
        if application.reached < _LAST:
            return self.pages.site.redirect(f"/step/{application.reached}")
        async with request.form() as form:
            agreed = form.get("agree")
        if not agreed and not application.reference:
            return self._show(_LAST, application, {}, {"agree": "Please agree to the house rules."})
        if application.plan:
            failed = await self._mishap(application, application.plan.popleft())
            if failed is not None:
                return failed
        return self.pages.site.redirect(f"/done/{self._keep(application)}")

    async def done(self, request: Request) -> Response:
        found = self._submission(request.path_params["reference"])
        return self.pages.done(found) if found else self.pages.site.missing()

    async def places(self, request: Request) -> Response:
        """Answers the regions of a country, or the towns of a region."""
        await self.sleep(self.delay_s)
        regions = PLACES.get(request.query_params.get("country", ""), {})
        region = request.query_params.get("region")
        return JSONResponse({"options": list(regions) if region is None else list(regions.get(region, ()))})

    async def voucher(self, request: Request) -> Response:
        code = request.path_params["code"].upper()
        if code not in VOUCHERS:
            return JSONResponse({"error": "We do not know this voucher."}, 404)
        return JSONResponse({"code": code, "percent": VOUCHERS[code]})

    async def truth(self, request: Request) -> Response:
        """Answers what was submitted, newest last; `?reference=` for one."""
        if reference := request.query_params.get("reference"):
            found = self._submission(reference)
            return JSONResponse(found) if found else JSONResponse({"error": "There is none."}, 404)
        return JSONResponse({"count": self.count, "submissions": list(self.kept)})

    def _check(self, number: int, texts: Mapping[str, str], files: Sequence[fields.Upload]) -> fields.Checked:
        match number:
            case 1:
                return fields.person(texts)
            case 2:
                return fields.address(texts)
            case 3:
                return fields.start(texts, self.today)
            case _:
                return fields.about(texts, files)

    def _at(self, request: Request) -> tuple[int, Application | None]:
        return int(request.path_params.get("number", 0)), self.sessions.get(request.cookies.get(_COOKIE))

    def _show(self, number: int, application: Application, values: fields.Values, errors: fields.Errors) -> Response:
        shown = application.values if number == _LAST else values
        return self.pages.step(number, shown, errors, application.reached, self.today)

    async def _mishap(self, application: Application, mishap: Mishap) -> Response | None:
        """Returns the answer of a server that fails, or None if it only takes its time."""
        match mishap:
            case "503" | "429":
                return self.pages.busy(int(mishap), RETRY_AFTER_S)
            case "slow":
                await self.sleep(SLOW_S)
                return None
            case "lost":
                self._keep(application)
        return BrokenResponse(_BEGINNING, 4_000, "text/html")

    def _keep(self, application: Application) -> str:
        """Takes an application once, however often it is sent."""
        if not application.reference:
            self.count += 1
            application.reference = f"CW-{self.seed % 1000:03d}-{self.count:04d}"
            self.kept.append({"reference": application.reference, **application.values})
        return application.reference

    def _submission(self, reference: str) -> dict[str, Any] | None:
        return next((each for each in self.kept if each["reference"] == reference), None)

    def _expired(self) -> Response:
        return self.pages.site.redirect("/?why=expired")
