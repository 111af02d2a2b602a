"""Captchas: what shows one (`detection`), who solves it (`solver` and its adapters), how a page gets the answer."""
