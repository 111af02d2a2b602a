"""Pages on the deployed stack, whose browser workers are a pool that takes orders from its queue."""

from collections.abc import Iterator

import pytest

from tests.support.standin.hosted import DeployedHost, deployed
from tests.support.standin_server import StandIn
from tests.support.watched import run_of_pages

pytestmark = [pytest.mark.standin, pytest.mark.browser, pytest.mark.nightly]


@pytest.fixture(scope="module")
def pool(standin: StandIn) -> Iterator[DeployedHost]:
    with deployed(standin, "pool", {"BrowserMode": "warm"}) as host:
        yield host


def test_a_worker_of_the_pool_carries_out_one_order_after_the_other(pool: DeployedHost) -> None:
    for _ in range(2):
        run_of_pages(pool)
    ecs = pool.stack.client("ecs")
    cluster = pool.stack.resource("Cluster")
    assert len(ecs.list_tasks(cluster=cluster, desiredStatus="RUNNING")["taskArns"]) == 1
    assert ecs.list_tasks(cluster=cluster, desiredStatus="STOPPED")["taskArns"] == []
    counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    queue = pool.stack.client("sqs").get_queue_attributes(
        QueueUrl=pool.stack.resource("BrowserQueue"), AttributeNames=counts
    )
    assert set(queue["Attributes"].values()) == {"0"}
