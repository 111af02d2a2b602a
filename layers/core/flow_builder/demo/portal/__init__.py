"""A customer portal: a login in two steps, and behind it a workbook per month."""

from flow_builder.demo.portal.app import create_portal

__all__ = ["create_portal"]
