"""A ship's chandler whose stock, prices and terms change from day to day; each visit is on the next day."""

from flow_builder.demo.chandlery.app import create_chandlery

__all__ = ["create_chandlery"]
