"""A membership form of five steps, with everything that makes forms hard to fill, and a server that fails at will."""

from flow_builder.demo.signup.app import create_signup

__all__ = ["create_signup"]
