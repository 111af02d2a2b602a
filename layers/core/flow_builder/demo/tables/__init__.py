"""Tables of every kind that is hard to read: spans, several headers, none, nested, wide, long."""

from flow_builder.demo.tables.app import create_tables

__all__ = ["create_tables"]
