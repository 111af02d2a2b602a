"""The portal lets nobody in without password and code, and gives a workbook per month."""

import io
from collections.abc import AsyncIterator

import httpx
import pytest
from openpyxl import load_workbook

from flow_builder.demo.portal import create_portal
from flow_builder.demo.portal.accounts import LOCKED_S, Gate, code_at, make_accounts
from tests.support.demo import Clock, parse, text, visiting

ACCOUNTS = make_accounts(1)
ADA = ACCOUNTS["ada"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def portal(clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_portal(1, clock=clock)) as client:
        yield client


async def give_password(portal: httpx.AsyncClient, **more: str) -> httpx.Response:
    return await portal.post("/login", data={"user": "ada", "password": ADA.password, **more})


async def log_in(portal: httpx.AsyncClient, clock: Clock, **more: str) -> httpx.Response:
    await give_password(portal, **{name: value for name, value in more.items() if name != "remember"})
    remember = {"remember": "1"} if "remember" in more else {}
    return await portal.post("/code", data={"code": code_at(ADA.secret, clock()), **remember})


async def test_password_and_code_lead_to_the_account(portal: httpx.AsyncClient, clock: Clock) -> None:
    assert (await give_password(portal)).url.path == "/code"
    account = await portal.post("/code", data={"code": code_at(ADA.secret, clock())})
    assert account.url.path == "/account"
    assert text(parse(account), "#customer-number") == ADA.customer


@pytest.mark.parametrize(("secret", "at", "code"), [("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59, "287082"),
                                                    ("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1111111109, "081804")])  # fmt: skip
def test_codes_are_those_of_rfc_6238(secret: str, at: int, code: str) -> None:
    assert code_at(secret, at) == code


async def test_the_login_page_shows_what_one_needs_to_try_it(portal: httpx.AsyncClient) -> None:
    shown = [node.text() for node in parse(await portal.get("/login")).css(".accounts td code")]
    assert shown == [value for one in ACCOUNTS.values() for value in (one.user, one.password, one.secret)]


async def test_a_code_of_the_next_half_minute_is_right_and_one_after_it_is_not(
    portal: httpx.AsyncClient, clock: Clock
) -> None:
    await give_password(portal)
    late = await portal.post("/code", data={"code": code_at(ADA.secret, clock() + 60)})
    assert (late.status_code, text(parse(late), "[role=alert]")) == (401, "That is not right. 4 attempts left.")
    near = await portal.post("/code", data={"code": code_at(ADA.secret, clock() + 30)})
    assert near.url.path == "/account"


@pytest.mark.parametrize("path", ["/account", "/reports", "/reports/2026-03.xlsx"])
async def test_pages_behind_the_login_lead_to_it(portal: httpx.AsyncClient, path: str) -> None:
    shown = await portal.get(path)
    assert (shown.url.path, shown.url.params["why"]) == ("/login", "needed")


async def test_the_password_alone_opens_nothing(portal: httpx.AsyncClient) -> None:
    await give_password(portal)
    assert (await portal.get("/account")).url.path == "/login"


async def test_after_the_login_one_is_where_one_wanted_to_be(portal: httpx.AsyncClient, clock: Clock) -> None:
    login = parse(await portal.get("/reports"))
    onward = login.css_first("input[name=next]").attributes["value"]
    assert (await log_in(portal, clock, next=onward or "")).url.path == "/reports"


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/reports", "/reports\n", "/login", ""])
async def test_a_login_leads_to_no_foreign_address(portal: httpx.AsyncClient, clock: Clock, onward: str) -> None:
    assert str((await log_in(portal, clock, next=onward)).url) == "http://demo.test/account"


async def test_a_session_ends_when_it_was_not_used_for_long(portal: httpx.AsyncClient, clock: Clock) -> None:
    await log_in(portal, clock, session_s="60")
    clock.now += 50
    assert (await portal.get("/account")).url.path == "/account"
    clock.now += 50
    assert (await portal.get("/account")).url.path == "/account"
    clock.now += 61
    shown = await portal.get("/reports")
    assert (shown.url.path, shown.url.params["why"]) == ("/login", "expired")
    assert text(parse(shown), "[role=alert]") == "Your session has expired. Please log in again."


async def test_the_time_for_the_code_ends_too(portal: httpx.AsyncClient, clock: Clock) -> None:
    await give_password(portal)
    clock.now += 301
    shown = await portal.post("/code", data={"code": code_at(ADA.secret, clock())})
    assert shown.url.params["why"] == "expired"


async def test_a_remembered_device_needs_no_code_for_its_user(portal: httpx.AsyncClient, clock: Clock) -> None:
    await log_in(portal, clock, remember="1")
    await portal.post("/logout")
    assert (await portal.get("/account")).url.path == "/login"
    assert (await give_password(portal)).url.path == "/account"
    await portal.post("/logout")
    grace = await portal.post("/login", data={"user": "grace", "password": ACCOUNTS["grace"].password})
    assert grace.url.path == "/code"
    clock.now += 31 * 86_400
    assert (await give_password(portal)).url.path == "/code"


async def test_five_wrong_attempts_lock_the_account_for_a_while(portal: httpx.AsyncClient, clock: Clock) -> None:
    for left in (4, 3):
        wrong = await portal.post("/login", data={"user": "ada", "password": "x"})
        assert (wrong.status_code, f"{left} attempts left" in wrong.text) == (401, True)
    await give_password(portal)
    await portal.post("/code", data={"code": "000000"})
    assert "1 attempt left" in (await portal.post("/code", data={"code": "abc"})).text
    locked = await portal.post("/code", data={"code": ""})
    assert (locked.status_code, text(parse(locked), "h1")) == (429, "Account locked")
    assert int(locked.headers["retry-after"]) == LOCKED_S + 1 == int(text(parse(locked), "#seconds"))
    for answer in (
        await give_password(portal),
        await portal.post("/code", data={"code": code_at(ADA.secret, clock())}),
    ):
        assert answer.status_code == 429
    other = await portal.post("/login", data={"user": "grace", "password": ACCOUNTS["grace"].password})
    assert other.url.path == "/code"
    clock.now += LOCKED_S
    assert (await log_in(portal, clock)).url.path == "/account"


def test_guessed_names_are_not_remembered_without_end() -> None:
    gate = Gate({}, Clock())
    for number in range(1_200):
        gate.password(f"user {number}", "x")
    assert (gate.left("user 0"), gate.left("user 1199")) == (5, 4)


async def test_user_names_are_shown_as_text(portal: httpx.AsyncClient) -> None:
    for _ in range(5):
        locked = await portal.post("/login", data={"user": "<b>x</b>", "password": "x"})
    assert text(parse(locked), ".locked strong") == "<b>x</b>"


async def test_every_month_of_a_year_has_a_workbook(portal: httpx.AsyncClient, clock: Clock) -> None:
    await log_in(portal, clock)
    truth = (await portal.get("/api/truth")).json()
    for year in ("2026", "2025"):
        rows = parse(await portal.get(f"/reports?year={year}")).css("#reports tbody tr")
        months = [row.attributes["data-month"] for row in rows]
        assert months == [one["month"] for one in truth["reports"] if one["month"].startswith(year)]
    assert len(truth["reports"]) == 22


async def test_a_workbook_holds_what_the_truth_says(portal: httpx.AsyncClient, clock: Clock) -> None:
    await log_in(portal, clock)
    truth = (await portal.get("/api/truth", params={"month": "2026-02"})).json()
    answer = await portal.get("/reports/2026-02.xlsx")
    assert answer.headers["content-disposition"] == f'attachment; filename="{truth["file"]}"'
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Summary", "Days"]
    rows = list(book["Days"].iter_rows(min_row=truth["header_row"], values_only=True))
    assert list(rows[0]) == truth["headings"]
    assert [[f"{row[0]:%Y-%m-%d}", *row[1:]] for row in rows[1:-1]] == truth["rows"]
    assert len(truth["rows"]) == truth["days"] == 28
    assert (rows[-1][0], rows[-1][3]) == ("Total", truth["amount"])
    assert round(sum(row[1] + row[2] for row in truth["rows"]), 2) == truth["kwh"]


async def test_there_is_no_workbook_of_months_to_come(portal: httpx.AsyncClient, clock: Clock) -> None:
    await log_in(portal, clock)
    for month in ("2026-11", "2024-12", "x"):
        assert (await portal.get(f"/reports/{month}.xlsx")).status_code == 404
        assert (await portal.get("/api/truth", params={"month": month})).status_code == 404


async def test_cookies_are_for_the_portal_alone_and_no_script_reads_them(clock: Clock) -> None:
    async with visiting(create_portal(1, "/demo/portal", clock)) as client:
        answer = await client.post(
            "/login", data={"user": "ada", "password": ADA.password}, follow_redirects=False
        )  # fmt: skip
    assert answer.headers["location"] == "/demo/portal/code"
    assert "Path=/demo/portal/" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]


def test_another_seed_has_other_secrets_and_the_same_seed_the_same() -> None:
    assert make_accounts(1) == ACCOUNTS
    assert make_accounts(2)["ada"].secret != ADA.secret
