"""What a node type is and what its `run` gets; every node file builds on this and nothing else of the engine."""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from flow_builder.domain.plan import Lane
from flow_builder.domain.value import JSON, Artifact

if TYPE_CHECKING:
    import httpx  # 100 ms that checking and executing plain flows do not need

    from flow_builder.domain import run as runs

Kind = Literal["step", "branch", "loop", "try", "parallel", "pause", "call", "stop", "trigger"]
"""How the compiler places a node: a leaf, a chooser of ports, a container, or one of the control leaves."""


class NodeConfig(BaseModel):
    """Base of every node's `Config`: unknown fields are errors, values come in resolved from their templates."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, validate_by_name=True)


class NodeOutput(BaseModel):
    """Base of every node's `Output`; its JSON is what `steps.<key>` gives."""

    model_config = ConfigDict(extra="allow", defer_build=True)


PerItem = Annotated[
    Any,
    Field(json_schema_extra={"x-per-item": True}),
]
"""Type of a config field that is not resolved before the node runs, because it is evaluated per item.

The node gets the raw text (or literal) and calls `ctx.evaluate(config.where, item=..., index=...)`."""


def code_field(language: Literal["javascript", "jsonata", "sql"], **about: Any) -> Any:
    """Returns the Field of a config value that holds program code; it reaches the node as it is written."""
    return Field(json_schema_extra={"x-per-item": True, "x-language": language}, **about)


@cache
def per_item_paths(config: type[BaseModel]) -> frozenset[str]:
    """Returns the dotted paths of a config model's PerItem fields, `*` standing for any list index or dict key.

    Models nested in fields, lists, dicts and (discriminated) unions count too: `over.condition`, `fields.*.value`.
    """
    return frozenset(marked_paths(config, "x-per-item"))


@cache
def credential_paths(config: type[BaseModel]) -> frozenset[str]:
    """Returns the dotted paths of a config model's credential fields, written as in `per_item_paths`."""
    return frozenset(marked_paths(config, "x-credential"))


@cache
def untemplated_paths(config: type[BaseModel]) -> frozenset[str]:
    """Returns the dotted paths of fields whose text never is a template: credentials and program code."""
    return credential_paths(config) | frozenset(marked_paths(config, "x-language"))


@cache
def script_paths(config: type[BaseModel]) -> frozenset[str]:
    """Returns the dotted paths of fields that hold the body of a JavaScript function."""
    return frozenset(marked_paths(config, "x-language", value="javascript"))


@cache
def async_paths(config: type[BaseModel]) -> frozenset[str]:
    """Returns the dotted paths of those script fields whose function may `await`."""
    return frozenset(marked_paths(config, "x-async"))


def marked_paths(
    config: type[BaseModel], mark: str, above: tuple[type[BaseModel], ...] = (), *, value: Any = None
) -> Iterator[str]:
    """Yields the dotted paths of the fields whose JSON Schema carries the extra key `mark` (with this value, if any).

    A field with an alias may be written either way and comes twice. A model that holds itself is entered once:
    `above` are the models around this one.
    """
    for name, info in config.model_fields.items():
        inner = _marked_below(info.annotation, mark, (*above, config), value)
        below = [""] if _is_marked(info, mark, value) else list(inner)
        for written in dict.fromkeys((name, info.alias or name)):
            yield from (f"{written}{rest}" for rest in below)


def _is_marked(info: object, mark: str, value: Any) -> bool:
    extra = info.json_schema_extra if isinstance(info, FieldInfo) else None
    return isinstance(extra, dict) and mark in extra and (value is None or extra[mark] == value)


def _marked_below(annotation: Any, mark: str, above: tuple[type[BaseModel], ...], value: Any) -> Iterator[str]:
    """Yields the rest of each marked path below a field of this type: `""`, `.name`, `.*.name`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated and any(_is_marked(each, mark, value) for each in arguments[1:]):
        yield ""
    elif origin is Annotated:
        yield from _marked_below(arguments[0], mark, above, value)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in above:
            yield from (f".{path}" for path in marked_paths(annotation, mark, above, value=value))
    else:
        inside = ".*" if isinstance(origin, type) and issubclass(origin, (list, tuple, set, Mapping)) else ""
        for each in arguments:
            yield from (f"{inside}{rest}" for rest in _marked_below(each, mark, above, value))


def credential_field(*types: str, required: bool = False) -> Any:
    """Returns the Field of a config value that holds a credential's id; `types` are the credential types that fit."""
    mark: dict[str, Any] = {"x-credential": list(types)}
    if required:
        return Field(title="Credential", min_length=1, json_schema_extra=mark)
    return Field(default=None, title="Credential", json_schema_extra=mark)


@dataclass(frozen=True, slots=True)
class Routed:
    """A result that chooses its live ports; without it, `out` is live."""

    output: Any
    ports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspend:
    """What a pause node's `run` returns: the step waits until the time is up or somebody answers.

    `until` is milliseconds since the epoch, or None for no end. With `kind="timer"` the end is the normal outcome,
    else it is a timeout and `NodeType.resume` is called with `{"timed_out": True}`.
    """

    kind: Literal["timer", "approval", "webhook"]
    until: int | None = None
    request: dict[str, Any] = field(default_factory=dict)
    """Shown to whoever decides: message, form, options."""


class Again(Enum):
    """Type of `AGAIN`."""

    AGAIN = "again"


AGAIN = Again.AGAIN
"""What a pause node's `resume` returns when waiting is not over: the engine calls `run` again with the same config
and context, which may suspend once more. Compare with `is`."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """Facts about the run, in scope as `run` (minus the workspace)."""

    id: str
    workspace: str
    flow: str
    flow_name: str
    started_at: int
    trigger: str = "manual"
    version: int | None = None
    parent: str | None = None
    depth: int = 0
    scheduled_at: int | None = None

    @classmethod
    def of(cls, run: "runs.Run") -> "RunInfo":
        """Returns what nodes are told of a run that has begun."""
        return cls(
            id=run.id,
            workspace=run.workspace,
            flow=run.flow,
            flow_name=run.flow_name,
            started_at=run.started_at or run.created_at,
            trigger=run.trigger,
            version=run.version,
            parent=run.parent,
            depth=run.depth,
            scheduled_at=run.scheduled_at,
        )


class Backend(Protocol):
    """What the host does for nodes; in a browser worker each call goes to the host process.

    Everything is scoped to the run's workspace by the host.
    """

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:
        """Returns a credential's fields, `type` included; NodeError `credential.missing` if there is none.

        `refused` is an access token of it that a service has not accepted, so that another is got; `http.oauth`.
        """
        ...

    async def aws_keys(self) -> dict[str, Any]:
        """Returns temporary keys of the flow's own role in AWS, as a credential of the type `aws`.

        NodeError `aws.no_role` when it has none, which is so on each host of one machine.
        """
        ...

    async def credential_save(self, name: str, type_: str, fields: Mapping[str, Any]) -> str:
        """Seals a credential and returns its id; the fields of the one with this name, if any, are replaced.

        NodeError `credential.conflict` when that one has another type, or several have the name.
        """
        ...

    async def session_keep(self, thread: str, session: str, packed: str) -> None:
        """Keeps a browser session at rest for the run, sealed, until the run ends; see `engine.pages`."""
        ...

    async def sessions_kept(self, thread: str) -> dict[str, str]:
        """Returns what is kept in a thread, by session."""
        ...

    async def session_forget(self, thread: str, session: str) -> None:
        """Drops what is kept of a session."""
        ...

    async def sessions_end(self) -> None:
        """Drops all sessions kept for the run, which has ended."""
        ...

    async def state_get(self, key: str) -> JSON:
        """Returns a value kept by the flow between runs, or None."""
        ...

    async def state_set(self, key: str, value: JSON) -> None:
        """Keeps a value for later runs of the flow."""
        ...

    async def dataset_append(
        self, name: str, rows: Sequence[Mapping[str, JSON]], key: Sequence[str], mode: Literal["upsert", "ignore"]
    ) -> dict[str, int]:
        """Adds rows, de-duplicated by the `key` fields; returns counts `added`, `updated`, `unchanged`, `total`."""
        ...

    async def dataset_read(self, name: str, limit: int, offset: int) -> dict[str, Any]:
        """Returns `{"rows": [...], "total": n}` in order of first insertion."""
        ...

    async def blob_put(self, data: bytes | AsyncIterable[bytes], name: str, content_type: str) -> Artifact:
        """Stores bytes as an artifact of the run; pieces as they come, and nothing when their iteration raises."""
        ...

    async def blob_get(self, artifact: str) -> bytes:
        """Returns an artifact's bytes; NodeError `artifact.missing` if there is none in this workspace."""
        ...

    async def cache_get(self, key: str) -> JSON:
        """Returns a cached result envelope, or None."""
        ...

    async def cache_put(self, key: str, value: JSON, ttl_s: float) -> None:
        """Caches a result envelope."""
        ...

    async def reply(self, response: dict[str, Any]) -> None:
        """Answers the request that started the run: `{"status", "headers", "body"}`; later calls change nothing."""
        ...

    async def enter_site(self, url: str, politeness: Mapping[str, JSON] | None) -> dict[str, Any]:
        """Waits for a turn to visit a site, by the workspace's politeness policy; `politeness` goes before it.

        Returns what `leave_site` takes back: `domain`, `robots` (allowed | denied | unknown: what its robots.txt says),
        `obey` (whether that counts), and, unless robots.txt keeps the visitor out, `lease` and `retry_after_s`: not
        None for a site that wants to be left alone for longer than anybody should wait; then there is no turn.
        """
        ...

    async def leave_site(
        self, lease: Mapping[str, JSON], status: int | None = None, retry_after_s: float | None = None
    ) -> None:
        """Ends a visit. After a status of 429 or 503 all visitors of the site stay away for a while."""
        ...


class Context(Protocol):
    """What a node's `run` gets besides its config."""

    @property
    def run(self) -> RunInfo:
        """Facts about the run."""
        ...

    @property
    def node(self) -> str:
        """The node's key."""
        ...

    @property
    def attempt(self) -> int:
        """Number of this attempt, from 1."""
        ...

    @property
    def idempotency_key(self) -> str:
        """Stable per step of a run, over attempts and recoveries."""
        ...

    @property
    def input(self) -> JSON:
        """The output of the step's first live incoming edge; the run's input for an entry."""
        ...

    @property
    def backend(self) -> Backend:
        """The host's services for nodes."""
        ...

    @property
    def http(self) -> "httpx.AsyncClient":
        """A shared client behind the network guard; no cookies, no redirects followed unless asked per request."""
        ...

    @property
    def browser(self) -> Any:
        """The worker's `flow_builder.browser` sessions; None outside the browser lane."""
        ...

    def log(self, message: str, level: Literal["debug", "info", "warning", "error"] = "info", **fields: JSON) -> None:
        """Adds a line to the run's log; secrets are redacted."""
        ...

    def evaluate(self, expression: Any, **scope: Any) -> JSON:
        """Evaluates a PerItem value with `scope` (item, index, …) added; ExpressionError if it fails."""
        ...

    def evaluate_each(self, expression: Any, items: Sequence[Any]) -> list[JSON]:
        """Evaluates a PerItem value once per item, with `item` and `index` set; much faster than one by one."""
        ...

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:
        """Returns a credential's fields and makes sure its secrets are redacted from here on."""
        ...

    def redact(self, secret: str) -> None:
        """Makes sure that a secret which is no credential's field (a token got with one) is redacted from here on."""
        ...

    def masked(self, value: JSON) -> JSON:
        """Returns a value as it may be stored: with the secrets in its texts masked."""
        ...

    async def save_artifact(self, name: str, data: bytes | AsyncIterable[bytes], content_type: str) -> Artifact:
        """Stores a file of the run and returns its descriptor, to be part of the output; see `Backend.blob_put`."""
        ...

    async def read_artifact(self, artifact: Artifact | Mapping[str, Any] | str) -> bytes:
        """Returns the bytes of an artifact."""
        ...


@dataclass(frozen=True, slots=True)
class Example:
    """A use of the node that a test executes and the help page shows.

    `config` may hold templates over `input` and `steps`. `output` is compared exactly when given, else `check` gets the
    output as JSON. `error` is the expected error code instead. `ports` are the expected live ports.
    """

    title: str
    config: dict[str, Any]
    input: JSON = None
    steps: dict[str, JSON] = field(default_factory=dict)
    output: JSON = None
    check: Callable[[Any], bool] | None = None
    error: str | None = None
    ports: tuple[str, ...] | None = None
    needs: Literal["nothing", "network", "page", "backend"] = "nothing"
    """What the test must provide: a local web server (as `env.SITE`), a page, or a stateful backend."""


Run = Callable[[Any, Context], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class AwsGrant:
    """What a node calls of AWS: IAM actions (`s3:GetObject`), and the ARNs they are called on, as far as known before.

    ARNs may hold `*`, and CloudFormation's `${AWS::Partition}`, `${AWS::Region}` and `${AWS::AccountId}`.
    """

    actions: tuple[str, ...]
    resources: tuple[str, ...] = ("*",)


@dataclass(frozen=True, slots=True)
class NodeType:
    """One node type: schema, executor and everything the editor shows.

    `ports` are the output ports, or a function of the raw config dict for those that depend on it.
    `lane` says which host is needed, `kind` how the compiler places it. `credits` is its price.
    """

    id: str
    title: str
    config: type[NodeConfig]
    output: type[BaseModel] | None = None
    run: Run | None = None
    resume: Callable[[Any, dict[str, Any]], Any] | None = None
    """Pause nodes: (config, answer) -> output or Routed."""
    version: int = 1
    kind: Kind = "step"
    lane: Lane = "inline"
    ports: tuple[str, ...] | Callable[[Mapping[str, Any]], tuple[str, ...]] = ("out",)
    side_effect: bool = False
    credits: int = 1
    """Price of one execution; `price` of the raw config, where it depends on that."""
    price: Callable[[Mapping[str, Any]], int] | None = None
    icon: str = "box"
    examples: tuple[Example, ...] = ()
    timeout_s: float | None = None
    """Default timeout, when the general one does not fit."""
    dependency: Callable[[Any], str | None] | None = None
    """Config -> name of the outside dependency for the circuit breaker (`host:port`), or None."""
    replay: Literal["again", "never"] = "again"
    """Browser nodes: whether the step may be applied again to rebuild a lost page."""
    aws: Callable[[Mapping[str, Any]], tuple[AwsGrant, ...]] | None = None
    """Nodes that call AWS: raw config -> what they may have to do there; see `compiler.access`."""

    def ports_of(self, config: Mapping[str, Any]) -> tuple[str, ...]:
        """Returns the output ports for a raw config, the `error` port not included."""
        return self.ports(config) if callable(self.ports) else self.ports

    def credits_of(self, config: Mapping[str, Any]) -> int:
        """Returns the price of one execution with a raw config."""
        return self.credits if self.price is None else self.price(config)

    @property
    def folder(self) -> str:
        """The palette folder: the part of the id before the dot."""
        return self.id.partition(".")[0]
