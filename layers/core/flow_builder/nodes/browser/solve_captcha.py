"""Gets a page past a captcha: reCAPTCHA v2 and v3, hCaptcha, Cloudflare Turnstile, Cloudflare's challenge page.

The page's captcha is found, in frames too. A challenge page gets 15 s to let the browser pass by itself, which the
stealth engine often achieves. Anything else is sent to the service of the credential (2captcha's protocol: site key and
address of the page, nothing else of it), and the page is given the answer. Sending the form is left to the next step.

Without a credential nothing leaves the machine: a page without captcha passes, one with a captcha fails with
`browser.captcha`. Use it where the site's terms allow it.
"""

from typing import Literal

from pydantic import Field

from flow_builder.browser.options import TimeoutS
from flow_builder.nodes.base import Context, Example, NodeType, credential_field
from flow_builder.nodes.browser.page import PageOutput, SessionConfig, session_of
from flow_builder.nodes.credential_fields import credential_fields

Kind = Literal["any", "recaptcha_v2", "recaptcha_v3", "hcaptcha", "turnstile", "cloudflare"]


class Config(SessionConfig):
    """Which captcha, and who solves it."""

    kind: Kind = Field(
        default="any", title="Captcha", description="Any: the first in the way, which reCAPTCHA v3 never is."
    )
    credential: str | None = credential_field("captcha")
    min_score: float = Field(
        default=0.3, ge=0.1, le=0.9, title="Score", description="reCAPTCHA v3: how much like a person, at least."
    )
    required: bool = Field(default=False, title="Must be there", description="Fail when the page has no captcha.")
    timeout_s: TimeoutS = Field(default=180, title="Timeout", description="Seconds for the service to solve it.")


class Output(PageOutput):
    """What was found, and whether the page has its answer now."""

    found: bool
    kind: str | None
    site_key: str | None
    solved: bool


async def run(config: Config, ctx: Context) -> Output:
    """Solves the page's captcha; raises NodeError `browser.captcha`, `credential.unfit`."""
    from flow_builder.browser.captcha import solving
    from flow_builder.browser.captcha.detection import IN_THE_WAY
    from flow_builder.browser.captcha.solver import solver_of
    from flow_builder.browser.engines import own_world

    session = session_of(config, ctx)
    kinds = IN_THE_WAY if config.kind == "any" else (config.kind,)
    with session.acting("look for a captcha"):
        found = await solving.passed(session.page, kinds)
    if not found:
        if config.required:
            raise solving.none_found(session.url)
        return Output(url=session.url, found=False, kind=None, site_key=None, solved=False)
    captcha = found[0]
    if config.credential is None:
        raise solving.not_configured(captcha)
    fields = await credential_fields(ctx, config.credential, "captcha", needs=("api_key",))
    session.touched()
    with session.acting("solve the captcha"):
        await solving.solve(
            captcha,
            solver_of(ctx.http, fields),
            min_score=config.min_score,
            timeout_s=config.timeout_s,
            world=own_world(session.options),
        )
    return Output(url=session.url, found=True, kind=captcha.kind, site_key=captcha.site_key, solved=True)


EXAMPLES = (
    Example(
        "A page without a captcha passes",
        {},
        input={"page": "/form.html"},
        check=lambda output: (output["found"], output["solved"]) == (False, False),
        needs="page",
    ),
    Example(
        "Without a credential, a captcha is an error that says so",
        {"kind": "hcaptcha"},
        input={"page": "/captcha/hcaptcha.html"},
        error="browser.captcha",
        needs="page",
    ),
    Example(
        "One that must be there",
        {"required": True},
        input={"page": "/form.html"},
        error="browser.captcha",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.solve_captcha",
    title="Solve captcha",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    side_effect=True,
    replay="never",
    credits=3,
    timeout_s=240,
    icon="shield-check",
    examples=EXAMPLES,
)
