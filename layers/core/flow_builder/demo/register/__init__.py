"""A trade register: firms with contact details behind a list of pages, and a form to enter new ones."""

from flow_builder.demo.register.app import create_register

__all__ = ["create_register"]
