"""Sentences that two recordings need at the same time: said once, whatever becomes of who says them."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from leaflets import prepared, voices
from leaflets.findings import LeafletError
from leaflets.speech.claims import claimed
from leaflets.speech.kept import keeping
from leaflets.voices import Sound, Speak, Voice

ROOT = Path(__file__).resolve().parent.parent
VOICE = voices.voices()["british"]
LONG_S = 20

locks = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no locks that a process may wait for")


class Desk:
    """A voice that says nothing in fact, and notes what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.shelf = prepared.Shelf(folder / "sounds", "made by this code")
        self.asked: list[str] = []

    def voice(self, meanwhile: Callable[[], object] = lambda: None) -> Speak:
        """The voice with its memory. `meanwhile` is done while it speaks."""

        def speak(sentences: tuple[str, ...], voice: Voice) -> tuple[Sound, ...]:
            self.asked += sentences
            if sentences:
                meanwhile()
            return tuple(Sound(np.full(9, len(each), "<i2"), 22050, (), "1.52.0") for each in sentences)

        return keeping(speak, lambda: self.shelf)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@locks
def test_what_two_need_at_once_is_said_once(desk: Desk) -> None:
    begun, others_said = Event(), Event()

    def slowly() -> None:
        begun.set()
        assert others_said.wait(LONG_S)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(desk.voice(slowly), ("Call us.", "We lend books."), VOICE)
        assert begun.wait(LONG_S)
        second = desk.voice(others_said.set)(("We lend films.", "Call us."), VOICE)
    assert sorted(desk.asked) == ["Call us.", "We lend books.", "We lend films."]
    assert second[1].samples.tobytes() == first.result()[0].samples.tobytes()


@locks
def test_what_another_fails_to_say_is_said_here(desk: Desk) -> None:
    begun, others_said = Event(), Event()

    def in_vain() -> None:
        begun.set()
        assert others_said.wait(LONG_S)
        raise LeafletError("The voice has gone.")

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(desk.voice(in_vain), ("Call us.",), VOICE)
        assert begun.wait(LONG_S)
        second = desk.voice(others_said.set)(("We lend films.", "Call us."), VOICE)
        with pytest.raises(LeafletError):
            first.result()
    assert [len(sound.samples) for sound in second] == [9, 9]
    assert desk.asked == ["Call us.", "We lend films.", "Call us."]


def test_another_pace_is_not_waited_for(desk: Desk) -> None:
    inside: list[int] = []

    def at_another_pace() -> None:
        inside.append(len(desk.voice()(("Call us.",), VOICE.at("slow"))))

    desk.voice(at_another_pace)(("Call us.",), VOICE)
    assert inside == [1]
    assert desk.asked == ["Call us.", "Call us."]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_takes_no_bytes_stops_no_voice(tmp_path: Path) -> None:
    program = (
        "import resource, signal, sys; from pathlib import Path; from leaflets.speech.claims import claimed\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "with claimed(Path(sys.argv[1]), {'a'}) as claim: assert claim.ours == {'a'}"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, cwd=ROOT)
    assert not list(tmp_path.glob("*.claim"))


HOLDS = """
import sys, time
from pathlib import Path
from leaflets.speech.claims import claimed
with claimed(Path(sys.argv[1]), {"a", "b"}):
    print("mine", flush=True)
    time.sleep(30)
"""


@locks
def test_a_claim_ends_with_its_process_however_that_ends(tmp_path: Path) -> None:
    command = (sys.executable, "-c", HOLDS, str(tmp_path))
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "mine\n"
        with claimed(tmp_path, {"b", "c"}) as claim:
            assert claim.ours == {"c"}
            holder.kill()
            claim.wait()
    with claimed(tmp_path, {"b", "c"}) as claim:
        assert claim.ours == {"b", "c"}
    assert not list(tmp_path.glob("*.claim"))


def test_where_nothing_can_be_claimed_everything_is_ones_own(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (None, tmp_path / "file"):
        with claimed(place, {"a"}) as one, claimed(place, {"a"}) as other:
            assert one.ours == other.ours == {"a"}
            other.wait()
