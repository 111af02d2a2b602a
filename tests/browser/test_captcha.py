"""Captchas are found as their makers show them, solved by a service, and the page gets the answer."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import pytest_asyncio

from flow_builder.browser.captcha import detection, solving
from flow_builder.browser.sessions import Sessions
from flow_builder.errors import NodeError
from tests.support.captcha_service import KEY, CaptchaService, captcha_service
from tests.support.page_context import PageContext, run_node

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@dataclass
class Solving(PageContext):
    http: Any = None
    credentials: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:
        return self.credentials[reference]


@pytest.fixture
def service() -> Iterator[CaptchaService]:
    with captcha_service() as service:
        yield service


@pytest_asyncio.fixture(loop_scope="session")
async def solver(
    sessions: Sessions, service: CaptchaService, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Solving]:
    monkeypatch.setattr("flow_builder.browser.captcha.solver._FIRST_POLLS_SECONDS", (0.01,) * 9)
    async with httpx.AsyncClient() as http:
        fields = {"type": "captcha", "provider": "2captcha", "api_key": KEY, "url": service.address}
        yield Solving(sessions, http=http, credentials={"good": fields, "bad": {**fields, "api_key": "x"}})


async def solve(context: Solving, url: str, **config: Any) -> Any:
    assert context.browser is not None
    session = await context.browser.open("main")
    await session.goto(url)
    return await run_node("browser.solve_captcha", {"credential": "good", **config}, context)


async def test_a_recaptcha_gets_its_answer_in_field_and_callback(
    solver: Solving, service: CaptchaService, site: str
) -> None:
    service.polls = 2
    output = await solve(solver, f"{site}/captcha/recaptcha.html")
    assert (output["kind"], output["site_key"], output["solved"]) == ("recaptcha_v2", "6LeV2visible", True)
    (task,) = service.tasks
    assert task.pop("userAgent").startswith("Mozilla/5.0")
    assert task == {
        "type": "RecaptchaV2TaskProxyless",
        "websiteURL": f"{site}/captcha/recaptcha.html",
        "websiteKey": "6LeV2visible",
        "isInvisible": False,
        "recaptchaDataSValue": "extra",
    }
    page = solver.browser.get("main").page  # type: ignore[union-attr]
    assert await page.title() == "token tok-1"
    await page.click("#send")
    await page.wait_for_url("**/sent.html?*")
    assert "g-recaptcha-response=tok-1" in page.url


async def test_one_that_a_script_made_is_called_back_once_and_its_neighbour_is_not(
    solver: Solving, service: CaptchaService, site: str
) -> None:
    await solve(solver, f"{site}/captcha/scripted.html")
    assert (service.tasks[0]["type"], service.tasks[0]["isInvisible"]) == ("RecaptchaV2EnterpriseTaskProxyless", True)
    assert await solver.browser.get("main").page.inner_text("#said") == "tok-1"  # type: ignore[union-attr]


async def test_version_3_is_solved_when_asked_for_and_else_left_alone(
    solver: Solving, service: CaptchaService, site: str
) -> None:
    output = await solve(solver, f"{site}/captcha/score.html")
    assert (output["found"], service.tasks) == (False, [])
    output = await solve(solver, f"{site}/captcha/score.html", kind="recaptcha_v3", min_score=0.7)
    assert (output["kind"], service.tasks[0]["minScore"]) == ("recaptcha_v3", 0.7)
    page = solver.browser.get("main").page  # type: ignore[union-attr]
    await page.click("button")
    assert await page.inner_text("button") == "tok-1"


async def test_an_hcaptcha_gets_its_answer(solver: Solving, service: CaptchaService, site: str) -> None:
    await solve(solver, f"{site}/captcha/hcaptcha.html")
    assert service.tasks[0]["enterprisePayload"] == {"rqdata": "rq"}
    assert await solver.browser.get("main").page.title() == "tok-1 tok-1"  # type: ignore[union-attr]


async def test_a_turnstile_in_a_frame_is_found_and_answered_there(
    solver: Solving, service: CaptchaService, site: str
) -> None:
    output = await solve(solver, f"{site}/captcha/framed.html")
    assert output["kind"] == "turnstile"
    task = service.tasks[0]
    assert (task["websiteURL"], task["action"], task["data"]) == (f"{site}/captcha/turnstile.html", "login", "c1")
    frame = solver.browser.get("main").page.frames[1]  # type: ignore[union-attr]
    assert await frame.locator("[name=cf-turnstile-response]").input_value() == "tok-1"
    again = await run_node("browser.solve_captcha", {"credential": "good"}, solver)
    assert (again["found"], len(service.tasks)) == (False, 1)


async def test_a_challenge_page_gets_time_to_let_the_browser_pass(
    solver: Solving, service: CaptchaService, site: str
) -> None:
    output = await solve(solver, f"{site}/captcha/challenge.html?after=300")
    assert (output["found"], service.tasks) == (False, [])
    assert output["url"].endswith("/products.html")


async def test_a_challenge_page_that_stays_is_an_error_with_a_hint(
    sessions: Sessions, solver: Solving, service: CaptchaService, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/captcha/challenge.html")
    (found,) = await solving.passed(session.page, patience_s=0.1)
    assert (found.kind, found.blocking) == ("cloudflare", True)
    with pytest.raises(NodeError) as caught:
        await solving.solve(found, _NobodyHome(), min_score=0.3, timeout_s=1, world={})
    assert caught.value.code == "browser.captcha"


class _NobodyHome:
    async def solve(self, captcha: detection.Captcha, **_: Any) -> str:
        from flow_builder.browser.captcha.solver import task_of

        return str(task_of(captcha, user_agent="", min_score=0.3))


async def test_without_a_credential_nothing_is_sent_and_the_error_says_what_to_do(
    solver: Solving, service: CaptchaService, site: str
) -> None:
    with pytest.raises(NodeError) as caught:
        await solve(solver, f"{site}/captcha/hcaptcha.html", credential=None)
    assert (caught.value.code, caught.value.retryable, service.tasks) == ("browser.captcha", False, [])
    assert "credential" in str(caught.value.hint)
    assert caught.value.details["captcha"] == "hcaptcha"


@pytest.mark.parametrize(
    ("refuse", "retryable"),
    [("ERROR_ZERO_BALANCE", False), ("ERROR_CAPTCHA_UNSOLVABLE", True), ("ERROR_NO_SLOT_AVAILABLE", True)],
)
async def test_the_services_refusals_are_told(
    solver: Solving, service: CaptchaService, site: str, refuse: str, retryable: bool
) -> None:
    service.refuse = refuse
    with pytest.raises(NodeError, match=refuse) as caught:
        await solve(solver, f"{site}/captcha/hcaptcha.html")
    assert (caught.value.code, caught.value.retryable) == ("browser.captcha", retryable)


async def test_a_wrong_key_a_broken_service_and_one_that_is_late_are_clear_errors(
    solver: Solving, service: CaptchaService, site: str
) -> None:
    url = f"{site}/captcha/hcaptcha.html"
    with pytest.raises(NodeError, match="ERROR_KEY_DOES_NOT_EXIST"):
        await solve(solver, url, credential="bad")
    service.polls = 1_000
    with pytest.raises(NodeError, match="in time"):
        await solve(solver, url, timeout_s=0.2)
    service.status = 502
    with pytest.raises(NodeError, match="502") as caught:
        await solve(solver, url)
    assert caught.value.retryable
    solver.credentials["good"]["url"] = "http://127.0.0.1:9"
    with pytest.raises(NodeError, match="ConnectError"):
        await solve(solver, url)


@pytest.mark.parametrize("page", ["form.html", "products.html", "captcha/score.html", "captcha/recaptcha.html"])
async def test_a_page_of_its_own_is_not_taken_for_one_that_blocks(sessions: Sessions, site: str, page: str) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/{page}")
    assert not any(each.blocking for each in await detection.find(session.page))


@pytest.mark.parametrize("page", ["challenge.html", "hcaptcha.html", "turnstile.html"])
async def test_a_step_that_fails_on_such_a_page_says_so(sessions: Sessions, site: str, page: str) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/captcha/{page}")
    context = PageContext(sessions)
    with pytest.raises(NodeError) as caught:
        await run_node("browser.click", {"target": "#buy", "timeout_s": 0.3}, context)
    told = await sessions.explain(caught.value)
    assert (told.code, told.details["error"]) == ("browser.captcha", "browser.target_missing")
    assert "solve_captcha" in str(told.hint)


async def test_other_failures_and_other_pages_are_left_as_they_are(sessions: Sessions, site: str) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/captcha/challenge.html")
    for code in ("browser.script_failed", "network.blocked", "expression.invalid"):
        error = NodeError("no", code=code)
        assert await sessions.explain(error) is error
    await session.goto(f"{site}/captcha/recaptcha.html")
    missing = NodeError("no", code="browser.target_missing")
    assert await sessions.explain(missing) is missing
