"""`watch` as a writer meets it: a real server, real saves, and at the end a real browser."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from leaflets.commands import main
from leaflets.verify import axe, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
LIMIT_S = 20
"""Long enough for a computer that does much else."""

HOUSE = 'name = "The Green House"\n'
MANUSCRIPT = """\
---
title: Our garden
information-date: 2026-05
cover-picture: leaflet
---
## What is new?
[picture: meeting]
There is a new garden in Mill Lane.

[picture: london]
It is *not* far from the station.
"""
FACTS = '[[fact]]\nid = "G01"\nclaim = "The garden is in Mill Lane"\nweight = "A"\npatterns = ["Mill Lane"]\n'
LONG = "You can come to the garden on every day of the week and also in the evenings."
"""17 words: two too many."""


class Watched:
    """A `watch` that runs as a command of its own, and the folder that it follows."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]") -> None:
        self.folder, self.process = folder, process
        assert process.stdout is not None
        told = re.search(r"http://127\.0\.0\.1:(\d+)/\S*", process.stdout.readline())
        assert told is not None
        self.address, self.port = told[0], int(told[1])

    @property
    def manuscript(self) -> Path:
        return self.folder / "our-garden" / "leaflet.en-GB.md"

    def ask(self, path: str, method: str = "GET", host: str = "") -> tuple[HTTPResponse, str]:
        """Asks as a browser would, and gives the answer and its words."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=LIMIT_S)
        line.request(method, path, headers={"Host": host} if host else {})
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        line.close()
        return answer, text

    @contextmanager
    def news(self, slug: str = "our-garden") -> Iterator[Iterator[str]]:
        """The versions of a page that a browser is told of, one after the other."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=LIMIT_S)
        line.request("GET", f"/{slug}/events")
        answer = line.getresponse()
        assert answer.getheader("Content-Type") == "text/event-stream"
        try:
            yield _told(answer)
        finally:
            answer.close()
            line.close()

    def after(self, save: "Save", wanted: str, slug: str = "our-garden") -> str:
        """The page after a save, as soon as these words are in it. Every page that came before is looked at, too."""
        with self.news(slug) as news:
            next(news)
            save()
            for _ in news:
                text = self.ask(f"/{slug}/")[1]
                if wanted in text:
                    return text
        raise AssertionError(f"No page came with “{wanted}”.")


def _told(answer: HTTPResponse) -> Iterator[str]:
    """The versions in a stream of events, while there is time."""
    end = time.monotonic() + LIMIT_S
    for line in answer:
        assert time.monotonic() < end, "There was no news."
        if line.startswith(b"data: "):
            yield line.decode().removeprefix("data: ").strip()


class Save:
    """Writes a file as an editor does: at once, by a new file that takes its name, or in two steps."""

    def __init__(self, path: Path, text: str, by_rename: bool = False, encoding: str = "utf-8") -> None:
        self.path, self.text, self.by_rename, self.encoding = path, text, by_rename, encoding

    def __call__(self) -> None:
        target = self.path.with_name(f".{self.path.name}.part") if self.by_rename else self.path
        target.write_text(self.text, encoding=self.encoding, newline="")
        if self.by_rename:
            target.replace(self.path)


def folder_of(place: Path) -> Path:
    """A folder of sources with one small leaflet."""
    (place / "our-garden").mkdir(parents=True)
    (place / "house.toml").write_text(HOUSE, encoding="utf-8")
    (place / "our-garden" / "leaflet.en-GB.md").write_text(MANUSCRIPT, encoding="utf-8")
    (place / "our-garden" / "facts.toml").write_text(FACTS, encoding="utf-8")
    return place


@contextmanager
def watching(folder: Path, *words: str) -> Iterator[Watched]:
    command = ("watch", *words, "--no-browser", "--sources", str(folder))
    start = f"import sys; from leaflets.commands import main; sys.exit(main({command!r}))"
    with subprocess.Popen(
        (sys.executable, "-c", start), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Watched(folder, process)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """One `watch` for many tests: to start it takes longer than a test."""
    with watching(folder_of(tmp_path_factory.mktemp("watch") / "sources")) as watched:
        yield watched


@pytest.fixture
def garden(shared: Watched) -> Watched:
    """The same, with the leaflet as it was at the beginning."""
    if shared.manuscript.read_text(encoding="utf-8") != MANUSCRIPT:
        shared.after(Save(shared.manuscript, MANUSCRIPT), "It is")
    return shared


def state_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_page_shows_the_leaflet_with_its_pictures_and_what_was_found(garden: Watched) -> None:
    answer, text = garden.ask("/our-garden/")
    assert answer.status == 200
    assert "There is a new garden" in text
    assert "Found: " in text
    pictures = re.findall(r'src="(pictures/[^"]+)"', text)
    assert len(pictures) >= 3
    for picture in pictures:
        answer, drawn = garden.ask(f"/our-garden/{picture}")
        assert answer.getheader("Content-Type") == "image/svg+xml"
        assert drawn.startswith("<svg")


def test_after_a_save_the_page_has_the_new_words_and_what_is_wrong_with_them(garden: Watched) -> None:
    text = garden.after(Save(garden.manuscript, f"{MANUSCRIPT}{LONG}\n"), "This sentence has 17 words.")
    assert '<span class="found must-fix">You can come to the garden' in text
    assert text.count("This sentence has 17 words.") == 2, "Once in the list, once beside its row."


@pytest.mark.parametrize("by_rename", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_every_editor_may_save_in_its_own_way(garden: Watched, by_rename: bool, encoding: str) -> None:
    words = f"It is {'close' if by_rename else 'near'} and {'marked' if encoding == 'utf-8-sig' else 'plain'}"
    text = MANUSCRIPT.replace("It is *not* far", words).replace("\n", "\r\n")
    assert words in garden.after(Save(garden.manuscript, text, by_rename, encoding), words)


def test_a_save_in_two_steps_never_shows_half_a_leaflet(garden: Watched) -> None:
    pages = []
    with garden.news() as news:
        next(news)
        garden.manuscript.write_text("", encoding="utf-8")
        garden.manuscript.write_text(MANUSCRIPT.replace("far", "long"), encoding="utf-8")
        for _ in news:
            pages.append(garden.ask("/our-garden/")[1])
            if "long" in pages[-1]:
                break
    assert all("There is a new garden" in page for page in pages)


def test_a_data_file_that_cannot_be_read_is_told_above_the_last_good_leaflet(garden: Watched) -> None:
    house = garden.folder / "house.toml"
    text = garden.after(Save(house, "name = \n"), "A file cannot be read")
    assert "Mend that line." in text
    assert "There is a new garden" in text
    assert "It cannot be read at present." in garden.ask("/")[1]
    text = garden.after(Save(house, HOUSE.replace("Green", "Blue")), "The Blue House")
    assert "A file cannot be read" not in text


def test_a_new_leaflet_comes_into_the_list_and_one_that_was_deleted_leaves_it(garden: Watched) -> None:
    new = garden.folder / "our-pond"
    new.mkdir()
    assert "Our pond" in garden.after(
        Save(new / "leaflet.en-GB.md", MANUSCRIPT.replace("garden", "pond")), "Our pond", slug=""
    )
    garden.ask("/our-pond/")
    with garden.news("") as news:
        shutil.rmtree(new)
        assert any("our-pond" not in garden.ask("/")[1] for _ in news)


def test_a_leaflet_that_never_could_be_read_has_a_page_that_says_why(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "sources")
    (folder / "house.toml").write_text("name = \n", encoding="utf-8")
    with watching(folder, "our-garden") as watched:
        assert watched.address.endswith("/our-garden/")
        text = watched.ask("/our-garden/")[1]
        assert "A file cannot be read" in text
        assert "Mend that line." in text
        assert "There is a new garden" in watched.after(Save(folder / "house.toml", HOUSE), "There is a new garden")


def test_drives_that_tell_nothing_are_looked_at_again_and_again(tmp_path: Path) -> None:
    with watching(folder_of(tmp_path / "sources"), "--polling") as watched:
        text = MANUSCRIPT.replace("far", "long")
        assert "long" in watched.after(Save(watched.manuscript, text), "long")


def test_nothing_is_written_anywhere(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "sources")
    before = state_of(tmp_path)
    with watching(folder) as watched:
        watched.ask("/our-garden/")
        assert state_of(tmp_path) == before


def test_it_says_nothing_to_a_page_that_calls_this_computer_by_another_name(garden: Watched) -> None:
    for host in ("evil.example.org", f"evil.example.org:{garden.port}", "127.0.0.1", "127.0.0.1:1"):
        for path in ("/our-garden/", "/our-garden/events", "/leaflet.css"):
            answer, text = garden.ask(path, host=host)
            assert answer.status == 403
            assert "a new garden" not in text
    assert garden.ask("/our-garden/", host=f"localhost:{garden.port}")[0].status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../house.toml",
        "/our-garden/../house.toml",
        "/our-garden/../../our-garden/leaflet.en-GB.md",
        "/our-garden/..%2f..%2fhouse.toml",
        "/our-garden/leaflet.en-GB.md",
        "/our-garden/pictures/",
        "/our-garden/pictures/../../house.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/%00",
        "/our-garden%00/",
        "/..\\house.toml",
        "/nothing/",
        "/nothing/events",
    ],
)
def test_only_pages_and_what_they_need_are_given_out(garden: Watched, path: str) -> None:
    answer, text = garden.ask(path)
    assert answer.status == 404
    assert "Green House" not in text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"])
def test_pages_can_only_be_read(garden: Watched, method: str) -> None:
    answer, _ = garden.ask("/our-garden/", method)
    assert answer.status == 405
    assert answer.getheader("Allow") == "GET"


def test_no_other_page_may_read_it_and_it_may_reach_nothing_else(garden: Watched) -> None:
    answer, _ = garden.ask("/our-garden/")
    policy = answer.getheader("Content-Security-Policy") or ""
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.getheader("Access-Control-Allow-Origin") is None
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_text_of_a_leaflet_is_never_markup(garden: Watched) -> None:
    evil = "Come <script>alert(1)</script> and {{ 7 * 7 }} <img src=x>"
    text = garden.after(Save(garden.manuscript, MANUSCRIPT.replace("It is *not* far", evil)), "{{ 7 * 7 }}")
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_only_this_computer_can_reach_it(garden: Watched) -> None:
    with socket.socket() as other:  # another address of the same computer: whoever listens on all would answer there
        assert other.connect_ex(("127.0.0.2", garden.port)) != 0
    with socket.socket() as own:
        assert own.connect_ex(("127.0.0.1", garden.port)) == 0


def test_stopping_it_by_hand_gives_one_plain_line(tmp_path: Path) -> None:
    with watching(folder_of(tmp_path / "sources")) as watched:
        watched.ask("/our-garden/")
        with watched.news() as news:
            next(news)
            watched.process.send_signal(signal.SIGINT)
            _, said = watched.process.communicate(timeout=LIMIT_S)
    assert watched.process.returncode == 130
    assert said.strip() == "Stopped."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("no-such-leaflet",), "There is no leaflet “no-such-leaflet”"),
        (("--port", "80"), "is not a port"),
        (("--sources", "nowhere"), "There are no leaflets in nowhere"),
    ],
)
def test_what_cannot_be_shown_is_said_at_once(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("watch", "--no-browser", *words)) == 2
    assert told in capsys.readouterr().err


def test_a_port_that_somebody_else_uses_is_told(garden: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(("watch", "--no-browser", "--port", port, "--sources", str(garden.folder))) == 2
    assert f"The port {port} is in use." in capsys.readouterr().err


def _broken_rules(page: "Page") -> list[str]:
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate(AXE_SCRIPT)
    result = cast(
        "axe.Result", page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", [*axe.TAGS])
    )
    assert len(cast("list[object]", result["passes"])) >= axe.FEWEST_RULES
    return [str(broken) for broken in cast("list[object]", result["violations"])]


@pytest.mark.external("axe")
@pytest.mark.parametrize("width", chromium.WIDTHS)
def test_in_a_browser_the_page_follows_a_save_and_stays_where_its_reader_is(tmp_path: Path, width: int) -> None:
    rows = "\n".join(f"[picture: meeting]\nThis is row {number}.\n" for number in range(40))
    folder = folder_of(tmp_path / "sources")
    manuscript = folder / "our-garden" / "leaflet.en-GB.md"
    manuscript.write_text(f"{MANUSCRIPT}\n{rows}", encoding="utf-8")
    with watching(folder, "our-garden") as watched, chromium.started() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        page.set_default_timeout(LIMIT_S * 1000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(watched.address)
        row = page.get_by_text("This is row 30.")
        row.evaluate("row => row.scrollIntoView()")
        before = row.bounding_box()
        # More stands above the row than before, in the list and in the leaflet.
        Save(manuscript, f"{MANUSCRIPT}{LONG}\n\n{rows}")()
        page.locator(".note.must-fix").first.wait_for()
        after = row.bounding_box()
        assert before is not None
        assert after is not None
        assert abs(after["y"] - before["y"]) < 2
        assert page.locator("#news").text_content() != ""
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert _broken_rules(page) == []
        page.goto(watched.address.removesuffix("our-garden/"))
        page.get_by_role("link", name="Our garden").wait_for()
        assert _broken_rules(page) == []
        assert errors == []
        os.kill(watched.process.pid, signal.SIGINT)
        page.get_by_text("The preview has stopped.").wait_for()
