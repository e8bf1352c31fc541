"""The HTTP API below ``/api/v1``: one table of routes, answered from ``front``."""
