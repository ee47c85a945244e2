"""PDF/UA-1 and PDF/A-2a by the package page-validation: 25 to 90 milliseconds a file, no Java. The gate of every build.

The only importer of that package, whose import name is `page`. It agreed with veraPDF on 69 of 72 trial files: it
misses transparency, and it is stricter on lists inside boxes. So veraPDF still has the last word.
"""

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from leaflets.findings import Finding, LeafletError
from leaflets.verify import Verifier
from leaflets.verify.standards import PDF_A, PDF_UA, STANDARDS, Standard, message

NAME = "page-validation"


_STREAM_LENGTH = "PDFA2A-STREAM-LENGTH-001"
"""The package 0.11.0 takes a stream whose last byte is a carriage return for one byte too short, since a line end
follows it: with compressed streams, that is one of 256. tests/test_verify.py tells when it no longer does."""


def available() -> str | None:
    """Why the package cannot be used here; None where it can."""
    try:
        import page  # noqa: F401
    except ImportError:
        return "The package page-validation is not there. Run: python3 make_leaflets.py doctor"
    return None


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each broken rule of each standard in each file. Raises LeafletError where the package fails."""
    return tuple(sorted({finding for path in paths for finding in check_bytes(path.read_bytes(), str(path))}))


def check_bytes(content: bytes, name: str) -> tuple[Finding, ...]:
    """The same of a file that is not on disk yet; `name`: what its findings call it. Raises as `check`."""
    return tuple(sorted({finding for standard in STANDARDS for finding in _check(content, name, standard)}))


def _check(content: bytes, name: str, standard: Standard) -> Iterator[Finding]:
    import page

    profiles = {PDF_UA: page.ValidationProfile.PDF_UA_1, PDF_A: page.ValidationProfile.PDF_A_2A}
    try:
        report = page.validate_pdf_bytes(content, profile=profiles[standard])
    except (page.ParseError, page.SafetyLimitError) as error:
        yield Finding(name, 0, "PD-001", "must fix", "This is not a PDF that can be read.", f"Details: {error}")
        return
    except page.PageError as error:
        raise LeafletError(f"The checker {NAME} failed on {name}. It said: {error}") from error
    if report.rules.total == 0:
        raise LeafletError(f"The checker {NAME} knows no rules. Run: python3 make_leaflets.py doctor")
    places = Counter(failure.rule_id for failure in report.failures)
    first = {failure.rule_id: failure.message for failure in reversed(report.failures)}
    for rule, count in places.items():
        if rule != _STREAM_LENGTH or not _has_right_lengths(content):
            yield _finding(name, standard, rule, count, first[rule])
    if not report.is_compliant and not places:
        yield _finding(name, standard, "UNKNOWN", 1, "not compliant, no rule named")


def _has_right_lengths(content: bytes) -> bool:
    """Whether every stream is as long as it says (ISO 19005-2, 6.1.7.1): qpdf looks for the end of each one."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            return len(document.objects) > 0 and not document.get_warnings()
    except pikepdf.PdfError:
        return False


def _finding(name: str, standard: Standard, rule: str, count: int, said: str) -> Finding:
    code = f"PD-{standard.prefix}{rule.removeprefix('PDFUA1-').removeprefix('PDFA-')}"
    return Finding(name, 0, code, "must fix", message(standard, count), f"{NAME} says: {said}")


VERIFIER = Verifier(NAME, ("application/pdf",), available, check, gate=check_bytes)
