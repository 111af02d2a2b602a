"""Executes plans and regions of plans, the same way in every host."""
