"""Settings of a host: one frozen model, read once from the environment and the command line."""

import os
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from flow_builder.domain.wording import plain_message
from flow_builder.errors import InvalidInput

PREFIX = "FLOW_"
"""Every setting can be given as an environment variable: `FLOW_PORT=9000`."""


Origin = Annotated[str, Field(pattern=r"^https?://[^/\s*]+$")]


def _network(text: str) -> str:
    return str(ip_network(text, strict=False))


Network = Annotated[str, AfterValidator(_network)]

KmsKey = Annotated[str, Field(pattern=r"^arn:[\w-]+:kms:[\w-]+:\d+:(key|alias)/[\w/-]+$")]

_LISTS = frozenset({"allowed_hosts", "cors_origins", "trusted_proxies", "vault_keys"})
_HOSTS_OWN = {
    *("mail", "mail_from", "oidc", "payments", "stripe_key", "stripe_secrets"),
    *("vault", "vault_keys", "vault_mac_key", "vault_secret"),
}
"""Nobody's business in another process: there is a password in the address of a mail server."""


class Settings(BaseModel):
    """How a host on one machine works; fields are also environment variables with `FLOW_` before them."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    data: Path = Field(default=Path(".flow-builder"), description="Folder of everything the host keeps.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8321, ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")
    allow_private_network: bool = Field(
        default=True, description="Whether flows may reach private, link-local and loopback addresses."
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(), description="Host names a browser may use for this host, besides its address and localhost."
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/\s]+$",
        description="Address under which people reach this host through a proxy, such as https://flows.example.",
    )
    cors_origins: tuple[Origin, ...] = Field(
        default=(), description="Origins of other web apps that may call the API, such as https://app.example."
    )
    vault: Literal["key-file", "kms", "secrets-manager"] = Field(
        default="key-file", description="Where the keys are that secrets are sealed with."
    )
    vault_keys: tuple[KmsKey, ...] = Field(
        default=(), description="For kms: ARNs of the KMS keys, the one that seals first, then those that still open."
    )
    vault_mac_key: KmsKey | None = Field(
        default=None, description="For kms: ARN of the HMAC_256 key that signing keys are derived from."
    )
    vault_secret: str = Field(
        default="flow-builder/vault",
        max_length=512,
        pattern=r"^[A-Za-z0-9/_+=.@:-]+$",
        description="For secrets-manager: name or ARN of the secret that holds the keys; it is made if it is missing.",
    )
    store_sync: Literal["normal", "full"] = Field(
        default="normal",
        description="normal survives a killed process, full a power cut too (slower).",
    )
    runs_at_once: int = Field(
        default=100, ge=1, le=10_000, description="Runs of a workspace under way at once; further ones are queued."
    )
    runs_at_once_most: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        description="The most that owners may set for their workspace; unless given, they may set less, not more.",
    )
    host_runs_at_once: int = Field(
        default=400, ge=1, le=10_000, description="The same for all workspaces of the host together."
    )
    browser_workers: int = Field(default=2, ge=0, le=32, description="Browser worker processes at most.")
    chromium: Path | None = Field(default=None, description="Chromium to use instead of the one found.")
    variables: Path | None = Field(
        default=None, description="File of workspace variables (`NAME=value` lines), seen by flows as env.NAME."
    )
    metrics: Literal["off", "loopback", "all"] = Field(
        default="loopback", description="Who may read /metrics: nobody, this machine, or whoever reaches the host."
    )
    accounts: Literal["auto", "required"] = Field(
        default="auto",
        description="auto: whoever sits at this machine may do all until the owner's account exists; required: never.",
    )
    sign_up: Literal["open", "closed"] = Field(default="open", description="Whether strangers may make accounts.")
    mail: str | None = Field(
        default=None,
        pattern=r"^smtps?://[^/\s]+(/?\?[^\s]*)?$",
        description="Mail server, as smtp://user:password@host:587; without one mails are left in the data folder.",
    )
    mail_from: str = Field(
        default="flow-builder@localhost", pattern=r"^[^@\s]+@[^@\s]+$", description="Sender of the host's mails."
    )
    oidc: Path | None = Field(default=None, description="File that says by which outside issuers people sign in.")
    guests: Literal["off", "on"] = Field(
        default="on", description="Whether people may look around without an account, for 72 hours."
    )
    rate_limits: Literal["off", "on"] = Field(
        default="off", description="Whether callers are refused who ask too often; for hosts that others can reach."
    )
    flow_starts_per_minute: int = Field(
        default=600, ge=1, le=1_000_000, description="Calls of one flow's webhook and form in a minute, with limits on."
    )
    trusted_proxies: tuple[Network, ...] = Field(
        default=(), description="Addresses and networks of proxies whose X-Forwarded-For says who calls."
    )
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    credits: Literal["off", "on"] = Field(
        default="off", description="Whether runs cost credits; off, they are counted but cost nothing."
    )
    credits_opening: int = Field(
        default=200, ge=0, le=1_000_000, description="Credits that a workspace begins with, where runs cost some."
    )
    payments: Literal["off", "local", "stripe"] = Field(
        default="off", description="Who takes payments for credits; local fills the balance and nobody pays."
    )
    stripe_key: SecretStr | None = Field(default=None, description="Secret API key of Stripe, for payments.")
    stripe_secrets: SecretStr | None = Field(
        default=None, description="Signing secret of Stripe's webhook; two with a comma while one is replaced."
    )
    workspace: str = Field(default="local", pattern=r"^[A-Za-z0-9_-]{1,64}$")

    @property
    def most_runs_at_once(self) -> int:
        """Runs at once that an owner may set for their workspace, at most."""
        return self.runs_at_once if self.runs_at_once_most is None else self.runs_at_once_most


def load_settings(environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """Returns the settings: defaults, overlaid by `FLOW_*` variables, overlaid by flags that are not None.

    Raises InvalidInput `settings.invalid` that names the variable or flag.
    """
    source = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for name in Settings.model_fields:
        text = source.get(PREFIX + name.upper())
        if text:
            values[name] = tuple(text.replace(",", " ").split()) if name in _LISTS else text
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings.model_validate(values | given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        shown = f"--{name.replace('_', '-')}" if name in given else PREFIX + name.upper()
        raise InvalidInput(
            f"The setting {shown} is wrong: {plain_message(first['msg'])}.",
            code="settings.invalid",
            hint=Settings.model_fields[name].description if name in Settings.model_fields else None,
        ) from error


def to_environment(settings: Settings) -> dict[str, str]:
    """Returns the environment variables that give another process of this host the same settings."""
    given = settings.model_dump(mode="json", exclude_none=True, exclude=_HOSTS_OWN)
    return {
        PREFIX + name.upper(): ",".join(each) if isinstance(each, list) else str(each) for name, each in given.items()
    }


def read_variables(path: Path | None) -> dict[str, str]:
    """Returns the workspace variables of a file of `NAME=value` lines; `#` starts a comment line.

    Raises InvalidInput `settings.variables` with the line number.
    """
    if path is None:
        return {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InvalidInput(f"The variables file {path} cannot be read: {reason}.", code="settings.variables") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise InvalidInput(
                f"Line {number} of the variables file is not NAME=value.",
                code="settings.variables",
                details={"line": number},
            )
        found[name.strip()] = value.strip()
    return found
