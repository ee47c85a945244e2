"""The table of rules in the toolkit's README, made from the rules: `python -m leaflets.docs.rules_table` writes it."""

from pathlib import Path

from leaflets import checks
from leaflets.checks import PROFILES, Rule

README = Path(__file__).resolve().parent.parent / "README.md"
_BEGIN, _END = "<!-- rules: begin -->\n", "<!-- rules: end -->\n"


def table() -> str:
    """A row for each rule: its code, its level in each profile, and what it finds."""
    by_profile = [{rule.code: rule for rule in checks.rules(profile)} for profile in PROFILES]
    codes = sorted({code for rules in by_profile for code in rules})
    rows = [f"| rule | {' | '.join(PROFILES)} | what it finds |", f"|{'---|' * (len(PROFILES) + 2)}"]
    for code in codes:
        found = [rules.get(code) for rules in by_profile]
        first = next(rule for rule in found if rule is not None)
        levels = " | ".join(_level(rule, first) for rule in found)
        rows.append(f"| `{code}` | {levels} | {first.finds.format(limit=_limit(first))} |")
    return "\n".join(rows) + "\n"


def written_into(text: str) -> str:
    """A README with the table in its place, between its two marks."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{table()}{_END}{after}"


def _level(rule: Rule | None, first: Rule) -> str:
    """The level in a profile, and the limit there when it is another one."""
    if rule is None:
        return "–"
    return rule.level if rule.limit == first.limit else f"{rule.level}, {_limit(rule)}"


def _limit(rule: Rule) -> str:
    if rule.limit is None:
        return ""
    return f"{rule.limit:.0%}" if rule.limit < 1 else f"{rule.limit:g}"


if __name__ == "__main__":
    README.write_text(written_into(README.read_text(encoding="utf-8")), encoding="utf-8")
