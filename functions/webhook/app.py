"""Answers webhooks and forms, without what the API needs."""

from flow_builder.cloud_app import hooks
from flow_builder.lambdas import served

handler = served(hooks)
