"""Addresses that people wrote: whether one is safe to lead readers to."""

from urllib.parse import urlsplit


def is_secure(value: str) -> bool:
    """Whether it is an https address with a host: a page that leads to http may be changed on its way."""
    try:
        parts = urlsplit(value)
        named = bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
    return parts.scheme == "https" and named and value.isprintable() and " " not in value
