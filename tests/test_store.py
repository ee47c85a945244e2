"""The store: what is put in comes back whole, or not at all."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from leaflets.build import Made
from leaflets.store import Store

KEY = "ab" + "0" * 62
MADE = Made({"a.txt": b"one\ntwo\n", "b/c.bin": bytes(range(256))}, {"pages": 3, "seconds": 1.5})


def kept_file(store: Store, key: str = KEY) -> Path:
    return store.folder / key[:2] / key


def put_often(folder: Path) -> bool:
    """Puts and takes the same results again and again; true when each came back whole. Runs in two processes."""
    store = Store(folder)
    good = True
    for number in range(150):
        key = f"{number % 5:02}" + "0" * 62
        store.put(key, MADE)
        good = good and store.get(key) in (MADE, None)
        if number % 50 == 0:
            Store(folder, limit_bytes=0).clean()
    return good


def test_what_was_put_in_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, MADE)
    assert store.get(KEY) == MADE
    assert list(store.get(KEY).files) == ["a.txt", "b/c.bin"]  # type: ignore[union-attr]


def test_an_unknown_key_gives_nothing(tmp_path: Path) -> None:
    assert Store(tmp_path / "not-there").get(KEY) is None


@pytest.mark.parametrize("place", [0, 70, 100, -1])
def test_a_flipped_bit_is_noticed_and_the_file_thrown_away(tmp_path: Path, place: int) -> None:
    store = Store(tmp_path)
    store.put(KEY, MADE)
    content = bytearray(kept_file(store).read_bytes())
    content[place] ^= 1
    kept_file(store).write_bytes(content)
    assert store.get(KEY) is None
    assert not kept_file(store).exists()


def test_a_file_that_was_cut_off_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, MADE)
    content = kept_file(store).read_bytes()
    for length in (0, 10, 64, 65, 100, len(content) - 1):
        kept_file(store).write_bytes(content[:length])
        assert store.get(KEY) is None


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept_file(store).mkdir(parents=True)  # a folder stands where the file should go
    (kept_file(store) / "x").touch()
    with pytest.raises(OSError, match=r".+"):
        store.put(KEY, MADE)
    assert [path.name for path in (tmp_path / "ab").iterdir()] == [KEY]


def test_cleaning_takes_what_was_not_used_for_longest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = [f"{number:02}" + "0" * 62 for number in range(4)]
    for age, key in enumerate(reversed(keys)):
        store.put(key, MADE)
        os.utime(kept_file(store, key), (age, age))  # the first key is the newest
    store.get(keys[3])  # used now
    size = kept_file(store, keys[0]).stat().st_size
    Store(tmp_path, limit_bytes=2 * size).clean()
    assert [key for key in keys if store.get(key)] == [keys[0], keys[3]]


def test_a_store_that_can_only_be_read_still_gives_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.put(KEY, MADE)

    def refuse(path: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(os, "utime", refuse)
    assert store.get(KEY) == MADE


def test_cleaning_goes_on_past_what_cannot_be_taken_out(tmp_path: Path) -> None:
    store = Store(tmp_path, limit_bytes=0)
    store.put(KEY, MADE)
    (tmp_path / "aa" / "held").mkdir(parents=True)  # like a file that is open on Windows, it cannot be unlinked
    os.utime(tmp_path / "aa" / "held", (1, 1))
    store.clean()
    assert store.get(KEY) is None
    assert (tmp_path / "aa" / "held").is_dir()


def test_cleaning_takes_what_a_dead_build_left_but_not_what_is_being_written(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    old, young = tmp_path / "ab" / "old.new", tmp_path / "ab" / "young.new"
    old.touch()
    young.touch()
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (two_days_ago, two_days_ago))
    Store(tmp_path).clean()
    assert (old.exists(), young.exists()) == (False, True)


def test_two_builds_may_use_one_store_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(put_often, [tmp_path, tmp_path])) == [True, True]
    assert not list(tmp_path.rglob("*.new"))
