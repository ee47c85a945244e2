"""Which leaflets need not be read again: nothing that goes into them has changed since their files were put in place.

To read and check a text takes a tenth of a second, to look at its files a thousandth: a house of 1,500 leaflets has the
one that was edited after seconds instead of minutes.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from leaflets import catalogue, manifest, unchanged
from leaflets.catalogue import Text
from leaflets.manifest import Entry, File, Manifest
from leaflets.prepared import write_whole
from leaflets.unchanged import FRESH_NS, Inputs, Look, files_in, hash_of

_NAME = "texts.json"


@dataclass(frozen=True, slots=True)
class _Note:
    """What was noted of a text when its files were whole and its own."""

    key: str
    """Of what goes into it."""
    lines: str
    """Of what the manifest says of it: another build may have put other files in place since."""
    look: str = ""
    """Of its files; empty when they were too new to be trusted."""


@dataclass(slots=True)
class UpToDate:
    """What is known of the texts of one build. Without `given`, nothing is."""

    output: Path = Path()
    store: Path = Path()
    given: Inputs = field(default_factory=lambda: Inputs(""))
    sources: Path = Path()
    wishes: Sequence[str] = ()
    """What was asked for, but for the names of leaflets and the language."""
    _kept: dict[Text, _Note] = field(default_factory=dict)
    """Texts that need not be read."""
    _entries: dict[Text, Entry] = field(default_factory=dict)
    """Of those, and of texts whose files were put in place now."""
    _also: tuple[Path, ...] = ()
    _slugs: frozenset[str] = frozenset()
    """Names of the folders that hold a leaflet."""
    _begun_ns: int = field(default_factory=time.time_ns)
    was_edited: bool = False
    """Whether a file was edited between the beginning of the build and `write`."""

    def __post_init__(self) -> None:
        if self.given.files:
            self._slugs = frozenset(catalogue.names(self.sources))

    def left(self, texts: Sequence[Text], also: Iterable[Path] = ()) -> tuple[Text, ...]:
        """Those of the texts that must be read. `also`: files that go into every text, wherever they stand."""
        self._also = tuple(also)
        notes = self._notes() if self.given.files else {}
        if not notes:
            return tuple(texts)
        keys, listed = self._keys({slug for slug, _ in texts}), _listed(manifest.read(self.output))
        is_small = sum(file.bytes for _, files in listed.values() for file in files) <= unchanged.READ_BYTES
        for text in texts:
            note, (entry, files) = notes.get(text), listed.get(text, (None, []))
            if note and entry and (note.key, note.lines) == (keys[text[0]], _lines(entry, files)):
                look = self._look(files)
                is_known = bool(look) and look == note.look and not is_small
                if is_known or self._are_whole(files):
                    self._kept[text] = _Note(note.key, note.lines, look)
                    self._entries[text] = entry
        return tuple(text for text in texts if text not in self._kept)

    def take(self, entry: Entry) -> None:
        """Notes a leaflet whose files are about to be put in place."""
        self._entries[entry.slug, entry.lang] = entry

    def write(self) -> None:
        """Keeps it for the next build, but for texts that were edited meanwhile. Where it cannot be kept, the next
        build reads more."""
        edited = self._edited()
        self.was_edited = bool(edited)
        if not self.given.files or None in edited:
            return
        with suppress(OSError):
            notes = {text: note for text, note in self._found().items() if text[0] not in edited}
            told = {" ".join(text): (note.key, note.lines, note.look) for text, note in sorted(notes.items())}
            write_whole(self.store / _NAME, json.dumps(told, indent=0).encode())

    def _found(self) -> dict[Text, _Note]:
        """What is known of the texts now: of each that this build was about, if it is in place, and what was noted of
        others."""
        keys, listed = self._keys({slug for slug, _ in self._entries}), _listed(manifest.read(self.output))
        notes = {text: note for text, note in self._notes().items() if text in listed}
        for text, entry in self._entries.items():
            now, files = listed.get(text, (None, []))
            if now and now.text_sha256 == entry.text_sha256:
                look = self._kept[text].look if text in self._kept else ""
                notes[text] = _Note(keys[text[0]], _lines(now, files), look)
        return notes

    def _notes(self) -> dict[Text, _Note]:
        try:
            found = json.loads((self.store / _NAME).read_bytes())
            return {(text.split(" ")[0], text.split(" ")[1]): _Note(*note) for text, note in found.items()}
        except (OSError, ValueError, TypeError, IndexError, AttributeError):
            return {}  # every text is read again

    def _keys(self, slugs: Iterable[str]) -> Mapping[str, str]:
        """For each leaflet a hash of what goes into it: the files of its folder, and all that goes into every one."""
        own: dict[str, list[str]] = {slug: [] for slug in slugs}
        shared = hashlib.sha256("\0".join((*self.wishes, self.given.around)).encode("utf-8", "surrogateescape"))
        for path in self._also:
            shared.update(hash_of(path).encode())
        for file in self.given.files:
            line = f"{file[1]} {self.given.hash(file)}\0"
            slug = self._leaflet_of(file)
            if slug is None:
                shared.update(line.encode("utf-8", "surrogateescape"))
            elif slug in own:
                own[slug].append(line)
        base = shared.hexdigest()
        return {
            slug: hashlib.sha256("".join((base, *lines)).encode("utf-8", "surrogateescape")).hexdigest()
            for slug, lines in own.items()
        }

    def _leaflet_of(self, file: tuple[Path, str]) -> str | None:
        """The leaflet in whose folder a file stands; None for a file that every leaflet may be made from."""
        folder, name = file
        slug, inside, _ = name.partition("/")
        return slug if folder == self.sources and inside and slug in self._slugs else None

    def _edited(self) -> set[str | None]:
        """The leaflets whose own files changed since the build began; None among them for a file of all leaflets."""
        folders = dict.fromkeys(folder for folder, _ in self.given.files)
        now = {(folder, name): status for folder in folders for name, status in files_in(str(folder))}
        return {self._leaflet_of(file) for file in {*now, *self.given.files} if self._has_changed(file, now.get(file))}

    def _has_changed(self, file: tuple[Path, str], now: os.stat_result | None) -> bool:
        before = self.given.files.get(file)
        if before is None or now is None or _look(before) != _look(now):
            return True
        is_fresh = max(now.st_mtime_ns, now.st_ctime_ns) + FRESH_NS > self._begun_ns
        return is_fresh and hash_of(file[0] / file[1]) != self.given.hash(file)

    def _look(self, files: Iterable[File]) -> str:
        look, now_ns = Look(), time.time_ns()
        try:
            for file in files:
                look.add(file.path, os.stat(self.output / file.path))
        except OSError:
            return ""
        return look.told(now_ns)

    def _are_whole(self, files: Iterable[File]) -> bool:
        try:
            return all(hash_of(self.output / file.path) == file.sha256 for file in files)
        except OSError:
            return False


def _look(status: os.stat_result) -> tuple[int, ...]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _listed(known: Manifest) -> dict[Text, tuple[Entry, list[File]]]:
    """What the manifest says of each text that is in place."""
    listed: dict[Text, tuple[Entry, list[File]]] = {
        (entry.slug, entry.lang): (entry, []) for entry in known.leaflets if entry.built
    }
    for file in known.files:
        if (file.slug, file.lang) in listed:
            listed[file.slug, file.lang][1].append(file)
    return listed


def _lines(entry: Entry, files: Iterable[File]) -> str:
    said = (entry, [(file.path, file.sha256) for file in files])
    return hashlib.sha256(repr(said).encode("utf-8", "surrogateescape")).hexdigest()
