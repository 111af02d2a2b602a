"""Answers the HTTP API."""

from flow_builder.cloud_app import api
from flow_builder.lambdas import served

handler = served(api)
