"""Credentials that come with the demo sites, so that flows which work on them need no account."""

from typing import Any


def demo_credentials(url: str) -> dict[str, dict[str, Any]]:
    """Returns the fields of each, `type` included, by name; `url` is the address of the demo sites."""
    from flow_builder.demo.portal.accounts import make_accounts
    from flow_builder.demo.site_list import SEED

    ada = make_accounts(SEED)["ada"]
    return {
        "demo-portal": {"type": "totp", "secret": ada.secret},
        "demo-portal-login": {"type": "basic", "username": ada.user, "password": ada.password},
        "demo-slack": {"type": "slack_webhook", "url": f"{url}/inbox/slack"},
        "demo-mail": {
            "type": "aws", "access_key_id": "AKIADEMO", "secret_access_key": "demo-secret-access-key", "region": "eu-north-1",
            "endpoint_url": f"{url}/inbox/ses", "from": "Flow Builder <flows@harbour.example>",
        },
    }  # fmt: skip
