"""Files that come in every way that downloads do: named, unnamed, slow, broken, in a new tab, made while one waits."""

from flow_builder.demo.downloads.app import create_downloads

__all__ = ["create_downloads"]
