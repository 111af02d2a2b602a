"""A post room: takes what flows send (Slack messages, e-mails, webhooks) and shows it, so that no account is needed."""

from flow_builder.demo.inbox.app import create_inbox

__all__ = ["create_inbox"]
