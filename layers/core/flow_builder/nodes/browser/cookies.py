"""Reads, sets or clears the cookies of a session.

Cookies hold logins, so their values stay out of the output unless you ask for them: what is in an output is stored with
the run and can be read by whoever may see it. To reuse a login, use browser.save_login, which keeps it encrypted.
"""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.nodes.base import Context, Example, NodeOutput, NodeType
from flow_builder.nodes.browser.page import SessionConfig, session_of

if TYPE_CHECKING:
    from flow_builder.browser.session import Session


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Get(_Part):
    """List cookies."""

    kind: Literal["get"] = "get"
    domain: str | None = Field(default=None, title="Domain", description="And its subdomains; all without one.")
    values: bool = Field(default=False, title="Show values", description="They get into the run's stored output.")


class Cookie(_Part):
    """One cookie. Without a domain it belongs to the current page's host."""

    name: str = Field(min_length=1, title="Name")
    value: str = Field(title="Value")
    domain: str | None = Field(default=None, title="Domain", description="With a leading dot for subdomains, too.")
    path: str = Field(default="/", title="Path")
    expires: float | None = Field(
        default=None, title="Expires", description="Seconds since 1970; else with the session."
    )
    http_only: bool = Field(default=False, title="HTTP only", description="Hidden from scripts.")
    secure: bool = Field(default=False, title="Secure", description="Sent over HTTPS only.")
    same_site: Literal["Strict", "Lax", "None"] = Field(default="Lax", title="Same site")

    @model_validator(mode="after")
    def _browsers_rule(self) -> "Cookie":
        if self.same_site == "None" and not self.secure:
            raise ValueError("a cookie for other sites (`same_site` None) must be `secure`")
        return self


class Set(_Part):
    """Set cookies, replacing those with the same name, domain and path."""

    kind: Literal["set"]
    cookies: tuple[Cookie, ...] = Field(min_length=1, max_length=500, title="Cookies")


class Clear(_Part):
    """Delete cookies: all, or those with a name or of a domain."""

    kind: Literal["clear"]
    domain: str | None = Field(default=None, title="Domain", description="And its subdomains; all without one.")
    name: str | None = Field(default=None, min_length=1, title="Name")


class Config(SessionConfig):
    """What to do with which cookies."""

    action: Annotated[Get | Set | Clear, Field(discriminator="kind")] = Field(default=Get(), title="Action")


class Output(NodeOutput):
    """The cookies listed, set or deleted; `value` is null unless it was asked for."""

    cookies: list[dict[str, Any]]
    count: int


async def run(config: Config, ctx: Context) -> Output:
    """Lists, sets or deletes; raises NodeError `browser.failed` for a cookie that Chromium does not take."""
    session = session_of(config, ctx)
    shown = False
    match config.action:
        case Get(domain=domain, values=shown):
            found = [each for each in await session.cookies() if _is_of(each, domain)]
        case Set(cookies=cookies):
            found = [_written(each, session.url) for each in cookies]
            with session.acting("set the cookies"):
                await session.context.add_cookies(found)
        case Clear(domain=domain, name=name):
            found = [each for each in await session.cookies() if _is_of(each, domain) and name in (None, each["name"])]
            await _delete(session, found)
    return Output(cookies=[_shown(each, value=shown) for each in found], count=len(found))


async def _delete(session: "Session", found: list[Any]) -> None:
    with session.acting("delete the cookies"):
        for each in found:
            await session.context.clear_cookies(name=each["name"], domain=each["domain"], path=each["path"])


def _is_of(cookie: Any, domain: str | None) -> bool:
    if domain is None:
        return True
    host, wanted = str(cookie["domain"]).lstrip(".").lower(), domain.lstrip(".").lower()
    return host == wanted or host.endswith(f".{wanted}")


def _written(cookie: Cookie, url: str) -> Any:
    written: dict[str, Any] = {
        "name": cookie.name,
        "value": cookie.value,
        "httpOnly": cookie.http_only,
        "secure": cookie.secure,
        "sameSite": cookie.same_site,
    }
    if cookie.expires is not None:
        written["expires"] = cookie.expires
    if cookie.domain is not None:
        return {**written, "domain": cookie.domain, "path": cookie.path}
    return {**written, "url": url}


def _shown(cookie: Any, *, value: bool) -> dict[str, Any]:
    names = {"name": "name", "domain": "domain", "path": "path", "expires": "expires", "httpOnly": "http_only"}
    shown = {ours: cookie[theirs] for theirs, ours in {**names, "secure": "secure"}.items() if theirs in cookie}
    return {**shown, "same_site": cookie.get("sameSite"), "value": cookie["value"] if value else None}


_SESSION = {"name": "theme", "value": "dark"}
EXAMPLES = (
    Example("None yet", {}, input={"page": "/form.html"}, output={"cookies": [], "count": 0}, needs="page"),
    Example(
        "Of the login, without its value",
        {},
        input={"page": "/login"},
        check=lambda output: (output["cookies"][0]["name"], output["cookies"][0]["value"]) == ("who", None),
        needs="page",
    ),
    Example(
        "With values",
        {"action": {"kind": "get", "domain": "127.0.0.1", "values": True}},
        input={"page": "/login"},
        check=lambda output: output["cookies"][0]["value"] == "ada",
        needs="page",
    ),
    Example(
        "Set one for the current site",
        {"action": {"kind": "set", "cookies": [_SESSION]}},
        input={"page": "/form.html"},
        check=lambda output: output["count"] == 1 and output["cookies"][0]["value"] is None,
        needs="page",
    ),
    Example(
        "Delete by name",
        {"action": {"kind": "clear", "name": "who"}},
        input={"page": "/login"},
        check=lambda output: output["count"] == 1,
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.cookies",
    title="Cookies",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="cookie",
    examples=EXAMPLES,
)
