"""What a node gets besides its config."""

from types import SimpleNamespace

from flow_builder.engine.context import StepContext
from flow_builder.engine.redact import Redactor
from flow_builder.nodes.memory_backend import MemoryBackend


async def test_a_credentials_secrets_are_masked_and_its_address_is_not() -> None:
    fields = {"type": "database", "kind": "postgresql", "host": "localhost", "port": 5432, "database": "shop"}
    backend = MemoryBackend({"db": {**fields, "username": "keeper", "password": "opens all", "tls": "verify"}})
    state = SimpleNamespace(backend=backend, redactor=Redactor(), run=SimpleNamespace())
    context = StepContext(state, SimpleNamespace(key="node"), SimpleNamespace(), None, 1)
    assert (await context.credential("db"))["password"] == "opens all"
    context.redact("a token of its own")
    text = "shop on localhost by postgresql: opens all, a token of its own"
    assert state.redactor.clean_text(text) == "shop on localhost by postgresql: •••, •••"
