"""The script of every web page: plain, small, and not needed for reading."""

from leaflets import templating

DATA = ("templates/web.js",)


def script() -> bytes:
    return (templating.FOLDER / "web.js").read_bytes()
