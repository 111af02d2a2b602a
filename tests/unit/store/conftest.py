"""Fixtures of the adapters' own tests."""

from tests.support.small_disk import small_disk

__all__ = ["small_disk"]
