"""One run's mutable state within a host."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from flow_builder.domain.step import Path, StepRecord
from flow_builder.domain.value import JSON
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.host import Sleep
from flow_builder.engine.payload import decode
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.redact import Redactor
from flow_builder.engine.scope import Scope, Spilled

if TYPE_CHECKING:
    import httpx

    from flow_builder.engine.host import Host, Meter, Patience
    from flow_builder.engine.pages import Pages

SET_VARS = "core.set_vars"


class RunState:
    """What all steps of a run share: the plan, the host's services, variables, results that exist already."""

    def __init__(
        self,
        prepared: PreparedPlan,
        host: "Host",
        input_: JSON,
        env: dict[str, str],
        *,
        http: "Callable[[], httpx.AsyncClient]",
        breakers: Breakers,
        browser: Any = None,
        recorded: Sequence[StepRecord] = (),
        items: dict[str, JSON] | None = None,
    ) -> None:
        self.prepared = prepared
        self.host = host
        self.run = host.run
        self.journal = host.journal
        self.backend = host.backend
        self.input = input_
        self.http = http
        self.breakers = breakers
        self.browser = browser
        self.meter: Meter | None = None
        self.patience: Patience = Sleep()
        self.pages: Pages | None = None
        """The sessions of the region being executed."""
        self.tails: dict[str, list[StepRecord]] = {}
        """What regions recorded about sessions that later regions use; see `engine.pages`."""
        self.redactor = Redactor()
        self.items = items or {}
        self.vars: dict[str, JSON] = {}
        self.recorded: dict[tuple[str, Path], StepRecord] = {}
        for record in recorded:
            self.recorded[record.node, record.path] = record
            if record.type == SET_VARS and isinstance(record.output, dict):
                self.vars.update(record.output)
        self.roots: dict[str, Any] = {
            "input": input_,
            "vars": self.vars,
            "env": env,
            "run": {
                "id": self.run.id,
                "flow": self.run.flow,
                "flow_name": self.run.flow_name,
                "version": self.run.version,
                "trigger": self.run.trigger,
                "started_at": self.run.started_at,
                "scheduled_at": self.run.scheduled_at,
            },
        }

    async def load(self, scope: Scope, key: str) -> Any:
        """Returns a step's value as `scope` sees it, fetching it from blob storage if it was spilled."""
        found = scope.find(key)
        if found is None:
            return None
        holder, value = found
        if isinstance(value, Spilled):
            value = holder.values[key] = decode(await self.backend.blob_get(value.blob))
        return value

    async def prefetch(self, scope: Scope, keys: Sequence[str]) -> None:
        """Makes the values of these steps (of all, when none are named) ready to be read without waiting."""
        for key in keys:
            found = scope.find(key)
            if found is not None and type(found[1]) is Spilled:
                await self.load(scope, key)
