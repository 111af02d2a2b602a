"""A control room of nested frames and shadow roots, with a form in each of them."""

from flow_builder.demo.frames.app import create_frames

__all__ = ["create_frames"]
