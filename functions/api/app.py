"""Answers the HTTP API."""

from flow_builder import lambdas
from flow_builder.cloud_app import api

handler = lambdas.served(api)
