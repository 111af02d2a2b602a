"""The demo sites: small web sites shipped with the product, for first flows, templates and tests."""

from flow_builder.demo.catalogue import Product, ShopState
from flow_builder.demo.shop import create_shop
from flow_builder.demo.site_list import SITES, Entry, create_demo

__all__ = ["SITES", "Entry", "Product", "ShopState", "create_demo", "create_shop"]
