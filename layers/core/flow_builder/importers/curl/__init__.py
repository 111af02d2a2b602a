"""cURL commands, as people write them and as browsers copy them (bash and Windows), become flows with a request."""

from flow_builder.importers.curl.reading import import_curl, is_curl

__all__ = ["import_curl", "is_curl"]
