"""A real full disk, a real read-only disk, no network at all, and Ctrl-C while a real voice speaks."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import processes
import pytest
from hostile import HEAD, HOUSE, everything, write

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
LIMIT_S = 300.0


def command(*words: str) -> tuple[str, ...]:
    """The toolkit's command line, as its own Python runs it."""
    program = "import sys; from leaflets.commands import main; sys.exit(main(sys.argv[1:]))"
    return (sys.executable, "-c", program, *words)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What came of each step of `small_disk.py`."""
    folder = tmp_path_factory.mktemp("disk")
    words = ("unshare", "-rm", sys.executable, str(ROOT / "tests" / "small_disk.py"), str(folder))
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert done.returncode == 0, done.stderr
    return cast(dict[str, dict[str, object]], json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.external("namespaces")
@pytest.mark.parametrize(("disk", "reason"), [("read-only", "Read-only file system"), ("full", "No space left")])
def test_a_disk_that_takes_no_files_is_told_and_loses_none(
    steps: dict[str, dict[str, object]], disk: str, reason: str
) -> None:
    assert steps["at first"]["code"] == 0
    step = steps[disk]
    assert step["code"] in (1, 2)
    said = str(step["said"])
    assert reason in said
    assert "look whether the disk is full" in said
    assert "Traceback" not in said
    assert step["wrong"] == []
    old = cast(dict[str, str], steps["at first"]["files"])
    new = cast(dict[str, str], steps["with room"]["files"])
    for name, content in cast(dict[str, str], step["files"]).items():
        assert name == "manifest.json" or name.endswith(".html") or content in (old.get(name), new.get(name))
    assert set(old) <= set(cast(dict[str, str], step["files"]))


@pytest.mark.external("namespaces")
def test_with_room_the_next_build_makes_everything(steps: dict[str, dict[str, object]]) -> None:
    step = steps["with room"]
    assert step["code"] == 0
    assert step["wrong"] == []
    assert {name.split("/")[0] for name in cast(dict[str, str], step["files"])} >= {"library", "museum"}


@pytest.mark.external("namespaces")
def test_a_build_needs_no_network_and_writes_in_its_output_folder_only(tmp_path: Path) -> None:
    house = HOUSE.replace('["text"]', '["easy-read", "word", "audio", "web", "epub", "text"]')
    links = "\n[picture: website]\nRead [our page](https://www.example.org/x) or [the page of the council](http://127.0.0.1:9).\n"
    place = write(tmp_path, HEAD + links, house)
    before = everything(place)
    (tmp_path / "temporary").mkdir()
    words = ("make", "--sources", str(place), "--output", str(tmp_path / "output"), "--today", "2026-11-22", "--plain")
    done = subprocess.run(
        ("unshare", "-rn", *command(*words)),
        env=ENVIRONMENT | {"TMPDIR": str(tmp_path / "temporary")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert everything(place) == before
    assert {path.name for path in tmp_path.iterdir()} == {"sources", "output", "temporary"}


@pytest.fixture
def canary() -> Iterator[tuple[str, list[object]]]:
    """An address on this computer, and everybody who came there."""
    seen: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def watch() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                seen.append(connection)
                connection.close()

        threading.Thread(target=watch, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", seen
        server.shutdown(socket.SHUT_RDWR)


def test_nobody_asks_an_address_that_stands_in_a_text_or_a_file(
    tmp_path: Path, canary: tuple[str, list[object]]
) -> None:
    address, seen = canary
    place = write(tmp_path, f"{HEAD}See <img src='{address}/a.png'> or [this]({address}/b).\n")
    (place / "library" / "article.md").write_text(f"![x]({address}/c.png) <script src='{address}/d.js'></script>\n")
    page = f"<html><head><link rel=stylesheet href='{address}/e.css'></head><body><iframe src='{address}/f'></iframe>"
    (tmp_path / "page.html").write_text(f"{page}<p>We opened a garden for everybody.</p><img src='{address}/g'></body>")
    logo = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{address}/h.png"/></svg>'
    (place / "sign.svg").write_text(logo)
    for words in (
        ("check", "library", str(tmp_path / "page.html")),
        ("make", "library", "--output", str(tmp_path / "output"), "--plain"),
        ("new", "park", "--from", str(tmp_path / "page.html")),
    ):
        done = subprocess.run(
            command(*words, "--sources", str(place)), env=ENVIRONMENT, capture_output=True, timeout=LIMIT_S, check=False
        )
        assert b"Traceback" not in done.stderr
    (place / "house.toml").write_text(f'logo = "sign.svg"\n{HOUSE}')
    done = subprocess.run(
        command("check", "--sources", str(place)), env=ENVIRONMENT, capture_output=True, timeout=LIMIT_S, check=False
    )
    assert b"letters or links" in done.stderr
    assert seen == []


def speaking(build: "subprocess.Popen[str]", temporary: Path) -> list[int]:
    """Every process of the build, as soon as a voice has said its first sentences."""
    until = time.monotonic() + LIMIT_S
    while not any(sounds.stat().st_size for sounds in temporary.glob("leaflets-voice-*/sounds")):
        assert build.poll() is None, build.communicate()[0]
        assert time.monotonic() < until
        time.sleep(0.005)
    found = processes.started_by(build.pid)
    lines = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in found if Path(f"/proc/{pid}").exists()]
    assert any(b"speaker" in line for line in lines), lines
    return found


def test_ctrl_c_while_a_voice_speaks_leaves_no_process_and_no_half_file(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    unsaid = f"{time.time_ns():x}"  # a sentence that was said before is not said again
    letters = "".join(chr(ord("a") + int(sign, 16)) for sign in unsaid)
    names = (f"{letters}{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(150))
    rows = "".join(f"[picture: leaflet]\nWe read {name} with you today.\n\n" for name in names)
    place = write(tmp_path, f"{HEAD}\n{rows}", HOUSE.replace('["text"]', '["audio", "text"]'))
    words = ("make", "--sources", str(place), "--output", str(tmp_path / "output"), "--today", "2026-11-22", "--plain")
    with subprocess.Popen(
        command(*words),
        env=ENVIRONMENT | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as build:
        started = speaking(build, temporary)
        os.killpg(build.pid, signal.SIGINT)
        said, _ = build.communicate(timeout=60)
    assert build.returncode == 130
    assert said.splitlines()[-1] == "Stopped."
    assert "Traceback" not in said
    assert processes.left(started) == []
    assert not list((tmp_path / "output").rglob("*.part"))
    assert not list((tmp_path / "output").rglob("*.mp3"))
    assert not list(temporary.glob("leaflets-voice-*"))
