"""Answers webhooks and forms, without what the API needs."""

from flow_builder import lambdas
from flow_builder.cloud_app import hooks

handler = lambdas.served(hooks)
