"""The demo shop: a small web shop shipped with the product, for first flows, templates and tests."""

from flow_builder.demo.catalogue import Product, ShopState
from flow_builder.demo.shop import create_shop

__all__ = ["Product", "ShopState", "create_shop"]
