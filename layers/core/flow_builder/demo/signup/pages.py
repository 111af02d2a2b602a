"""The form's pages: from what was filled in to HTML."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from flow_builder.demo.markup import Html, each, fill, join
from flow_builder.demo.signup.fields import FIRST_DAY, LAST_DAY
from flow_builder.demo.signup.places import INTERESTS, MEMBERSHIPS, PLACES, VOUCHERS
from flow_builder.demo.site import Site

STEPS = ("You", "Address", "First day", "About you", "Confirm")
_SCRIPTS = {
    1: ("guard.js", "listbox.js", "voucher.js"),
    2: ("guard.js", "places.js"),
    3: ("guard.js", "calendar.js", "ranking.js"),
    4: ("guard.js", "editor.js", "upload.js"),
    5: ("guard.js",),
}
_WORKSHOPS = {
    "bookbinding": ("Bookbinding", "Presses, guillotine, a wall of papers. Tuesdays with Mira."),
    "ceramics": ("Ceramics", "Six wheels, two kilns. The gas kiln is fired on the first Friday."),
    "electronics": ("Electronics", "Soldering stations, oscilloscopes, and a drawer with every resistor."),
    "screen-printing": ("Screen printing", "Four colours, A2, and a drying rack that has seen it all."),
    "woodwork": ("Woodwork", "Table saw, lathe, hand tools. Introduction needed before first use."),
}


class Pages:
    """Renders the pages of the form below `base`."""

    def __init__(self, base: str) -> None:
        scripts = sorted({name for names in _SCRIPTS.values() for name in names})
        self.site = Site(
            key="signup", name="Cobalt Workshop", base=base, color="#4a3fb0", assets=scripts,
            about="nobody becomes a member of anything. It has the form that is hard to fill, and a server that fails.",
        )  # fmt: skip

    def front(self, flaky: str | None, *, expired: bool) -> Response:
        """Returns the page in front of the form; `flaky` goes along to it."""
        said = Html('<p class="alert warn" role="alert">Your application has expired. Please start again.</p>')
        prices = each(
            '<li class="card"><h3>$name</h3><p class="soft">$what</p><p class="price">€$euros <small>a month</small></p></li>',
            ({"name": name, "what": what, "euros": euros} for name, what, euros in MEMBERSHIPS.values()),
        )
        plan = fill('<input type="hidden" name="flaky" value="$flaky">', flaky=flaky) if flaky is not None else Html()
        body = self.site.fill("front.html", said=said if expired else Html(), prices=prices, plan=plan)
        return self._page("Join", body)

    def workshop(self, slug: str) -> Response:
        """Returns what the hover menu leads to."""
        found = _WORKSHOPS.get(slug)
        if found is None:
            return self.site.missing()
        text = '<header class="head"><h1>$name</h1><p>$line</p></header><a class="button" href="$base/join">Become a member</a>'
        return self._page(found[0], fill(text, name=found[0], line=found[1], base=self.site.base))

    def step(
        self, number: int, values: Mapping[str, Any], errors: Mapping[str, str], reached: int, today: date
    ) -> Response:
        """Returns one step with what is known and what is wrong; status 422 if something is."""
        match number:
            case 1:
                inner = self._person(values, errors)
            case 2:
                inner = self._address(values, errors)
            case 3:
                inner = self._start(values, errors, today)
            case 4:
                inner = self._about(values, errors)
            case _:
                inner = self.site.fill("step5.html", summary=_summary(values), agree_error=_error("agree", errors))
        count = len(errors)
        said = fill(
            '<p class="alert bad" role="alert">Please check $count entr$y below.</p>', count=count, y="y" if count == 1 else "ies"
        )  # fmt: skip
        body = self.site.fill(
            "step.html", number=number, of=len(STEPS), title=STEPS[number - 1], inner=inner, said=said if errors else Html(),
            progress=self._progress(number, reached),
        )  # fmt: skip
        return self._page(
            f"Step {number}: {STEPS[number - 1]}", body, status=422 if errors else 200, scripts=_SCRIPTS[number]
        )

    def busy(self, status: int, retry_after_s: int) -> Response:
        """Returns the answer of a server that cannot now."""
        body = self.site.fill("busy.html", status=status, seconds=retry_after_s)
        answer = self._page("Too busy", body, status=status)
        answer.headers["retry-after"] = str(retry_after_s)
        return answer

    def done(self, submission: Mapping[str, Any]) -> Response:
        """Returns the page that says welcome."""
        body = self.site.fill(
            "done.html",
            first=submission["name"].split()[0],
            reference=submission["reference"],
            summary=_summary(submission),
        )
        return self._page("Welcome", body)

    def _page(self, title: str, body: Html, *, status: int = 200, scripts: Iterable[str] = ()) -> Response:
        return self.site.page(title, body, status=status, scripts=scripts, nav=self.site.fill("nav.html"))

    def _person(self, values: Mapping[str, Any], errors: Mapping[str, str]) -> Html:
        chosen = values.get("membership", "")
        options = each(
            '<li role="option" id="membership-$key" data-value="$key" aria-selected="$on"><strong>$name</strong>'
            '<span>$what</span><span class="cost">€$euros</span></li>',
            (
                {"key": key, "name": name, "what": what, "euros": euros, "on": "true" if key == chosen else "false"}
                for key, (name, what, euros) in MEMBERSHIPS.items()
            ),
        )
        voucher = values.get("voucher", "")
        return self.site.fill(
            "step1.html",
            name=_input("name", "First and last name", values, errors, more='autocomplete="name"'),
            email=_input("email", "E-mail", values, errors, more='type="email" autocomplete="email"'),
            phone=_input("phone", "Phone (optional)", values, errors, more='type="tel" autocomplete="tel"'),
            options=options, chosen=chosen, shown=MEMBERSHIPS[chosen][0] if chosen in MEMBERSHIPS else "Choose one",
            invalid=_invalid("membership", errors), membership_error=_error("membership", errors), voucher=voucher,
            voucher_text=f"{voucher}: {VOUCHERS[voucher]} % off" if voucher in VOUCHERS else "No voucher",
            voucher_error=_error("voucher", errors),
        )  # fmt: skip

    def _address(self, values: Mapping[str, Any], errors: Mapping[str, str]) -> Html:
        regions = PLACES.get(values.get("country", ""), {})
        towns = regions.get(values.get("region", ""), ())
        return self.site.fill(
            "step2.html",
            street=_input("street", "Street and number", values, errors, more='autocomplete="street-address"'),
            postcode=_input("postcode", "Postcode", values, errors, more='autocomplete="postal-code"'),
            country=_select("country", "Country", PLACES, values, errors),
            region=_select("region", "Region", regions, values, errors),
            town=_select("town", "Town", towns, values, errors),
        )

    def _start(self, values: Mapping[str, Any], errors: Mapping[str, str], today: date) -> Html:
        ranked = values.get("interests") or list(INTERESTS)
        items = each(
            '<li draggable="true" data-value="$name"><span class="grip" aria-hidden="true">⋮⋮</span><span>$name</span>'
            '<button type="button" class="quiet small" aria-label="Move $name up">↑</button></li>',
            ({"name": name} for name in ranked),
        )
        return self.site.fill(
            "step3.html", start=values.get("start", ""), first=today + timedelta(FIRST_DAY), last=today + timedelta(LAST_DAY),
            invalid=_invalid("start", errors), start_error=_error("start", errors), items=items, ranked=",".join(ranked),
        )  # fmt: skip

    def _about(self, values: Mapping[str, Any], errors: Mapping[str, str]) -> Html:
        return self.site.fill(
            "step4.html", about=Html(values.get("about_html", "")), about_invalid=_invalid("about", errors),
            about_error=_error("about", errors), files_invalid=_invalid("files", errors), files_error=_error("files", errors),
        )  # fmt: skip

    def _progress(self, number: int, reached: int) -> Html:
        return join(self._progress_entry(index, name, number, reached) for index, name in enumerate(STEPS, 1))

    def _progress_entry(self, index: int, name: str, number: int, reached: int) -> Html:
        inner = fill("<span>$index</span> $name", index=index, name=name)
        if index == number:
            return fill('<li aria-current="step">$inner</li>', inner=inner)
        if index <= reached:
            return fill(
                '<li class="done"><a href="$base/step/$index">$inner</a></li>',
                base=self.site.base,
                index=index,
                inner=inner,
            )
        return fill("<li>$inner</li>", inner=inner)


def _input(name: str, label: str, values: Mapping[str, Any], errors: Mapping[str, str], *, more: str = "") -> Html:
    return fill(
        '<div class="field"><label for="$name">$label</label><input id="$name" name="$name" value="$value" $more$invalid>$error</div>',
        name=name, label=label, value=values.get(name, ""), more=Html(more), invalid=_invalid(name, errors), error=_error(name, errors),
    )  # fmt: skip


def _select(name: str, label: str, known: Iterable[str], values: Mapping[str, Any], errors: Mapping[str, str]) -> Html:
    options = each(
        "<option$now>$text</option>",
        ({"text": text, "now": Html(" selected" if text == values.get(name) else "")} for text in known),
    )
    return fill(
        '<div class="field"><label for="$name">$label</label><select id="$name" name="$name"$off$invalid>'
        '<option value="">Choose …</option>$options</select>$error</div>',
        name=name, label=label, options=options, off=Html("" if options else " disabled"),
        invalid=_invalid(name, errors), error=_error(name, errors),
    )  # fmt: skip


def _invalid(name: str, errors: Mapping[str, str]) -> Html:
    return fill(' aria-invalid="true" aria-describedby="$name-error"', name=name) if name in errors else Html()


def _error(name: str, errors: Mapping[str, str]) -> Html:
    if name not in errors:
        return Html()
    return fill('<p class="error" id="$name-error">$text</p>', name=name, text=errors[name])


def _summary(values: Mapping[str, Any]) -> Html:
    membership = MEMBERSHIPS[values["membership"]][0]
    off = f", {VOUCHERS[values['voucher']]} % off with {values['voucher']}" if values["voucher"] else ""
    rows: tuple[tuple[str, str, object], ...] = (
        ("name", "Name", values["name"]),
        ("email", "E-mail", values["email"]),
        ("phone", "Phone", values["phone"] or "none"),
        ("membership", "Membership", f"{membership}{off}"),
        ("address", "Address", f"{values['street']}, {values['postcode']} {values['town']}, {values['region']}, {values['country']}"),
        ("start", "First day", date.fromisoformat(values["start"]).strftime("%A, %d %B %Y")),
        ("interests", "Interests", ", ".join(values["interests"])),
        ("about", "About you", Html(values["about_html"])),
        ("files", "Files", ", ".join(f"{each['name']} ({each['bytes']:,} bytes)" for each in values["files"])),
    )  # fmt: skip
    return each(
        '<dt>$label</dt><dd data-field="$key">$value</dd>',
        ({"key": key, "label": label, "value": value} for key, label, value in rows),
    )
