"""Every error the product raises on purpose.

FlowBuilderError                 code, message, hint, field, details; `status` is its HTTP status
├── InvalidInput                 422  what the caller sent cannot be accepted
│   ├── InvalidDocument          422  a flow document is malformed
│   ├── CompileFailed            422  a flow has diagnostics of severity error
│   └── ExpressionError          422  a template cannot be parsed or evaluated
├── Unauthenticated              401  nobody knows who asks
├── PaymentRequired              402  credits or a budget do not cover it
├── Forbidden                    403  who asks may not do this
├── NotFound                     404  no such thing in this workspace
├── Conflict                     409  a condition on stored state did not hold
│   └── IllegalTransition        409  a status change outside the table of allowed ones
├── LimitExceeded                413  a size, depth or count is over its limit
├── TooMany                      429  too often in too short a time
├── NodeError                    502  a node's work failed; becomes the step's error
│   └── NetworkBlocked           502  an address the network guard does not allow
├── StorageError                 503  the state store cannot do its work
│   ├── StoreFull                503  the disk is full
│   ├── StoreCorrupt             503  a state file is damaged
│   └── StoreLocked              503  another host owns the data folder
└── HostError                    503  this machine lacks something that is needed (a browser, a port)
    └── Interrupted              503  a host was told to end in the middle of its work, which another one goes on with
"""

from collections.abc import Mapping
from math import ceil
from typing import Any, ClassVar


class FlowBuilderError(Exception):
    """Base of all errors; `code` is stable and documented, `message` is for people.

    Attributes:
        code: Dotted, stable identifier such as `store.full`.
        message: One sentence that says what is wrong.
        hint: What to do about it, or None.
        field: JSON pointer of the offending input, or None.
        details: Small JSON values that help (ids, limits); never secrets.
    """

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        hint: str | None = None,
        field: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code  # type: ignore[misc]
        self.hint = hint
        self.field = field
        self.details: dict[str, Any] = dict(details or {})


class InvalidInput(FlowBuilderError):
    """What the caller sent cannot be accepted."""

    code = "input.invalid"
    status = 422


class InvalidDocument(InvalidInput):
    """A flow document is malformed."""

    code = "document.invalid"


class CompileFailed(InvalidInput):
    """A flow has diagnostics of severity error; `details["diagnostics"]` lists them as dicts."""

    code = "flow.invalid"


class ExpressionError(InvalidInput):
    """A template cannot be parsed or evaluated; `position` is an offset into its text, or None."""

    code = "expression.invalid"

    def __init__(self, message: str, *, position: int | None = None, **rest: Any) -> None:
        super().__init__(message, **rest)
        self.position = position


class Unauthenticated(FlowBuilderError):
    """Nobody knows who asks: no token, or one that does not hold."""

    code = "auth.required"
    status = 401


class PaymentRequired(FlowBuilderError):
    """Credits or a budget do not cover it."""

    code = "credits.insufficient"
    status = 402


class Forbidden(FlowBuilderError):
    """Who asks may not do this."""

    code = "auth.forbidden"
    status = 403


class NotFound(FlowBuilderError):
    """There is no such thing in this workspace."""

    code = "not_found"
    status = 404


class Conflict(FlowBuilderError):
    """A condition on stored state did not hold."""

    code = "conflict"
    status = 409


class IllegalTransition(Conflict):
    """A status change outside the table of allowed ones."""

    code = "status.illegal_transition"


class TooMany(FlowBuilderError):
    """Too often in too short a time; `retry_after` says in how many seconds it may be tried again."""

    code = "rate.limited"
    status = 429

    def __init__(self, message: str, *, retry_after: float = 1.0, **rest: Any) -> None:
        super().__init__(message, **rest)
        self.retry_after = max(1, ceil(retry_after))
        self.details.setdefault("retry_after_s", self.retry_after)


class LimitExceeded(FlowBuilderError):
    """A size, depth or count is over its limit."""

    code = "limit.exceeded"
    status = 413


class NodeError(FlowBuilderError):
    """A node's work failed; the engine turns it into the step's error.

    `retryable` says whether trying again may help; retry policies heed it unless told otherwise.
    """

    code = "node.failed"
    status = 502

    def __init__(self, message: str, *, retryable: bool = False, **rest: Any) -> None:
        super().__init__(message, **rest)
        self.retryable = retryable


class NetworkBlocked(NodeError):
    """An address the network guard does not allow; never retryable."""

    code = "network.blocked"


class StorageError(FlowBuilderError):
    """The state store cannot do its work."""

    code = "store.failed"
    status = 503


class StoreFull(StorageError):
    """The disk is full."""

    code = "store.full"


class StoreCorrupt(StorageError):
    """A state file is damaged."""

    code = "store.corrupt"


class StoreLocked(StorageError):
    """Another host owns the data folder."""

    code = "store.locked"


class HostError(FlowBuilderError):
    """This machine lacks something that is needed, such as a browser or a free port."""

    code = "host.failed"
    status = 503


class Interrupted(HostError):
    """A host was told to end in the middle of its work; what it has done is kept, another one goes on with it."""

    code = "host.interrupted"
