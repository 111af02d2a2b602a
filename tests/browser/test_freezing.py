"""Sessions at rest: everything is there again, or the step says what is lost."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.browser import tabs
from flow_builder.browser.factory import SessionFactory
from flow_builder.browser.frozen import MAX_BYTES, Applied, Frozen
from flow_builder.browser.options import Geolocation, SessionOptions
from flow_builder.browser.recovery import Dormant, revival
from flow_builder.browser.secrets import NO_SECRETS, SessionSecrets
from flow_builder.browser.session import Session, no_log
from flow_builder.browser.sessions import Sessions
from flow_builder.errors import LimitExceeded, NodeError
from tests.support.conditions import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FILL_STORES = """async () => {
  localStorage.kept = "local"; sessionStorage.kept = "session";
  const open = indexedDB.open("shop", 1);
  open.onupgradeneeded = () => open.result.createObjectStore("cart").put("tea", "first");
  await new Promise((done) => (open.onsuccess = done));
  open.result.close();
}"""
READ_STORES = """async () => {
  const open = indexedDB.open("shop", 1);
  await new Promise((done) => (open.onsuccess = done));
  const get = open.result.transaction("cart").objectStore("cart").get("first");
  await new Promise((done) => (get.onsuccess = done));
  return [localStorage.kept, sessionStorage.kept, get.result];
}"""


class Kept:
    """Keeps sessions as a store would: as text."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    async def keep(self, frozen: Frozen, name: str) -> None:
        self.texts[name] = frozen.pack()

    async def forget(self, name: str) -> None:
        self.texts.pop(name, None)


@pytest_asyncio.fixture(loop_scope="session")
async def later(factory: SessionFactory) -> AsyncIterator[Sessions]:
    sessions = Sessions(factory)
    yield sessions
    await sessions.close()


async def at_rest(sessions: Sessions) -> Frozen:
    """Freezes `main` as a region's end does, and returns what was kept."""
    kept = Kept()
    sessions.begin({}, kept)
    assert await sessions.freeze(lambda name: name == "main") == []
    await sessions.close()
    return Frozen.unpack(kept.texts["main"])


async def wake(later: Sessions, frozen: Frozen, *, strict: bool = False) -> Session:
    later.begin({"main": Dormant(None, frozen)}, Kept())
    plan = revival("main", None, frozen)
    session = await later.wake(plan, NO_SECRETS, no_log)
    await later.confirm(plan, strict=strict)
    return session


async def test_cookies_all_kinds_of_storage_and_options_are_there_again(
    sessions: Sessions, later: Sessions, site: str
) -> None:
    options = SessionOptions(
        locale="fr-FR", headers={"X-Key": "s3cret"}, geolocation=Geolocation(latitude=1, longitude=2)
    )
    session = await sessions.open("main", options)
    await session.goto(f"{site}/login")
    await session.page.evaluate(FILL_STORES)
    await session.goto(f"{site}/account")
    frozen = await at_rest(sessions)
    again = await wake(later, frozen)
    assert await again.page.inner_text("h1") == "who=ada"
    assert await again.page.evaluate(READ_STORES) == ["local", "session", "tea"]
    assert again.options == options
    assert again.facts() == session.facts()
    await again.goto(f"{site}/headers")
    assert "s3cret" in await again.page.inner_text("pre")
    place = "new Promise((done) => navigator.geolocation.getCurrentPosition((at) => done(at.coords.latitude)))"
    assert await again.page.evaluate(place) == 1


async def test_every_tab_is_there_again_with_its_place_and_the_current_one_is_current(
    sessions: Sessions, later: Sessions, site: str
) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/products.html")
    await tabs.add(session)
    await session.goto(f"{site}/scroll.html")
    await session.page.evaluate("document.body.style.height = '5000px'; scrollTo(0, 120)")
    await tabs.add(session)
    session.use(tabs.pages(session)[1])
    await until(lambda: session.page.url.endswith("/scroll.html"))
    frozen = await at_rest(sessions)
    again = await wake(later, frozen)
    assert [(tab["url"].rpartition("/")[2], tab["current"]) for tab in await tabs.listed(again)] == [
        ("products.html", False),
        ("scroll.html", True),
        ("about:blank", False),
    ]
    assert await again.page.evaluate("scrollY") == 120


async def test_what_steps_did_to_the_page_is_kept_by_step(sessions: Sessions, site: str) -> None:
    class Config(SessionOptions):
        """Stands for a node's config."""

    session = await sessions.open("main")
    await session.goto(f"{site}/form.html")
    for number, edits in enumerate([True, False, True]):
        session.step = (f"step{number}", Config(locale=f"l{number}"))
        if edits:
            session.touched()
        await sessions.page_state()
    tab = (await at_rest(sessions)).tab
    assert tab is not None
    assert tab.trail == (
        Applied(step="step0", config={"locale": "l0"}),
        Applied(step="step2", config={"locale": "l2"}),
    )
    assert tab.edits == 2


async def test_a_page_that_leads_elsewhere_is_lost(sessions: Sessions, later: Sessions, site: str) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/products.html")
    frozen = await at_rest(sessions)
    for url in (f"{site}/redirect?to=/login", f"{site}/nothing.html"):
        moved = frozen.tabs[0].model_copy(update={"url": url})
        with pytest.raises(NodeError) as caught:
            await wake(later, frozen.model_copy(update={"tabs": (moved,)}))
        assert caught.value.code == "browser.state_lost"
        assert "browser.goto" in (caught.value.hint or "")
        assert caught.value.details["expected"] == url
        assert later.asleep("main") is not None


async def test_a_page_that_looks_otherwise_counts_unless_something_was_done_on_it_that_is_not_repeated(
    sessions: Sessions, later: Sessions, site: str
) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/form.html")
    await session.page.evaluate("document.querySelector('button').textContent = 'Save'")
    frozen = await at_rest(sessions)
    assert (await wake(later, frozen)).url.endswith("/form.html")
    with pytest.raises(NodeError, match="does not look as it did") as caught:
        await wake(later, frozen, strict=True)
    assert caught.value.code == "browser.state_lost"


async def test_counters_that_go_on_do_not_make_it_another_page(sessions: Sessions, later: Sessions, site: str) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/form.html")
    await session.page.evaluate(
        "document.title = '(3) Order'; document.querySelector('button').textContent = 'Send 17'"
    )
    await wake(later, await at_rest(sessions), strict=True)


@pytest.mark.parametrize("sign", ["password", "element"])
async def test_a_lost_login_is_told_though_the_address_is_the_same(
    sessions: Sessions, later: Sessions, site: str, sign: str
) -> None:
    from flow_builder.browser.targets import Target

    session = await sessions.open("main")
    await session.goto(f"{site}/login")
    await session.goto(f"{site}/account")
    if sign == "element":
        session.logged_in = (Target(text="who=ada"),)
    frozen = await at_rest(sessions)
    if sign == "password":
        await later.close()
        body = "<input type=password>"
        make = later._factory.make

        async def changed(*given: Any) -> Session:
            made = await make(*given)
            await made.context.route("**/account", lambda route: route.fulfill(body=body, content_type="text/html"))
            return made

        later._factory = type("Factory", (), {"make": staticmethod(changed)})()  # type: ignore[assignment]
    else:
        frozen = frozen.model_copy(update={"storage": {"cookies": [], "origins": []}})
    with pytest.raises(NodeError, match="login is lost") as caught:
        await wake(later, frozen)
    assert caught.value.code == "browser.state_lost"


async def test_sessions_that_nobody_uses_later_are_not_kept(sessions: Sessions, site: str) -> None:
    kept = Kept()
    sessions.begin({}, kept)
    await (await sessions.open("main")).goto(f"{site}/login")
    await sessions.page_state()
    await until(lambda: "main" in kept.texts)
    note = Frozen.unpack(kept.texts["main"])
    assert (note.tabs, note.storage["cookies"][0]["value"]) == ((), "ada")
    assert await sessions.freeze(lambda _: False) == []
    assert kept.texts == {}


class Slow(Kept):
    """Takes its time until it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go_on = asyncio.Event(), asyncio.Event()

    async def keep(self, frozen: Frozen, name: str) -> None:
        self.asked.set()
        await self.go_on.wait()
        await super().keep(frozen, name)


async def test_a_session_closes_when_nothing_is_kept_of_it_any_more(sessions: Sessions, site: str) -> None:
    """A browser may never answer what it is asked while it closes, and what waits for the answer waits for ever."""
    kept = Slow()
    sessions.begin({}, kept)
    session = await sessions.open("main")
    await session.goto(f"{site}/login")
    await sessions.page_state()
    await kept.asked.wait()
    said: list[str] = []
    session.log = lambda message, **_: said.append(message)
    closing = asyncio.create_task(sessions.close_session("main"))
    assert [each["value"] for each in await session.cookies()] == ["ada"]
    session.log("still open")  # a session that closes says nothing any more
    assert said == ["still open"]
    kept.go_on.set()
    assert await closing is True
    await until(session.page.is_closed)
    assert kept.texts == {}


async def test_a_closed_session_is_forgotten(sessions: Sessions, site: str) -> None:
    kept = Kept()
    sessions.begin({}, kept)
    await (await sessions.open("main")).goto(f"{site}/login")
    await sessions.page_state()
    assert await sessions.close_session("main")
    assert kept.texts == {}
    frozen = Frozen(opened="a", options=SessionOptions(), storage={})
    kept.texts["main"] = frozen.pack()
    sessions.begin({"main": Dormant(None, frozen)}, kept)
    assert (await sessions.page_state())["sessions"]["main"]["opened"] == "a"
    assert await sessions.close_session("main")
    assert kept.texts == {}
    assert sessions.asleep("main") is None


async def test_a_crashed_page_is_not_kept_and_says_so(sessions: Sessions) -> None:
    session = await sessions.open("main")
    sessions.begin({}, Kept())
    await session.page.close()
    problems = await sessions.freeze(lambda _: True)
    assert [problem.code for problem in problems] == ["browser.crashed"]


async def test_a_session_that_is_too_large_is_refused() -> None:
    frozen = Frozen(opened="a", options=SessionOptions(), storage={"cookies": [], "origins": ["x" * MAX_BYTES]})
    with pytest.raises(LimitExceeded) as caught:
        frozen.pack()
    assert caught.value.code == "browser.session_size"


async def test_a_session_begins_with_a_saved_login(sessions: Sessions, site: str) -> None:
    from flow_builder.browser import logins

    session = await sessions.open("main")
    await session.goto(f"{site}/login")
    await session.page.evaluate(FILL_STORES)
    fields = await logins.save(session)
    again = await sessions.open("other", secrets=SessionSecrets(login={"type": "login_state", **fields}))
    assert again.url == "about:blank"
    await again.goto(f"{site}/account")
    assert await again.page.inner_text("h1") == "who=ada"
    assert await again.page.evaluate(READ_STORES) == ["local", "session", "tea"]
    cookies_only = logins.saved_login(await logins.save(session, storage=False))
    assert (len(cookies_only.storage["cookies"]), cookies_only.storage["origins"]) == (1, [])
    with pytest.raises(NodeError) as caught:
        await sessions.open("third", secrets=SessionSecrets(login={"type": "login_state", "state": "{"}))
    assert caught.value.code == "browser.login_unreadable"
