"""Use cases: plain functions over the stores and ports of a host, one file per noun."""
