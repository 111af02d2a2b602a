"""How a webhook knows its callers, tells deliveries apart, and answers browsers: parts of the trigger's config."""

from ipaddress import ip_network
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from flow_builder.nodes.base import credential_field

HeaderName = Annotated[str, StringConstraints(pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", max_length=100)]
Algorithm = Literal["sha256", "sha1", "sha512"]
_TOLERANCE = Field(
    default=300.0,
    gt=0,
    le=86_400,
    title="Oldest signature (seconds)",
    description="A call whose time differs by more is refused, so that nobody can repeat it later.",
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Unproven(_Part):
    """Whoever knows the address may call."""

    kind: Literal["none"] = "none"


class TokenProof(_Part):
    """Callers send a secret as it is; the credential holds it as `token`."""

    kind: Literal["token"]
    credential: str = credential_field("bearer", required=True)
    header: HeaderName = Field(
        default="Authorization",
        title="Header",
        description="In `Authorization`, `Bearer` stands before it; `X-Flow-Token` is taken as well then.",
    )


class _Signed(_Part):
    credential: str = credential_field("hmac", required=True)


class GitHubProof(_Signed):
    """Signed as GitHub does: `X-Hub-Signature-256`."""

    kind: Literal["github"]


class ShopifyProof(_Signed):
    """Signed as Shopify does: `X-Shopify-Hmac-Sha256`."""

    kind: Literal["shopify"]


class StripeProof(_Signed):
    """Signed as Stripe does: `Stripe-Signature: t=…,v1=…`."""

    kind: Literal["stripe"]
    tolerance_s: float = _TOLERANCE


class SlackProof(_Signed):
    """Signed as Slack does: `X-Slack-Signature`; the challenge that Slack begins with is answered."""

    kind: Literal["slack"]
    tolerance_s: float = _TOLERANCE


class FlowProof(_Signed):
    """Signed by the node *Send webhook* of another flow: `X-Flow-Signature`."""

    kind: Literal["flow"]
    tolerance_s: float = _TOLERANCE


class StandardProof(_Signed):
    """Signed by the Standard Webhooks rules: `webhook-id`, `webhook-timestamp`, `webhook-signature`."""

    kind: Literal["standard"]
    tolerance_s: float = _TOLERANCE


class HmacProof(_Signed):
    """Signed with an HMAC in some other way."""

    kind: Literal["hmac"]
    header: HeaderName = Field(default="X-Signature", title="Header")
    algorithm: Algorithm = Field(default="sha256", title="Algorithm")
    encoding: Literal["hex", "base64"] = Field(default="hex", title="Written as")
    prefix: str = Field(default="", max_length=50, title="Prefix", description="What stands before it, like `sha256=`.")
    signed: str = Field(
        default="{body}",
        max_length=200,
        title="What is signed",
        description="`{body}` is the raw body, `{timestamp}` and `{id}` are headers: `{timestamp}.{body}`.",
    )
    timestamp_header: HeaderName | None = Field(
        default=None, title="Header of the time", description="Seconds or milliseconds since 1970."
    )
    id_header: HeaderName | None = Field(default=None, title="Header of the id")
    tolerance_s: float = _TOLERANCE

    @field_validator("signed")
    @classmethod
    def _covers_the_body(cls, signed: str) -> str:
        before, body, after = signed.partition("{body}")
        rest = (before + after).replace("{timestamp}", "").replace("{id}", "")
        if not body or "{" in rest or "}" in rest:
            raise ValueError("It holds {body} once, and may hold {timestamp} and {id}.")
        return signed

    @model_validator(mode="after")
    def _known(self) -> Self:
        if "{timestamp}" in self.signed and self.timestamp_header is None:
            raise ValueError("The time is signed, so its header must be named.")
        if "{timestamp}" not in self.signed and self.timestamp_header is not None:
            raise ValueError("A time that is not signed proves nothing; what is signed must hold {timestamp}.")
        if "{id}" in self.signed and self.id_header is None:
            raise ValueError("The id is signed, so its header must be named.")
        return self


Proof = Annotated[
    Unproven
    | TokenProof
    | GitHubProof
    | StripeProof
    | SlackProof
    | ShopifyProof
    | StandardProof
    | FlowProof
    | HmacProof,
    Field(discriminator="kind"),
]


class ByItself(_Part):
    """By what the sender names them with, else by the header `Idempotency-Key`; without either, each call is new."""

    by: Literal["auto"] = "auto"


class ByHeader(_Part):
    """By a header, such as `X-GitHub-Delivery`."""

    by: Literal["header"]
    header: HeaderName = Field(title="Header")
    required: bool = Field(default=False, title="Refuse calls without it")


class ByField(_Part):
    """By a value in the body, such as `event.id`."""

    by: Literal["field"]
    field: str = Field(min_length=1, max_length=200, title="Path in the body", examples=["event.id"])
    required: bool = Field(default=False, title="Refuse calls without it")


class BySignature(_Part):
    """By their signature: what was signed once counts once, whatever else the call says."""

    by: Literal["signature"]


class Never(_Part):
    """Not at all: each call is new."""

    by: Literal["none"]


Deliveries = Annotated[ByItself | ByHeader | ByField | BySignature | Never, Field(discriminator="by")]


class Cors(_Part):
    """Which web pages may call from a browser."""

    origins: list[Annotated[str, StringConstraints(pattern=r"^(\*|https?://[^/\s]+)$", max_length=300)]] = Field(
        min_length=1, max_length=50, title="Origins", description="`https://shop.example.com`, or `*` for all."
    )
    headers: list[HeaderName] = Field(
        default_factory=lambda: ["content-type", "idempotency-key"], max_length=50, title="Headers they may send"
    )
    max_age_s: int = Field(default=600, ge=0, le=86_400, title="Browsers remember it for (seconds)")


def _address(text: str) -> str:
    try:
        ip_network(text, strict=False)
    except ValueError as error:
        raise ValueError(f"{text!r} is not an address or network, such as 192.0.2.7 or 192.0.2.0/24.") from error
    return text


Network = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50), AfterValidator(_address)]
"""An IP address, or a network of them."""
