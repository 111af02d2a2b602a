"""Loads what a host loads as it starts, for processes that are copies of one which has."""

from importlib import import_module

from flow_builder.api.app import described_api
from flow_builder.demo.site_list import create_demo

for each in (
    "flow_builder.cli.app",
    "flow_builder.cli.serve",
    "flow_builder.services.imports",
    "uvicorn.protocols.http.httptools_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
):
    import_module(each)
described_api()
create_demo(0)
