"""Gives the previews out over HTTP: to this computer only, and nothing but what is in memory."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from leaflets import templating
from leaflets.watch.preview import SCRIPTS, STYLE_SHEETS, Shown
from leaflets.watch.previews import Previews
from leaflets.web import script, styles

HOST = "127.0.0.1"
EVENTS = "events"
"""Below the address of a page: tells when there is a newer one (server-sent events, HTML standard, section 9.2)."""

_ALIVE_S = 10
"""So often a browser that waits gets a sign of life; a browser that is gone is noticed then."""

_PAGE = (
    "default-src 'none'; script-src 'self' 'sha256-{script}'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PICTURE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_NOTHING = "default-src 'none'"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is given out."""

    content: bytes
    type: str
    policy: str = _NOTHING
    status: HTTPStatus = HTTPStatus.OK
    headers: tuple[tuple[str, str], ...] = ()


class Server(ThreadingHTTPServer):
    """A server of previews on a port of this computer. Port 0: one that is free."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, previews: Previews, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.previews = previews

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}/"

    @property
    def names(self) -> tuple[str, str]:
        """What a browser may call this server. A page elsewhere can have its own name lead here (DNS rebinding)."""
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a browser that went away in the middle is no fault."""


def answer(previews: Previews, path: str) -> Answer:
    """What stands at that path. It is looked up by its whole name: no path leads to a file on the disk."""
    if path.lstrip("/") in files():
        return files()[path.lstrip("/")]
    slug, slash, rest = path.removeprefix("/").partition("/")
    if not slash and slug and slug in previews.names():
        return Answer(b"", "text/plain", status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", f"/{slug}/"),))
    shown = previews.page(slug) if slash or not slug else None
    if shown is None:
        return _text(HTTPStatus.NOT_FOUND, "There is no such page. The list of all leaflets is at / on this server.")
    if not rest:
        return _page(shown)
    picture = shown.pictures.get(rest)
    if picture is None:
        return _text(HTTPStatus.NOT_FOUND, "There is no such picture.")
    return Answer(picture, "image/svg+xml", _PICTURE)


@cache
def files() -> Mapping[str, Answer]:
    """What every page needs, by name."""
    own = {name: (templating.FOLDER / name).read_bytes() for name in (STYLE_SHEETS[1], SCRIPTS[1])}
    return {
        STYLE_SHEETS[0]: Answer(styles.style_sheet(), "text/css; charset=utf-8"),
        STYLE_SHEETS[1]: Answer(own[STYLE_SHEETS[1]], "text/css; charset=utf-8"),
        SCRIPTS[0]: Answer(script.script(), "text/javascript; charset=utf-8"),
        SCRIPTS[1]: Answer(own[SCRIPTS[1]], "text/javascript; charset=utf-8"),
        styles.FONT: Answer(styles.font(), "font/ttf"),
    }


def _page(shown: Shown) -> Answer:
    return Answer(shown.html, "text/html; charset=utf-8", _PAGE.format(script=shown.script_hash))


def _text(status: HTTPStatus, text: str, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    return Answer(text.encode(), "text/plain; charset=utf-8", status=status, headers=headers)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "leaflets"
    sys_version = ""
    timeout = 60  # seconds without a word from a browser that has begun to ask

    def do_GET(self) -> None:
        with suppress(ConnectionError, TimeoutError):
            if self.headers.get("Host") not in self.server.names:
                self._send(_text(HTTPStatus.FORBIDDEN, f"Open {self.server.address} on this computer."))
                return
            path = unquote(urlsplit(self.path).path)
            slug, _, last = path.removeprefix("/").rpartition("/")
            if last == EVENTS and (not slug or slug in self.server.previews.names()):
                self._tell_news(slug)
            else:
                self._send(answer(self.server.previews, path))

    def parse_request(self) -> bool:
        """Lets nothing through but GET, whatever other methods are called."""
        if not super().parse_request():
            return False
        if self.command != "GET":
            self._send(_text(HTTPStatus.METHOD_NOT_ALLOWED, "Pages here can only be read.", (("Allow", "GET"),)))
        return self.command == "GET"

    def _send(self, given: Answer) -> None:
        self._begin(given.status, given.type, given.policy)
        for name, value in given.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(given.content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(given.content)

    def _tell_news(self, slug: str) -> None:
        """Sends the version of the page now, and each later one, for as long as the browser listens."""
        self._begin(HTTPStatus.OK, "text/event-stream", _NOTHING)
        self.end_headers()
        version, previews = "", self.server.previews
        while not previews.is_closed:
            newest = previews.newer(slug, version, _ALIVE_S)
            self.wfile.write(f"data: {newest}\n\n".encode() if newest != version else b": still here\n\n")
            version = newest

    def _begin(self, status: HTTPStatus, content_type: str, policy: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")

    def log_message(self, *_: object) -> None:
        """Says nothing: people watch the messages of the command, not of the server."""
