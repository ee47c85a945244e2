"""The lists in the documents are those of the code: formats, commands, rules, languages and voices.

Each list is a table or a bullet list under a heading of its own. The first `code` word of a row or bullet is the name.
"""

import re
import tomllib
from pathlib import Path

import proof_table
import pytest

from leaflets import commands, formats, verify
from leaflets.docs import rules_table
from leaflets.voices import voices as all_voices

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
TOOLKIT = ROOT / "leaflets" / "README.md"

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_NAME = re.compile(r"^\s*(?:\||[-*+]\s|\d+\.\s)\s*(?:\*\*)?`([^`]+)`")
_FENCE = re.compile(r"^\s*(```|~~~)")
_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def named(path: Path, heading: str) -> list[str]:
    """The names listed under a heading, until the next heading of the same or a higher level."""
    found: list[str] = []
    depth, fenced, seen = 0, False, False
    for line in path.read_text(encoding="utf-8").splitlines():
        fenced ^= bool(_FENCE.match(line))
        title = None if fenced else _HEADING.match(line)
        if title and depth and len(title[1]) <= depth:
            depth = 0
        if title and title[2].casefold() == heading.casefold():
            depth, seen = len(title[1]), True
        name = _NAME.match(line)
        if depth and not fenced and name:
            found.append(name[1])
    assert seen, f"{path.name} has no heading “{heading}”."
    return found


def stems(folder: str) -> set[str]:
    """Names of the data files of a folder, without their ending."""
    return {path.stem for path in (ROOT / "leaflets" / folder).glob("*.toml")}


def voices() -> set[str]:
    return set(tomllib.loads((ROOT / "leaflets" / "voices" / "voices.toml").read_text(encoding="utf-8")))


def test_the_readme_lists_the_formats_in_their_order() -> None:
    assert named(README, "Formats") == list(formats.NAMES)


def test_the_readme_lists_the_commands_in_their_order() -> None:
    assert named(README, "Commands") == list(commands.NAMES)


def test_the_toolkit_readme_lists_every_rule() -> None:
    assert sorted(named(TOOLKIT, "Rules")) == sorted(stems("checks/rules"))


def test_the_table_of_rules_is_what_the_rules_say() -> None:
    text = TOOLKIT.read_text(encoding="utf-8")
    assert rules_table.written_into(text) == text, "Type: python -m leaflets.docs.rules_table"


def test_the_toolkit_readme_lists_every_language() -> None:
    assert sorted(named(TOOLKIT, "Languages")) == sorted(stems("languages"))


def test_the_toolkit_readme_lists_every_voice() -> None:
    assert sorted(named(TOOLKIT, "Voices")) == sorted(voices())


def test_the_readme_offers_only_voices_that_are_there_and_every_optional_one() -> None:
    optional = {name for name, voice in all_voices().items() if voice.extra}
    assert optional <= set(named(README, "Voices")) <= voices()


@pytest.mark.parametrize("name", commands.NAMES)
def test_every_command_says_in_one_plain_sentence_what_it_does(name: str) -> None:
    command = commands.load(name)
    assert name == command.NAME
    assert re.fullmatch(r"[A-Z].*\.", command.HELP)
    assert max(len(sentence.split()) for sentence in command.HELP.split(". ")) <= 15


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("*/README.md")), ids=lambda path: path.name
)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    for target in _LINK.findall(path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), f"{path.name} links to {target}, which is not there."


def test_the_table_of_planted_faults_is_what_the_tests_plant() -> None:
    text = proof_table.PAGE.read_text(encoding="utf-8")
    assert proof_table.written_into(text) == text, "Type: PYTHONPATH=. python tests/proof_table.py"


def test_every_planted_fault_has_a_finder_and_words_of_its_own() -> None:
    for name, faults in proof_table.PLANTED.items():
        assert all(fault.caught_by and set(fault.caught_by) <= set(verify.NAMES) for fault in faults), name
        assert len({fault.what for fault in faults}) == len(faults), name
