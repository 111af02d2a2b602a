"""The post room as an ASGI application: it speaks enough of Slack's and SES's protocols to take what flows send."""

import json
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from flow_builder.demo.inbox.messages import Message, Room, read_mail, slack_text
from flow_builder.demo.markup import Html, each, fill, join
from flow_builder.demo.site import Site

_KINDS = {"slack": "Slack", "mail": "E-mail", "webhook": "Webhook"}
_LINE = 140
_SEALED = {"content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"}
"""For the HTML of mails, which anybody may have written: no script, no request, an origin of its own."""


def create_inbox(_: int, base_path: str = "") -> Starlette:
    """Returns the post room below `base_path`; messages are kept in memory."""
    inbox = _Inbox(base_path.rstrip("/"))
    routes = [
        Route("/", inbox.front),
        Route("/messages/{number:int}", inbox.message),
        Route("/messages/{number:int}/html", inbox.mail),
        Route("/slack", inbox.slack, methods=["POST"]),
        Route("/ses/v2/email/outbound-emails", inbox.ses, methods=["POST"]),
        Route("/hook", inbox.hook, methods=["POST", "PUT"]),
        Route("/api/truth", inbox.truth),
    ]
    return inbox.site.starlette(routes)


class _Inbox:
    def __init__(self, base: str) -> None:
        self.room = Room()
        self.site = Site(
            key="inbox", name="Post Room", base=base, color="#5b4a8a", nav=(("/", "Messages"),),
            about="it takes Slack messages, e-mails and webhooks that flows send to it, and sends nothing on.",
        )  # fmt: skip

    async def front(self, _: Request) -> Response:
        messages = list(reversed(self.room.messages))
        cards = join(self._card(one) for one in messages) if messages else self.site.fill("empty.html")
        body = self.site.fill("front.html", count=self.room.count, cards=cards)
        return self.site.page("Messages", body, here="/")

    async def message(self, request: Request) -> Response:
        found = self.room.get(request.path_params["number"])
        if found is None:
            return self.site.missing()
        files = each(
            "<li>$name <span class='soft'>$size bytes</span></li>",
            ({"name": n, "size": f"{s:,}"} for n, s in found.files),
        )
        shown = fill("<pre>$text</pre>", text=found.text)
        if found.html:
            shown = fill('<iframe sandbox src="$base/messages/$number/html" title="The message"></iframe>',
                         base=self.site.base, number=found.number)  # fmt: skip
        body = self.site.fill(
            "message.html", kind=_KINDS[found.kind], subject=found.subject or _KINDS[found.kind], sender=found.sender or "not said",
            to=found.to or "not said", shown=shown, files=fill('<ul class="files">$files</ul>', files=files) if files else Html(),
        )  # fmt: skip
        return self.site.page(found.subject or _KINDS[found.kind], body)

    async def mail(self, request: Request) -> Response:
        found = self.room.get(request.path_params["number"])
        return HTMLResponse(found.html, headers=_SEALED) if found else self.site.missing()

    async def slack(self, request: Request) -> Response:
        """Takes what an incoming webhook of Slack takes, and answers as it does."""
        body = await _json(request)
        text = slack_text(body) if isinstance(body, dict) else ""
        if not text:
            return PlainTextResponse("no_text" if isinstance(body, dict) else "invalid_payload", 400)
        self.room.take("slack", text=text, to="#harbour")
        return PlainTextResponse("ok")

    async def ses(self, request: Request) -> Response:
        """Takes SendEmail of Amazon SES (version 2) with a raw message."""
        body = await _json(request)
        raw = body.get("Content", {}).get("Raw", {}).get("Data", "") if isinstance(body, dict) else ""
        mail = read_mail(str(raw)) if raw else None
        if mail is None:
            return JSONResponse(
                {"message": "The message cannot be read."}, 400, {"x-amzn-errortype": "BadRequestException"}
            )
        return JSONResponse({"MessageId": f"demo-{self.room.take('mail', **mail).number:06}"})

    async def hook(self, request: Request) -> Response:
        """Takes any JSON."""
        body = await _json(request)
        self.room.take("webhook", text=json.dumps(body, ensure_ascii=False, indent=2))
        return JSONResponse({"taken": True})

    async def truth(self, request: Request) -> Response:
        """Answers the messages after number `?after=`, oldest first."""
        text = request.query_params.get("after", "0")
        after = int(text) if text.isascii() and text.isdigit() else 0
        kept = [one.as_json() for one in self.room.messages if one.number > after]
        return JSONResponse({"count": self.room.count, "messages": kept})

    def _card(self, message: Message) -> Html:
        text = " ".join(message.text.split())
        return self.site.fill(
            "card.html", number=message.number, kind=_KINDS[message.kind], key=message.kind,
            subject=message.subject or _KINDS[message.kind], to=message.to,
            text=text if len(text) <= _LINE else f"{text[:_LINE]}…",
        )  # fmt: skip


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError:
        return None
