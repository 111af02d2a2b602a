"""Where the flow set runs: on a host of this machine, on the stack of the stand-in, or on a host that settings name.

FLOW_TEST_URL        address of a host anywhere, instead of the two that tests start
FLOW_TEST_KEY        an API key of it with the role owner and all scopes
FLOW_TEST_ACCOUNT    e-mail address and password of who made the key, with a space between them, for the web app
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.host import AnyHost, running

_STACK = [pytest.mark.standin, pytest.mark.nightly]
PLACES = ["distant"] if "FLOW_TEST_URL" in os.environ else ["local", pytest.param("stack", marks=_STACK)]
"""Parameters of a fixture that yields a host of each place; the stack is nightly."""


@contextmanager
def host_at(request: pytest.FixtureRequest, folder: Path, **settings: str) -> Iterator[AnyHost]:
    """Yields the host of the place that a fixture's parameter names; `settings` are those of a host of this machine."""
    match request.param:
        case "stack":
            stack: AnyHost = request.getfixturevalue("stack")
            yield stack
        case "distant":
            from tests.support.standin.hosted import DistantHost

            said = os.environ.get("FLOW_TEST_ACCOUNT", "").split(maxsplit=1)
            account = (said[0], said[1]) if len(said) > 1 else None
            distant = DistantHost(os.environ["FLOW_TEST_URL"], os.environ["FLOW_TEST_KEY"], account)
            with distant.client:
                yield distant
        case _:
            with running(folder, **settings) as local:
                yield local
