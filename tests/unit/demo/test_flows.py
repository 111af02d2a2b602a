"""Each demo site comes with a flow that the compiler finds nothing to say against."""

import pytest

from flow_builder.compiler import compile_flow
from flow_builder.demo import SITES
from flow_builder.demo.credentials import demo_credentials
from flow_builder.demo.portal.accounts import make_accounts
from flow_builder.demo.site_list import SEED
from flow_builder.domain.documents import load_document
from flow_builder.nodes import CATALOGUE


@pytest.mark.parametrize("key", list(SITES))
def test_a_site_comes_with_a_flow_that_is_right(key: str) -> None:
    document = load_document(SITES[key].flow())
    compiled = compile_flow(document, CATALOGUE)
    assert [each for each in compiled.diagnostics if each.severity != "info"] == []
    assert document.description


def test_credentials_come_with_the_sites_and_lead_to_them() -> None:
    given = demo_credentials("http://demo.test/demo")
    assert given["demo-portal"]["secret"] == make_accounts(SEED)["ada"].secret
    assert given["demo-slack"]["url"] == "http://demo.test/demo/inbox/slack"
    assert given["demo-mail"]["endpoint_url"] == "http://demo.test/demo/inbox/ses"
    assert {each["type"] for each in given.values()} == {"totp", "basic", "slack_webhook", "aws"}
