"""The portal as an ASGI application: login, code, account, reports."""

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.demo.markup import Html, each, fill
from flow_builder.demo.portal.accounts import LOCKED_S, MAX_WRONG, Account, Gate, make_accounts
from flow_builder.demo.portal.reports import HEADER_ROW, HEADINGS, YEARS, Report, reports, workbook
from flow_builder.demo.sessions import Clock, Sessions
from flow_builder.demo.site import Site

SESSION_S = 900
CODE_S = 300
"""Time to give the code in."""
_KNOWN_S = 3_600
"""The cookie lives on after the session, so that the login can say that it has expired."""
DEVICE_S = 30 * 86_400
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SESSION, _PENDING, _DEVICE = "portal_session", "portal_pending", "portal_device"
_PAGES = re.compile(r"/account|/reports(\?year=\d{4})?")
"""Where a login may lead to: no address that someone else made up."""
_WHY = {
    "expired": ("warn", "Your session has expired. Please log in again."),
    "needed": ("warn", "Please log in to see this page."),
    "bye": ("good", "You are logged out."),
}


@dataclass(frozen=True, slots=True)
class _Pending:
    """A visitor whose password was right and whose code is missing."""

    account: Account
    onward: str
    session_s: int


Behind = Callable[[Request, Account], Awaitable[Response]]
"""A page that only a customer sees."""


def create_portal(seed: int, base_path: str = "", clock: Clock = time.time) -> Starlette:
    """Returns the portal at a seed, below `base_path`; `clock` decides what has expired and which code is right."""
    portal = _Portal(seed, base_path.rstrip("/"), clock)
    routes = [
        Route("/", portal.front),
        Route("/login", portal.login_form),
        Route("/login", portal.login, methods=["POST"]),
        Route("/code", portal.code_form),
        Route("/code", portal.code, methods=["POST"]),
        Route("/account", portal.behind(portal.account)),
        Route("/reports", portal.behind(portal.reports)),
        Route("/reports/{month}.xlsx", portal.behind(portal.report)),
        Route("/logout", portal.logout, methods=["POST"]),
        Route("/api/truth", portal.truth),
    ]
    return portal.site.starlette(routes)


class _Portal:
    def __init__(self, seed: int, base: str, clock: Clock) -> None:
        self.seed = seed
        self.accounts = make_accounts(seed)
        self.gate = Gate(self.accounts, clock)
        self.sessions: Sessions[Account] = Sessions(clock, ttl_s=SESSION_S)
        self.pending: Sessions[_Pending] = Sessions(clock, ttl_s=CODE_S)
        self.devices: Sessions[Account] = Sessions(clock, ttl_s=DEVICE_S)
        self.site = Site(
            key="portal", name="Harbour Energy", base=base, color="#1d4f91",
            about="no energy is sold here. It has a login to automate, and files behind it.",
        )  # fmt: skip

    async def front(self, request: Request) -> Response:
        return self.site.redirect("/account" if self._who(request) else "/login")

    async def login_form(self, request: Request) -> Response:
        return self._login_page(request, _WHY.get(request.query_params.get("why", "")))

    async def login(self, request: Request) -> Response:
        form = await request.form()
        user = str(form.get("user", "")).strip()[:80]
        if self.gate.locked_s(user):
            return self._locked(user)
        account = self.gate.password(user, str(form.get("password", "")))
        if account is None:
            return self._locked(user) if self.gate.locked_s(user) else self._login_page(request, self._wrong(user), 401)
        pending = _Pending(account, _onward(str(form.get("next", ""))), _seconds(str(form.get("session_s", ""))))
        if self.devices.get(request.cookies.get(_DEVICE)) == account:
            self.gate.clear(user)
            return self._enter(pending)
        answer = self.site.redirect("/code")
        self._set(answer, _PENDING, self.pending.add(pending), CODE_S)
        return answer

    async def code_form(self, request: Request) -> Response:
        pending = self.pending.get(request.cookies.get(_PENDING))
        return self._code_page(pending, None) if pending else self.site.redirect("/login?why=expired")

    async def code(self, request: Request) -> Response:
        token = request.cookies.get(_PENDING)
        pending = self.pending.get(token)
        if pending is None:
            return self.site.redirect("/login?why=expired")
        user = pending.account.user
        if self.gate.locked_s(user):
            return self._locked(user)
        form = await request.form()
        if not self.gate.code(pending.account, str(form.get("code", ""))[:20]):
            return self._locked(user) if self.gate.locked_s(user) else self._code_page(pending, self._wrong(user), 401)
        self.pending.drop(token)
        answer = self._enter(pending)
        if form.get("remember"):
            self._set(answer, _DEVICE, self.devices.add(pending.account), DEVICE_S)
        return answer

    async def account(self, _: Request, account: Account) -> Response:
        newest = reports(self.seed, account.customer)[0]
        body = self.site.fill(
            "account.html", first=account.name.split()[0], name=account.name, customer=account.customer,
            address=account.address, tariff=account.tariff, month=newest.title, kwh=f"{newest.kwh:,.2f}",
            amount=f"{newest.amount:,.2f}",
        )  # fmt: skip
        return self.site.page("Your account", body, nav=self._nav(account, "/account"))

    async def reports(self, request: Request, account: Account) -> Response:
        wanted = request.query_params.get("year", "")
        year = next((year for year in YEARS if str(year) == wanted), YEARS[0])
        rows = each(
            '<tr data-month="$key"><th scope="row">$title</th><td class="number">$kwh</td><td class="number">€$amount</td>'
            '<td><a href="$base/reports/$key.xlsx" download aria-label="Download $title">Download <span class="tag">XLSX</span></a>'
            "</td></tr>",
            (
                {"base": self.site.base, "key": one.key, "title": one.title, "kwh": f"{one.kwh:,.2f}",
                 "amount": f"{one.amount:,.2f}"}
                for one in reports(self.seed, account.customer) if one.month.year == year
            ),
        )  # fmt: skip
        options = each(
            '<option value="$year"$now>$year</option>',
            ({"year": one, "now": Html(" selected" if one == year else "")} for one in YEARS),
        )
        body = self.site.fill("reports.html", year=year, rows=rows, options=options)
        return self.site.page(f"Reports {year}", body, nav=self._nav(account, "/reports"))

    async def report(self, request: Request, account: Account) -> Response:
        found = self._find(account, request.path_params["month"])
        if found is None:
            return self.site.missing()
        disposition = f'attachment; filename="{found.file_name}"'
        return Response(
            workbook(found, account.name), media_type=XLSX,
            headers={"content-disposition": disposition, "cache-control": "private, no-store"},
        )  # fmt: skip

    async def logout(self, request: Request) -> Response:
        self.sessions.drop(request.cookies.get(_SESSION))
        answer = self.site.redirect("/login?why=bye")
        answer.delete_cookie(_SESSION, path=f"{self.site.base}/")
        return answer

    async def truth(self, request: Request) -> Response:
        """Answers what each report holds, `?user=` and `?month=` for the rows of one."""
        account = self.accounts.get(request.query_params.get("user", "ada"))
        if account is None:
            return JSONResponse({"error": "There is no such user."}, 404)
        if month := request.query_params.get("month"):
            found = self._find(account, month)
            if found is None:
                return JSONResponse({"error": f"There is no report {month}."}, 404)
            return JSONResponse(
                {**_as_json(found), "headings": HEADINGS, "header_row": HEADER_ROW, "rows": found.rows()}
            )
        every = [_as_json(one) for one in reports(self.seed, account.customer)]
        return JSONResponse({"customer": account.customer, "name": account.name, "reports": every})

    def behind(self, page: Behind) -> Callable[[Request], Awaitable[Response]]:
        """Returns a page that leads to the login whoever is not logged in."""

        async def show(request: Request) -> Response:
            account = self._who(request)
            if account is not None:
                return await page(request, account)
            why = "expired" if _SESSION in request.cookies else "needed"
            path = request.url.path.removeprefix(self.site.base)
            return self.site.redirect(f"/login?why={why}&next={_onward(path)}")

        return show

    def _who(self, request: Request) -> Account | None:
        return self.sessions.get(request.cookies.get(_SESSION))

    def _find(self, account: Account, month: str) -> Report | None:
        return next((one for one in reports(self.seed, account.customer) if one.key == month), None)

    def _enter(self, pending: _Pending) -> Response:
        answer = self.site.redirect(pending.onward)
        token = self.sessions.add(pending.account, pending.session_s)
        self._set(answer, _SESSION, token, pending.session_s + _KNOWN_S)
        answer.delete_cookie(_PENDING, path=f"{self.site.base}/")
        return answer

    def _set(self, answer: Response, name: str, token: str, seconds: int) -> None:
        answer.set_cookie(name, token, max_age=seconds, path=f"{self.site.base}/", httponly=True, samesite="lax")

    def _wrong(self, user: str) -> tuple[str, str]:
        left = self.gate.left(user)
        return "bad", f"That is not right. {left} attempt{'' if left == 1 else 's'} left."

    def _login_page(self, request: Request, said: tuple[str, str] | None, status: int = 200) -> Response:
        asked = request.query_params
        body = self.site.fill(
            "login.html", said=_said(said), onward=_onward(asked.get("next", "")),
            session_s=_seconds(asked.get("session_s", "")), people=each(
                "<tr><td><code>$user</code></td><td><code>$password</code></td><td><code>$secret</code></td></tr>",
                ({"user": one.user, "password": one.password, "secret": one.secret} for one in self.accounts.values()),
            ),
        )  # fmt: skip
        return self.site.page("Log in", body, status=status)

    def _code_page(self, pending: _Pending, said: tuple[str, str] | None, status: int = 200) -> Response:
        body = self.site.fill("code.html", said=_said(said), user=pending.account.user)
        return self.site.page("Enter your code", body, status=status)

    def _locked(self, user: str) -> Response:
        seconds = self.gate.locked_s(user)
        body = self.site.fill("locked.html", user=user, wrong=MAX_WRONG, seconds=seconds, minutes=LOCKED_S // 60)
        answer = self.site.page("Account locked", body, status=429)
        answer.headers["retry-after"] = str(seconds)
        return answer

    def _nav(self, account: Account, here: str) -> Html:
        now = {path: Html(' aria-current="page"' if path == here else "") for path in ("/account", "/reports")}
        return self.site.fill("nav.html", name=account.name, account=now["/account"], reports=now["/reports"])


def _onward(path: str) -> str:
    return path if _PAGES.fullmatch(path) else "/account"


def _seconds(text: str) -> int:
    """Returns how long a session lasts: what was asked for, if it is no longer than usual."""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else SESSION_S  # noqa: PLR2004 - digits
    return min(max(asked, 1), SESSION_S)


def _said(said: tuple[str, str] | None) -> Html:
    return fill('<p class="alert $kind" role="alert">$text</p>', kind=said[0], text=said[1]) if said else Html()


def _as_json(report: Report) -> dict[str, object]:
    return {
        "month": report.key, "title": report.title, "days": len(report.days), "kwh": report.kwh,
        "amount": report.amount, "file": report.file_name,
    }  # fmt: skip
