"""The HTTP API of a host: thin routes over `services`, problems as RFC 9457, webhooks on a short path."""
