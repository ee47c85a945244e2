"""Building again: the same bytes anywhere, nothing for the same sources, and only the leaflet that was edited."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import samples

from leaflets import formats, manifest

ROOT = Path(__file__).resolve().parent.parent
SLUGS = ("everything", "smallest")
MADE = tuple(name for name in formats.NAMES if formats.load(name).available() is None)
"""Without the extra or the program of a format, all others; the build says what it left out. In CI all are there."""
BUILD = "import sys; from leaflets import commands; sys.exit(commands.main(sys.argv[1:]))"

HOUSE = """
name = "Example Library"
about = ["We are *Example Library*.", "We lend books to people in our town."]
formats = [{formats}]
voice = "british"

[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
""".format(formats=", ".join(f'"{name}"' for name in formats.NAMES))

FACT = """
[[fact]]
id = "{id}"
claim = "{claim}"
weight = "A"
source = "The house"
patterns = ["{claim}"]
"""
FACTS = {
    "L01": "This leaflet is about a library card.",
    "L02": "The card was blue until 2025.",
    "L03": "The card is for the library.",
    "L04": "Most people can get one free of charge.",
    "L05": "It is not for children under 5.",
}

SIGN_OFF = """
[[state]]
state = "drafted"
name = "A person"
role = "a writer"
date = "2026-11-22"
"""

LOOKS = re.compile(r"/web_en-GB/(pictures/.*|.*\.(css|js|ttf))$|/cd_en-GB/tracks\.txt$")
"""What a web page brings along that no word of the leaflet changes; the list of tracks has only headings."""


@dataclass(frozen=True)
class Workshop:
    """A folder with the test manuscripts as sources, and a machine of its own that builds there."""

    folder: Path
    environment: dict[str, str]

    def furnish(self) -> None:
        for slug in SLUGS:
            self.write(f"{slug}/leaflet.en-GB.md", samples.text(slug))
            self.write(f"{slug}/sign-off.toml", SIGN_OFF)
        self.write("everything/facts.toml", "".join(FACT.format(id=id, claim=claim) for id, claim in FACTS.items()))
        self.write("smallest/facts.toml", "")
        self.write("house.toml", HOUSE)

    def write(self, name: str, text: str) -> None:
        path = self.folder / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def start(self) -> subprocess.Popen[str]:
        """The command `make`, typed in this folder."""
        words = ("make", "--sources", "texts", "--output", "made", "--today", "2026-11-22", "--plain")
        environment = {**os.environ, **self.environment, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            (sys.executable, "-c", BUILD, *words),
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def make(self) -> str:
        """What the command says."""
        with self.start() as process:
            said, _ = process.communicate(timeout=600)
        assert process.returncode == 0, said
        return said

    def files(self) -> dict[str, bytes]:
        """Every finished file, the manifest too, by its path in the output folder."""
        made = self.folder / "made"
        paths = (path.relative_to(made) for path in made.rglob("*") if path.is_file())
        return {path.as_posix(): (made / path).read_bytes() for path in paths if path.parts[0] != ".store"}


def made(said: str) -> list[str]:
    """What the command says that it has made, parts too."""
    return sorted(line.split(": made in ")[0] for line in said.splitlines() if ": made in " in line)


def jobs(slug: str) -> list[str]:
    return sorted(f"{slug}: {name}" for name in (*MADE, *formats.PARTS))


@pytest.fixture(scope="module")
def workshops(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workshop, Workshop]:
    """Two folders with the same sources, both built: at another place, in another process, time zone and hash order."""
    one = Workshop(tmp_path_factory.mktemp("one"), {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"})
    other = Workshop(
        tmp_path_factory.mktemp("other") / "a folder" / "further in",
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C", "FONTCONFIG_PATH": "/nowhere"},  # no fonts here
    )
    both = (one, other)
    for workshop in both:
        workshop.furnish()
    builds = [workshop.start() for workshop in both]
    told = [build.communicate(timeout=600)[0] for build in builds]
    for build, said in zip(builds, told, strict=True):
        assert build.returncode == 0, said
        assert made(said) == [*jobs("everything"), *jobs("smallest")]
    return both


def test_two_builds_apart_give_the_same_bytes(workshops: tuple[Workshop, Workshop]) -> None:
    one, other = (workshop.files() for workshop in workshops)
    known = manifest.read(workshops[0].folder / "made")
    listed = known.files
    assert sorted(one) == sorted(["manifest.json", *(file.path for file in known.everything)])
    assert len({(file.slug, file.format) for file in listed}) == len(SLUGS) * len(MADE)
    assert [name for name in one if one[name] != other.get(name)] == []
    assert sorted(one) == sorted(other)


@pytest.mark.external("audiobook", *formats.PROGRAMS)
def test_every_format_was_among_them() -> None:
    assert formats.NAMES == MADE


def test_a_second_run_makes_nothing(workshops: tuple[Workshop, Workshop]) -> None:
    workshop = workshops[0]
    before = workshop.files()
    said = workshop.make()
    assert made(said) == []
    ready = len(manifest.read(workshop.folder / "made").files)
    assert f"No file has changed. {ready} files ready." in said
    assert workshop.files() == before


def test_editing_one_leaflet_makes_that_one_again_and_no_other(workshops: tuple[Workshop, Workshop]) -> None:
    workshop = workshops[1]
    before = workshop.files()
    workshop.write("smallest/leaflet.en-GB.md", samples.text("smallest").replace("open on Sunday.", "open on Monday."))
    assert made(workshop.make()) == jobs("smallest")
    after = workshop.files()
    changed = {name for name in after if after[name] != before.get(name)}
    mine = {name for name in after if name.startswith("smallest/") and not LOOKS.search(name)}
    with_text = {name for name in mine if "_handout_" not in name}  # cards hold the title and how to get the leaflet
    # The index tells sizes, which may be the same after the edit.
    assert {"manifest.json", *with_text} <= changed <= {"manifest.json", "index.html", *mine}
