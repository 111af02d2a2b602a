"""The feed as an ASGI application: the same posts, to be read in five ways."""

import asyncio
import base64
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.demo.feed.posts import COUNT, Comment, Post, make_posts
from flow_builder.demo.markup import Html, each, fill, join
from flow_builder.demo.site import Site

PAGE_SIZE = 10
_CURSOR = re.compile(r"after:(\d{1,4})")
_NAV = (("/", "Endless"), ("/more", "Load more"), ("/pages", "Pages"))
_LINKS = ("$base/posts/$number", "posts/$number", "./posts/$number", "./?post=$number")
"""How neighbouring posts link to themselves: from the root, relative in three ways."""

Sleep = Callable[[float], Awaitable[None]]


def create_feed(seed: int, base_path: str = "", sleep: Sleep = asyncio.sleep, delay_s: float = 0.12) -> Starlette:
    """Returns the feed at a seed, below `base_path`; `delay_s` is what its API takes to answer."""
    feed = _Feed(seed, base_path.rstrip("/"), sleep, delay_s)
    routes = [
        Route("/", feed.endless),
        Route("/more", feed.more),
        Route("/pages", feed.pages),
        Route("/posts/{number:int}", feed.post),
        Route("/api/posts", feed.api_posts),
        Route("/api/cursor", feed.api_cursor),
        Route("/api/pages", feed.api_pages),
        Route("/api/truth", feed.truth),
    ]
    return feed.site.starlette(routes)


class _Feed:
    def __init__(self, seed: int, base: str, sleep: Sleep, delay_s: float) -> None:
        self.seed = seed
        self.sleep = sleep
        self.delay_s = delay_s
        self.site = Site(
            key="feed", name="Tidewater", base=base, color="#b4501e", nav=_NAV, assets=("feed.js",),
            about="its posts are made up. It never seems to end, as feeds do; this one does after 60 posts.",
        )  # fmt: skip

    @cached_property
    def all(self) -> tuple[Post, ...]:
        return make_posts(self.seed)

    async def endless(self, request: Request) -> Response:
        if wanted := request.query_params.get("post"):
            return self._post_page(_number(wanted, 0))
        return self._growing("scroll", "/", "What is going on along the coast. Scroll on for more.")

    async def more(self, _: Request) -> Response:
        return self._growing("button", "/more", "What is going on along the coast, ten posts at a time.")

    async def pages(self, request: Request) -> Response:
        number, last = self._page(request), COUNT // PAGE_SIZE
        shown = self.all[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        link = '<a class="button quiet" rel="$rel" href="?page=$page">$text</a>'
        newer = fill(link, rel="prev", page=number - 1, text="Newer") if number > 1 else Html("<span></span>")
        older = fill(link, rel="next", page=number + 1, text="Older") if number < last else Html("<span></span>")
        body = self.site.fill("pages.html", posts=self._cards(shown), newer=newer, older=older, page=number, last=last)
        return self.site.page(f"Page {number}", body, here="/pages")

    async def post(self, request: Request) -> Response:
        return self._post_page(request.path_params["number"])

    async def api_posts(self, request: Request) -> Response:
        """Answers ten posts from `?offset=` on, as data and as HTML; `next` is the offset after them, null at the end."""
        await self.sleep(self.delay_s)
        offset = min(_number(request.query_params.get("offset"), 0), COUNT)
        shown = self.all[offset : offset + PAGE_SIZE]
        onward = offset + PAGE_SIZE
        return JSONResponse({
            "items": [self._as_json(post) for post in shown],
            "html": self._cards(shown),
            "next": onward if onward < COUNT else None,
        })  # fmt: skip

    async def api_cursor(self, request: Request) -> Response:
        """Answers ten posts after an opaque `?cursor=`, and the cursor of the ten after them."""
        after = _read_cursor(request.query_params.get("cursor"))
        if after is None:
            return JSONResponse({"error": "This cursor is not one of ours."}, 400)
        shown = self.all[after : after + PAGE_SIZE]
        onward = _cursor(after + PAGE_SIZE) if after + PAGE_SIZE < COUNT else None
        return JSONResponse({"items": [self._as_json(post) for post in shown], "next_cursor": onward})

    async def api_pages(self, request: Request) -> Response:
        """Answers `?page=` of the posts; the header Link leads to the pages around it."""
        number, last = self._page(request), COUNT // PAGE_SIZE
        address = f"{self.site.base}/api/pages?page="
        links = [f'<{address}{number + 1}>; rel="next"'] if number < last else []
        links += [f'<{address}{number - 1}>; rel="prev"'] if number > 1 else []
        links.append(f'<{address}{last}>; rel="last"')
        shown = self.all[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        return JSONResponse([self._as_json(post) for post in shown], headers={"link": ", ".join(links)})

    async def truth(self, _: Request) -> Response:
        return JSONResponse(
            {"count": COUNT, "page_size": PAGE_SIZE, "posts": [self._as_json(post) for post in self.all]}
        )

    def _growing(self, how: str, here: str, line: str) -> Response:
        body = self.site.fill(
            "growing.html", posts=self._cards(self.all[:PAGE_SIZE]), how=how, line=line, next=PAGE_SIZE,
            hidden=Html(" hidden" if how == "scroll" else ""),
        )  # fmt: skip
        return self.site.page("News of the coast", body, here=here, scripts=("feed.js",))

    def _post_page(self, number: int) -> Response:
        if not 1 <= number <= COUNT:
            return self.site.missing()
        post = self.all[number - 1]
        back = fill('<p class="back"><a href="$base/">All posts</a></p>', base=self.site.base)
        return self.site.page(
            post.title, join([back, fill('<div class="feed">$card</div>', card=self._card(post, alone=True))])
        )

    def _page(self, request: Request) -> int:
        return min(max(_number(request.query_params.get("page"), 1), 1), COUNT // PAGE_SIZE)

    def _cards(self, posts: Sequence[Post]) -> Html:
        return join(self._card(post) for post in posts)

    def _card(self, post: Post, *, alone: bool = False) -> Html:
        initials = "".join(word[0] for word in post.author.split() if word[0].isupper())
        return self.site.fill(
            "post.html", number=post.number, author=post.author, initials=initials[:2], hue=sum(map(ord, post.author)) % 6,
            title=post.title, text=post.text, date=post.date_text, likes=post.likes_text,
            level=1 if alone else 2, link=fill(_LINKS[0 if alone else post.number % len(_LINKS)], base=self.site.base, number=post.number),
            tags=each("<li>$tag</li>", ({"tag": tag} for tag in post.tags)), comments=_comments(post.comments),
        )  # fmt: skip

    def _as_json(self, post: Post) -> dict[str, Any]:
        return {**post.as_json(), "url": f"{self.site.base}/posts/{post.number}"}


def _comments(comments: Sequence[Comment]) -> Html:
    if not comments:
        return Html()
    items = each(
        '<li class="comment"><p><b class="who">$who</b> <span class="said">$said</span></p>$answers</li>',
        ({"who": one.author, "said": one.text, "answers": _comments(one.answers)} for one in comments),
    )
    return fill('<ul class="comments">$items</ul>', items=items)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 4 else default  # noqa: PLR2004 - digits


def _cursor(after: int) -> str:
    return base64.urlsafe_b64encode(f"after:{after}".encode()).decode().rstrip("=")


def _read_cursor(text: str | None) -> int | None:
    """Returns how many posts are before a cursor; None if it is none that was given out."""
    if not text:
        return 0
    try:
        found = _CURSOR.fullmatch(base64.urlsafe_b64decode(text[:40] + "=" * (-len(text) % 4)).decode())
    except ValueError:
        return None
    return min(int(found[1]), COUNT) if found else None
