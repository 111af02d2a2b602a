"""A feed of posts that goes on: by scrolling, by a button, by pages, by cursor."""

from flow_builder.demo.feed.app import create_feed

__all__ = ["create_feed"]
