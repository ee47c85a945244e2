"""`sign`: writes down who did what for a leaflet, tied to the text they had in hand; takes the last entry back."""

import argparse
import difflib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.commands import day
from leaflets.findings import LeafletError, must_fix

if TYPE_CHECKING:
    from leaflets.signoff import Entry, Said
    from leaflets.sources import Source
    from leaflets.wording_signoff import Checked

NAME = "sign"
HELP = "Write down who checked a leaflet or a language, and when. Or take that back."

_HEAD = "# Who said what about this leaflet, and when. The newest entry stands last. See sources/README.md.\n"
_UNCHANGED = "Nothing was changed."
_WORDING = "wording"
"""Said instead of a state: the standard words of a language, which belong to no leaflet."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "state",
        nargs="?",
        metavar="STATE",
        help="imported, drafted, checked, fact-checked, tested or approved. For an expert: health or law. "
        "For the standard words of a language: wording.",
    )
    parser.add_argument(
        "slug", nargs="?", metavar="SLUG", help="The leaflet, or a language after “wording”. On its own: shows it."
    )
    parser.add_argument("--by", metavar="NAME", help="Who it was.")
    parser.add_argument("--role", metavar="ROLE", help="What they do, such as “editor”.")
    parser.add_argument("--date", type=day, metavar="DATE", help="When it was, such as 2026-01-31; today if left out.")
    parser.add_argument("--readers", metavar="WHO", help="How many readers tested it, or who: “3” or “Ann, Reader 2”.")
    parser.add_argument("--comments", metavar="TEXT", help="What they said. Needed for “tested”.")
    parser.add_argument("--undo", action="store_true", help="Take back the last entry: sign --undo SLUG.")
    parser.add_argument("--language", default="", metavar="TAG", help="The language of a translation.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")
    parser.add_argument("--today", type=day, default=date.today(), metavar="DATE", help="Another day than today.")


def execute(options: argparse.Namespace) -> int:
    from leaflets import sources
    from leaflets.languages import told

    if options.state == _WORDING:
        return _for_wording(options)
    word, slug = (options.state, options.slug) if options.slug else (None, options.state)
    if slug is None:
        raise LeafletError("Say which leaflet. For help, type:  python3 make_leaflets.py sign --help")
    said = _said(word) if word else None
    source = sources.load(options.sources, slug, options.today, lang=options.language)
    path = options.sources / slug / sources.sign_off(source.lang)
    if options.undo:
        refusal = _take_back(path, said)
    elif said is None:
        if options.by or options.role or options.readers or options.comments:
            raise LeafletError(f"Say what was done, such as: sign checked {slug} --by … --role …  Nothing was changed.")
        refusal = _told(path)
    else:
        refusal = _sign(path, _entry(said, options, source), source)
    if refusal:
        print(refusal)
        return 1
    now = sources.load(options.sources, slug, options.today, lang=source.lang).standing
    for finding in now.findings:
        print(finding)
    print(f"{told(slug, source.lang)} is now: {now.state}." + (f" Next comes: {now.next}." if now.next else ""))
    return 0


def _said(word: str) -> "Said":
    """The state or subject that a word means; its beginning is enough, and hyphens are as good as blanks."""
    from leaflets.signoff import EXPERTS, STATES

    known: dict[str, Said] = {_plain(each): each for each in (*STATES, *EXPERTS)}
    begun = [name for name in known if name.startswith(_plain(word))]
    if len(begun) == 1:
        return known[begun[0]]
    near = difflib.get_close_matches(_plain(word), known, n=1)
    hint = f"Did you mean “{known[near[0]]}”?" if near else f"There are: {', '.join(known.values())}."
    raise LeafletError(f"“{word}” is not known here. {hint}\nWrite it before the leaflet: sign checked our-garden")


def _plain(word: str) -> str:
    return " ".join(word.replace("-", " ").casefold().split())


def _entry(said: "Said", options: argparse.Namespace, source: "Source") -> "Entry":
    """What is to be written. Raises LeafletError when the command does not say who, or says what cannot be."""
    from leaflets import signoff

    name, role, day = _who(options)
    if options.readers and said != "tested with readers":
        raise LeafletError("Readers are written down for “tested with readers” only. Leave out --readers.")
    comments = " ".join((options.comments or "").split())
    readers = signoff.readers(options.readers or "")
    return signoff.Entry(said, name, role, day, source.seen.hash_for(said), 0, readers, comments)


def _who(options: argparse.Namespace) -> tuple[str, str, str]:
    """Name, role and day. Raises LeafletError when the command does not say them, or names a day to come."""
    name, role = (" ".join((text or "").split()) for text in (options.by, options.role))
    if not name or not role:
        raise LeafletError('Say who it was, and what they do: --by "NAME" --role "ROLE"')
    day = options.date or options.today
    if day > options.today:
        raise LeafletError(f"The day {day.isoformat()} is still to come. Write the day when it was done.")
    return name, role, day.isoformat()


def _for_wording(options: argparse.Namespace) -> int:
    """Signs for the standard words of a language, takes the last word back, or tells how each language stands."""
    from leaflets import languages, wording_signoff

    path, entries = options.sources / wording_signoff.FILE, wording_signoff.read(options.sources)
    if options.slug is None:
        _print(_wording_told(tag, entries) for tag in languages.tags() if tag != languages.HOME)
        return 0
    language = languages.load(options.slug)
    if language.tag == languages.HOME:
        raise LeafletError(
            f"The words in {language.english} are the toolkit's own. Nobody signs for them. {_UNCHANGED}"
        )
    if options.undo:
        _write(path, wording_signoff.without(_text(path), language.tag))
    elif options.by or options.role:
        entry = wording_signoff.Checked(language.tag, *_who(options), wording_signoff.wording_hash(language))
        if entry in entries:
            print(f"{entry.name} has signed this already. {_UNCHANGED}")
            return 1
        _write(path, wording_signoff.with_entry(_text(path), entry))
        print(f"Written down: the standard words in {language.english}, checked by {entry}.")
    print(_wording_told(language.tag, wording_signoff.read(options.sources)))
    return 0


def _wording_told(tag: str, entries: "tuple[Checked, ...]") -> str:
    from leaflets import languages, wording_signoff

    language = languages.load(tag)
    found = wording_signoff.checked(language, entries)
    if found:
        return f"{language.english}: checked by {found}."
    changed = ", or not since they changed" if any(each.language == tag for each in entries) else ""
    return f"{language.english}: nobody checked the words{changed}. Type: {wording_signoff.command(language)}"


def _sign(path: Path, entry: "Entry", source: "Source") -> str:
    """Writes the entry down; gives the refusal when it may not be signed."""
    from leaflets import signoff

    entries, findings = signoff.read(path)
    against = [*map(str, must_fix(findings))] or list(_against(entry, source))
    imported = {other.said for other in entries} & {"imported"}
    if entry.said in ("fact-checked", "approved") and imported - {other.said for other in source.standing.counting}:
        against.append(
            "The article has changed since it was imported. Somebody must compare it, and sign imported again."
        )
    if against:
        return "\n".join((f"“{entry.said}” cannot be signed yet.", *against, _UNCHANGED))
    _write(path, signoff.with_entry(_text(path) or _HEAD, entry))
    print(f"Written down: {_described(entry)}.")
    return ""


def _against(entry: "Entry", source: "Source") -> Iterator[str]:
    """Why the entry may not be signed."""
    from leaflets.signoff import EXPERTS, STATES
    from leaflets.source_words import NOT_COMPARED
    from leaflets.standing import person, reasons
    from leaflets.translations import OUT_OF_STEP

    if not entry.hash:
        thing = f"line about {entry.said}" if entry.said in EXPERTS else "article"
        yield f"There is no {thing} in this leaflet."
        yield from (str(finding) for finding in source.findings if finding.code == NOT_COMPARED)
        return
    if entry.said in STATES[2:]:
        yield from (str(finding) for finding in must_fix(source.findings))
        yield from (str(finding) for finding in source.findings if finding.code in OUT_OF_STEP)
    yield from (f"{reason.message} {reason.hint}" for reason in reasons(entry, source.standing.counting, source.seen))
    later = [other for other in source.standing.counting if other.date > entry.date]
    if later:
        yield f"“{later[-1].said}” is of {later[-1].date}. A later step has a later day, not {entry.date}."
    if entry.said == "approved" and source.manuscript.about.status == "draft":
        yield "The manuscript says “status: draft”. Write “status: current” there."
    for other in source.standing.counting:
        if (other.said, other.hash, person(other.name)) == (entry.said, entry.hash, person(entry.name)):
            yield f"{other.name} has signed this already, on {other.date}."


def _take_back(path: Path, said: "Said | None") -> str:
    """Takes the last entry out of the file; gives the refusal when there is none, or another than was meant."""
    from leaflets import signoff

    entries, findings = signoff.read(path)
    if not entries:
        wrong = [str(finding) for finding in must_fix(findings)]
        return "\n".join((*wrong, _UNCHANGED)) if wrong else f"Nothing is signed yet. {_UNCHANGED}"
    last = entries[-1]
    if said not in (None, last.said):
        return f"The last entry is “{last.said}”, not “{said}”. {_UNCHANGED}"
    rest = signoff.without_last(_text(path))
    _write(path, rest)
    if last in signoff.read(path)[0]:
        print("Taken back: the last entry, which had a fault.")
    else:
        print(f"Taken back: {_described(last)}.")
    return ""


def _told(path: Path) -> str:
    """Prints what is signed, in the order of the file."""
    from leaflets import signoff

    entries, findings = signoff.read(path)
    _print(_described(entry) for entry in entries)
    _print(map(str, findings))
    return ""


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _described(entry: "Entry") -> str:
    who = f"“{entry.said}”, by {entry.name}, {entry.role}, {entry.date}"
    return f"{who}, with {len(entry.readers)} readers" if entry.readers else who


def _text(path: Path) -> str:
    """The file as it is, line ends too; empty when there is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise LeafletError(f"{path} is not saved as UTF-8. Save it again so. {_UNCHANGED}") from error


def _write(path: Path, text: str) -> None:
    """Puts the file in place in one move, so that nobody meets half of it."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(text.encode("utf-8"))
        os.replace(part, path)
    except OSError as error:
        raise LeafletError(f"{path} cannot be written: {error.strerror}. {_UNCHANGED}") from error
