"""Word files as a second program understands them: LibreOffice makes a tagged PDF, and its tags are read.

What must come out: one title, the headings with their levels, every picture with its alternative text, the language,
and all the words in their order. LibreOffice runs with a profile of its own that is thrown away, without macros and
without fetching anything. It is asked of our own files only: what foreign ones should come out as, nobody knows.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2

from leaflets.findings import Finding, LeafletError
from leaflets.verify import MEDIA_TYPES, Verifier, wordprofile, wordtags
from leaflets.verify.wordfile import DC, WP, W, WordFile, text_of, value
from leaflets.verify.wordpackage import UnreadableError
from leaflets.verify.wordtags import Tags

NAME = "libreoffice"
START_S, FILE_S = 120, 30
"""Time limits: for the first start with a new profile, and for each file. Measured alone: 3 s, and 1 s."""

EXPORT = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
NO_HARM = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"><value>true</value></prop></item>
</oor:items>
"""  # noqa: E501

Fault = tuple[str, str]
"""Code, what is wrong."""


def program() -> str | None:
    """The LibreOffice that is run; None where there is none. LEAFLETS_LIBREOFFICE names another one."""
    return shutil.which(os.environ.get("LEAFLETS_LIBREOFFICE") or "soffice")


def available() -> str | None:
    """Why LibreOffice cannot run here; None where it can."""
    if program() is None:
        return "LibreOffice is not on this computer. Install it; on Debian: sudo apt install libreoffice-writer-nogui"
    return None


def unasked(path: Path) -> str | None:
    """Why this file is not asked; None where it is."""
    if wordprofile.of(path, "").strict:
        return None
    return "LibreOffice is asked of our own files only, for nobody knows what others should come out as."


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each thing that came out wrong. Raises LeafletError where LibreOffice fails."""
    files: dict[Path, WordFile] = {}
    found: list[Finding] = []
    for path in paths:
        try:
            files[path] = WordFile.read(path.read_bytes())
        except UnreadableError as error:  # what may do harm is not opened
            found.append(Finding(str(path), 0, error.code, "must fix", error.message, error.hint))
    made = converted(tuple(files))
    for path, file in files.items():
        found += _findings(path, file, made[path])
    return tuple(sorted(found))


def _findings(path: Path, file: WordFile, pdf: bytes | None) -> Iterator[Finding]:
    hint = "Open it in LibreOffice, and look what is missing. Then make it again."
    if pdf is None:
        yield Finding(str(path), 0, "WD-L-100", "must fix", "LibreOffice cannot open this Word file.", hint)
        return
    try:
        tags = wordtags.read(pdf)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise _failure(f"made a PDF of {path} that cannot be read", str(error)) from error
    for code, message in faults(file, tags):
        yield Finding(str(path), 0, code, "must fix", message, hint)


def faults(file: WordFile, tags: Tags) -> Iterator[Fault]:
    """What came out otherwise than the Word file says it."""
    title = "".join(node.text or "" for node in file.core.iter(DC + "title"))
    if tags.title != title or not title or not tags.shows_title:
        yield "WD-L-101", f"The title came out as “{tags.title}”."
    lang = value(file.defaults.find(W + "lang"))
    if tags.lang != lang or not lang:
        yield "WD-L-102", f"The language came out as “{tags.lang}”, not “{lang}”."
    found = ((file.outline(one), " ".join(text_of(one).split())) for one in file.paragraphs)
    headings = [(level + 1, words) for level, words in found if level is not None]
    if [level for level, _ in tags.headings].count(1) != 1:
        yield "WD-L-103", "There is not exactly one title (a heading of level 1)."
    if not _alike(list(tags.headings), headings):
        yield "WD-L-104", f"{len(tags.headings)} headings came out, not {len(headings)} with the same levels."
    alts = [node.get("descr", "") for node in file.body.iter(WP + "docPr")]
    if list(tags.pictures) != alts or not all(alts):
        yield "WD-L-105", f"{sum(map(bool, tags.pictures))} pictures have their alternative text, not {len(alts)}."
    said, wanted = _letters(tags.words), _letters(" ".join(text_of(one) for one in file.paragraphs))
    if said != wanted:
        pairs = zip(said, wanted, strict=False)
        at = next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(said), len(wanted)))
        yield "WD-L-106", f"The words came out otherwise, at “{wanted[max(0, at - 20) : at + 20]}”."


def _alike(one: list[tuple[int, str]], other: list[tuple[int, str]]) -> bool:
    return [(level, _letters(words)) for level, words in one] == [(level, _letters(words)) for level, words in other]


def _letters(words: str) -> str:
    """The words without blanks: LibreOffice 7.4 leaves out those at the ends of lines, so that words run together in
    its PDF. That is no fault of the Word file."""
    return "".join(words.split())


def converted(paths: tuple[Path, ...]) -> Mapping[Path, bytes | None]:
    """The tagged PDF of each file, all made in one run; None for a file that LibreOffice cannot open."""
    if not paths:
        return {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(NO_HARM, encoding="utf-8")
        copies = {path: folder / f"{number}.docx" for number, path in enumerate(paths)}
        for path, copy in copies.items():
            shutil.copyfile(path, copy)
        log = _run(tuple(copies.values()), folder)
        results = {path: copy.with_suffix(".pdf") for path, copy in copies.items()}
        made = {path: result.read_bytes() if result.is_file() else None for path, result in results.items()}
    lost = sum(pdf is None for pdf in made.values())
    if lost != log.count("source file could not be loaded"):
        raise _failure(f"gave no result for {lost} of {len(paths)} files", log)
    return made


def _run(files: tuple[Path, ...], folder: Path) -> str:
    """Runs LibreOffice, and gives what it wrote. It starts processes of its own, which must end with it."""
    found = program()
    if found is None:
        raise LeafletError(str(available()))
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = (found, home, "--headless", "--norestore", "--convert-to", EXPORT, "--outdir", str(folder))
    limit_s = START_S + FILE_S * len(files)
    process = subprocess.Popen(
        (*command, *map(str, files)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        log, _ = process.communicate(timeout=limit_s)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise LeafletError(f"LibreOffice gave no answer in {limit_s} seconds.") from error
    return log


def _failure(what: str, log: str) -> LeafletError:
    last = "\n".join("  " + line for line in log.splitlines()[-4:])
    return LeafletError(f"LibreOffice {what}. Close it if it is open, and try again.\n{last}".rstrip())


VERIFIER = Verifier(NAME, (MEDIA_TYPES[".docx"],), available, check, unasked=unasked)
