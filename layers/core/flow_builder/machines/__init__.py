"""Machines execute runs: the local engine here, Step Functions in the cloud."""
