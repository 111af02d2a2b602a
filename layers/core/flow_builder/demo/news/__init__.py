"""A newspaper with a feed and a site map, and a few pages that a site audit should find fault with."""

from flow_builder.demo.news.app import create_news

__all__ = ["create_news"]
