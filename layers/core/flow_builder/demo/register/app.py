"""The register as an ASGI application: a list of pages, a page per firm, a form for new entries."""

from collections import OrderedDict
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.demo.markup import Html, each, fill, join
from flow_builder.demo.register.firms import TRADES, Firm, make_firms
from flow_builder.demo.site import Site

PAGE_SIZE = 10
_KEPT = 200
"""New entries that are remembered; the oldest go first."""
_FIELDS = ("name", "trade", "contact", "email", "staff")
_NAV = (("/", "All firms"), ("/enter", "Enter a firm"))


def create_register(seed: int, base_path: str = "") -> Starlette:
    """Returns the register at a seed, below `base_path`; what is entered is kept in memory."""
    register = _Register(seed, base_path.rstrip("/"))
    routes = [
        Route("/", register.front),
        Route("/firms/{number:int}", register.firm),
        Route("/enter", register.form),
        Route("/enter", register.enter, methods=["POST"]),
        Route("/entries/{reference}", register.entry),
        Route("/api/truth", register.truth),
    ]
    return register.site.starlette(routes)


class _Register:
    def __init__(self, seed: int, base: str) -> None:
        self.firms = make_firms(seed)
        self.entered: OrderedDict[str, dict[str, str]] = OrderedDict()
        self.count = 0
        self.site = Site(
            key="register", name="Havn Trade Register", base=base, color="#2f5d50", nav=_NAV,
            about="its firms, numbers and addresses are made up. It has a list to read and a form to fill in.",
        )  # fmt: skip

    async def front(self, request: Request) -> Response:
        """Lists the firms of `?trade=`, ten a page."""
        trade = next((one for one in TRADES if one == request.query_params.get("trade")), "")
        firms = [one for one in self.firms if trade in ("", one.trade)]
        last = -(-len(firms) // PAGE_SIZE)
        asked = request.query_params.get("page", "")
        page = min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < PAGE_SIZE else 1
        rows = each(
            '<tr class="firm"><td class="number">$number</td><th scope="row"><a href="$base/firms/$number">$name</a></th><td>$trade</td></tr>',
            (
                {"number": one.number, "name": one.name, "trade": one.trade, "base": self.site.base}
                for one in firms[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
            ),
        )
        onward = fill("trade=$trade&page=", trade=trade.replace(" ", "+"))
        link = '<a class="button quiet" rel="$rel" href="?$onward$page">$text</a>'
        before = (
            fill(link, rel="prev", onward=onward, page=page - 1, text="Back") if page > 1 else Html("<span></span>")
        )
        after = (
            fill(link, rel="next", onward=onward, page=page + 1, text="Next") if page < last else Html("<span></span>")
        )
        body = self.site.fill(
            "front.html", rows=rows, before=before, after=after, page=page, last=last, count=len(firms),
            options=_options(trade),
        )  # fmt: skip
        return self.site.page("All firms", body, here="/")

    async def firm(self, request: Request) -> Response:
        number = request.path_params["number"]
        if not 1 <= number <= len(self.firms):
            return self.site.missing()
        one = self.firms[number - 1]
        body = self.site.fill(
            "firm.html", name=one.name, trade=one.trade, owner=one.owner, address=one.address, phone=one.phone,
            staff=one.staff, number=one.number, email=self._email(one),
        )  # fmt: skip
        return self.site.page(one.name, body)

    async def form(self, _: Request) -> Response:
        return self._form({}, {})

    async def enter(self, request: Request) -> Response:
        form = await request.form()
        given = {name: str(form.get(name, "")).strip()[:120] for name in _FIELDS}
        wrong = _wrong(given)
        if wrong:
            return self._form(given, wrong, 422)
        self.count += 1
        reference = f"HT-{self.count:04}"
        self.entered[reference] = given
        while len(self.entered) > _KEPT:
            self.entered.popitem(last=False)
        return self.site.redirect(f"/entries/{reference}")

    async def entry(self, request: Request) -> Response:
        reference = request.path_params["reference"]
        given = self.entered.get(reference)
        if given is None:
            return self.site.missing()
        facts = each("<dt>$name</dt><dd>$value</dd>", ({"name": n.capitalize(), "value": v} for n, v in given.items()))
        body = self.site.fill("entry.html", reference=reference, facts=facts)
        return self.site.page("Entered", body)

    async def truth(self, request: Request) -> Response:
        """Answers all firms, or what was entered as `?reference=`."""
        if (reference := request.query_params.get("reference")) is not None:
            found: Any = self.entered.get(reference)
            return JSONResponse(found) if found else JSONResponse({"error": "There is no such entry."}, 404)
        return JSONResponse({"firms": [one.as_json() for one in self.firms], "entered": self.count})

    def _email(self, firm: Firm) -> Html:
        if firm.hidden:
            return fill("<span>$email</span>", email=firm.shown_email)
        return fill('<a href="mailto:$email">$email</a>', email=firm.email)

    def _form(self, given: dict[str, str], wrong: dict[str, str], status: int = 200) -> Response:
        said = join(fill('<p class="alert bad" role="alert">$text</p>', text=text) for text in wrong.values())
        values = {name: given.get(name, "") for name in _FIELDS if name != "trade"}
        body = self.site.fill("enter.html", said=said, options=_options(given.get("trade", "")), **values)
        return self.site.page("Enter a firm", body, status=status, here="/enter")


def _options(chosen: str) -> Html:
    return each(
        '<option value="$trade"$now>$trade</option>',
        ({"trade": one, "now": Html(" selected" if one == chosen else "")} for one in TRADES),
    )


def _wrong(given: dict[str, str]) -> dict[str, str]:
    found = {}
    if not given["name"]:
        found["name"] = "A firm needs a name."
    if given["trade"] not in TRADES:
        found["trade"] = "Choose a trade."
    if "@" not in given["email"]:
        found["email"] = "This is not an e-mail address."
    if not (given["staff"].isascii() and given["staff"].isdigit()):
        found["staff"] = "How many people work there? A number, please."
    return found
