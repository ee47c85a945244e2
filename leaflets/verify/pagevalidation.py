"""PDF/UA-1 by the package page-validation: 25 to 90 milliseconds a file, no Java. The gate of every build.

The only importer of that package, whose import name is `page`. It agreed with veraPDF on 69 of 72 trial files: it
misses transparency, and it is stricter on lists inside boxes. So veraPDF still has the last word.
"""

import importlib.util
from collections import Counter
from pathlib import Path

from leaflets.findings import Finding, LeafletError
from leaflets.verify import Verifier

NAME = "page-validation"


def available() -> str | None:
    """Why the package cannot be used here; None where it can."""
    if importlib.util.find_spec("page") is None:
        return "The package page-validation is not there. Run: python3 make_leaflets.py doctor"
    return None


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each broken rule of PDF/UA-1 in each file. Raises LeafletError where the package fails."""
    import page

    findings: list[Finding] = []
    for path in paths:
        try:
            report = page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1)
        except (page.ParseError, page.SafetyLimitError) as error:
            findings.append(
                Finding(str(path), 0, "PD-001", "must fix", "This is not a PDF that can be read.", f"Details: {error}")
            )
            continue
        except page.PageError as error:
            raise LeafletError(f"The checker {NAME} failed on {path}. It said: {error}") from error
        if report.rules.total == 0:
            raise LeafletError(f"The checker {NAME} knows no rules. Run: python3 make_leaflets.py doctor")
        places = Counter(failure.rule_id for failure in report.failures)
        first = {failure.rule_id: failure.message for failure in reversed(report.failures)}
        for rule, count in places.items():
            findings.append(_finding(path, rule, count, first[rule]))
        if not report.is_compliant and not places:
            findings.append(_finding(path, "PDFUA1-UNKNOWN", 1, "not compliant, no rule named"))
    return tuple(sorted(findings))


def _finding(path: Path, rule: str, count: int, message: str) -> Finding:
    what = "This PDF breaks an access rule." if count == 1 else f"This PDF breaks an access rule in {count} places."
    return Finding(str(path), 0, "PD-" + rule.removeprefix("PDFUA1-"), "must fix", what, f"{NAME} says: {message}")


VERIFIER = Verifier(NAME, ("application/pdf",), available, check)
