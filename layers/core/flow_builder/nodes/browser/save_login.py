"""Keeps the login of a session as a credential, for browser.open to begin with in later runs.

Cookies, localStorage, IndexedDB and sessionStorage are stored encrypted and get into no output or log. The credential is
created, or replaced if there is one of this name that holds a saved login.
"""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeOutput, NodeType
from flow_builder.nodes.browser.page import PageConfig, session_of


class Config(PageConfig):
    """Under which name, and what shows that there is a login to keep."""

    name: str = Field(min_length=1, max_length=200, title="Credential", description="Name of the new or replaced one.")
    logged_in: Targets | None = Field(
        default=None,
        title="Shown when logged in",
        description="Wait for this element first; without it nothing is kept.",
    )
    storage: bool = Field(default=True, title="Storage, too", description="Not only cookies.")


class Output(NodeOutput):
    """The credential's id and name, and how many cookies and sites with storage it holds."""

    credential: str
    name: str
    cookies: int
    sites: int


async def run(config: Config, ctx: Context) -> Output:
    """Keeps the login; raises NodeError `browser.logged_out`, `credential.conflict`, LimitExceeded `browser.login_size`."""
    from flow_builder.browser import logins

    session = session_of(config, ctx)
    if config.logged_in is not None:
        try:
            await session.wait_for(config.logged_in, "visible", config.timeout_s)
        except NodeError as error:
            if error.code not in ("browser.timeout", "browser.target_missing"):
                raise
            raise NodeError(
                f"There is no login to keep: {session.url} does not show the element that only logged-in visitors see.",
                code="browser.logged_out",
                details=error.details,
            ) from error
    fields = await logins.save(session, storage=config.storage)
    saved = await ctx.backend.credential_save(config.name, logins.TYPE, fields)
    held = logins.saved_login(fields)
    sites = {each["origin"] for each in held.storage["origins"]} | held.sessions.keys()
    return Output(credential=saved, name=config.name, cookies=len(held.storage["cookies"]), sites=len(sites))


EXAMPLES = (
    Example(
        "After logging in",
        {"name": "shop-login"},
        input={"page": "/login"},
        check=lambda output: output["name"] == "shop-login" and output["cookies"] == 1,
        needs="page",
    ),
    Example(
        "Not logged in",
        {"name": "shop-login", "logged_in": {"text": "Log out"}, "timeout_s": 0.2},
        input={"page": "/form.html"},
        error="browser.logged_out",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.save_login",
    title="Save login",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    side_effect=True,
    icon="key-round",
    examples=EXAMPLES,
)
