"""What all demo sites have in common."""

from collections.abc import AsyncIterator
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from flow_builder.demo import SITES, create_demo
from flow_builder.demo.markup import Html, each, fill
from flow_builder.demo.sessions import Sessions
from tests.support.demo import Clock, parse, visiting

PAGES = {
    "shop": ("/", "/products"),
    "portal": ("/login",),
    "signup": ("/", "/join"),
    "feed": ("/", "/more", "/pages", "/posts/1"),
    "frames": ("/", "/shadow", "/frame/dome", "/camera"),
    "tables": ("/", "/t/spans", "/t/long"),
    "downloads": ("/",),
    "news": ("/", "/sections/town", "/articles/old-crane-stays"),
    "register": ("/", "/firms/3", "/enter"),
    "chandlery": ("/", "/terms"),
    "inbox": ("/",),
}


@pytest.fixture
async def demo() -> AsyncIterator[httpx.AsyncClient]:
    """All sites as the host has them: below /demo."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    async with visiting(Starlette(routes=[Mount("/demo", create_demo(1))])) as client:
        yield client


async def test_the_list_leads_to_every_site(demo: httpx.AsyncClient) -> None:
    links = [link.attributes["href"] for link in parse(await demo.get("/demo/")).css(".grid a")]
    assert links == [f"/demo/{key}/" for key in SITES] == [f"/demo/{key}/" for key in PAGES]
    for link in links:
        assert (await demo.get(link or "")).status_code == 200


@pytest.mark.parametrize("key", list(SITES))
async def test_a_site_is_found_without_its_final_slash(demo: httpx.AsyncClient, key: str) -> None:
    assert (await demo.get(f"/demo/{key}")).status_code == 200


@pytest.mark.parametrize(("key", "path"), [(key, path) for key, paths in PAGES.items() for path in paths])
async def test_a_page_loads_nothing_from_elsewhere_and_all_that_it_loads_is_there(
    demo: httpx.AsyncClient, key: str, path: str
) -> None:
    answer = await demo.get(f"/demo/{key}{path}")
    loaded = [
        node.attributes.get("src") or node.attributes.get("href") or ""
        for node in parse(answer).css("[src], link[href]")
    ]
    assert any(".css" in each for each in loaded)
    for one in loaded:
        url = urljoin(str(answer.url), one)
        assert urlsplit(url).netloc == "demo.test"
        assert (await demo.get(url)).status_code == 200, one


@pytest.mark.parametrize(
    ("key", "path"), [(key, path) for key, paths in PAGES.items() for path in paths if key != "shop"]
)
async def test_pages_have_a_heading_a_title_and_a_label_for_every_field(
    demo: httpx.AsyncClient, key: str, path: str
) -> None:
    answer = await demo.get(f"/demo/{key}{path}")
    page = parse(answer)
    assert page.css_first("h1, .bare h3") is not None
    assert page.css_first("title") is not None
    assert page.css_first("html[lang]") is not None
    labelled = {label.attributes.get("for") for label in page.css("label[for]")}
    for field in page.css("input:not([type=hidden], [type=checkbox]), select"):
        assert field.attributes["id"] in labelled
    assert "default-src 'self';" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("key", [key for key in SITES if key != "shop"])
async def test_machines_are_welcome(demo: httpx.AsyncClient, key: str) -> None:
    assert (await demo.get(f"/demo/{key}/robots.txt")).text == f"User-agent: *\nAllow: /demo/{key}/\n"
    assert (await demo.get(f"/demo/{key}/api/truth")).status_code == 200


@pytest.mark.parametrize("key", ["", *(f"/{key}" for key in SITES)])
async def test_an_unknown_address_has_a_page(demo: httpx.AsyncClient, key: str) -> None:
    answer = await demo.get(f"/demo{key}/none-such")
    assert (answer.status_code, "Not here" in answer.text) == (404, True)


async def test_just_the_shop_changes_with_the_seed() -> None:
    async with visiting(create_demo(1, "")) as one, visiting(create_demo(2, "")) as other:
        for path in ("/shop/api/products", "/portal/api/truth", "/feed/api/truth", "/tables/api/truth"):
            same = (await one.get(path)).json() == (await other.get(path)).json()
            assert same is not path.startswith("/shop")


def test_what_is_filled_in_is_escaped_unless_it_is_html() -> None:
    assert fill("<p title='$a'>$b</p>", a="'\"<&", b=Html("<b>")) == "<p title='&#x27;&quot;&lt;&amp;'><b></p>"
    assert each("<i>$x</i>", [{"x": "<"}, {"x": 2}]) == "<i>&lt;</i><i>2</i>"
    with pytest.raises(KeyError):
        fill("$missing")


def test_a_session_lives_from_its_last_use() -> None:
    clock = Clock()
    sessions: Sessions[str] = Sessions(clock, ttl_s=10)
    token = sessions.add("x")
    clock.now += 9
    assert sessions.get(token) == "x"
    clock.now += 9
    assert sessions.get(token) == "x"
    clock.now += 10
    assert sessions.get(token) is None
    assert len(sessions) == 0


def test_sessions_are_limited_and_the_least_recently_used_go_first() -> None:
    sessions: Sessions[int] = Sessions(Clock(), ttl_s=10, limit=3)
    tokens = [sessions.add(number) for number in range(3)]
    sessions.get(tokens[0])
    sessions.add(3)
    assert [sessions.get(token) for token in tokens] == [0, None, 2]
    sessions.drop(tokens[0])
    sessions.drop(None)
    assert sessions.get(tokens[0]) is None
    assert sessions.get("made up") is None
