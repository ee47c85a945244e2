"""Opens the file of an article: looks what it really is, refuses what is unsafe, and hands it to its reader."""

from pathlib import Path

from leaflets.findings import Finding, LeafletError, as_typed
from leaflets.intake import filetype, plain, splitting
from leaflets.intake.article import Article

_QUICK_BYTES = 200_000
"""Text that is read at once; patterns could take long on a longer one that was made for it."""
_QUICK_LINE_BYTES = 20_000


def read(path: Path) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """As `intake.read_all`."""
    if not path.is_file():
        raise LeafletError(f"There is no file {path}. Look at its name and folder.")
    file = as_typed(path)
    try:
        if refusal := filetype.too_big(path.stat().st_size, file):
            return (), (refusal,)
        data = path.read_bytes()
    except OSError as error:
        raise LeafletError(f"The file {path} cannot be read: {error.strerror}.") from error
    kind = filetype.kind_of(data, path.suffix, file)
    if isinstance(kind, Finding):
        return (), (kind,)
    if kind in ("text", "markdown") and _is_quick(data):
        return splitting.articles(plain.read(data, file, markdown=kind == "markdown"), file, path.stem)
    from leaflets.intake import child  # it may be stopped and can do no harm

    return child.read(kind, path, file)


def _is_quick(data: bytes) -> bool:
    return len(data) <= _QUICK_BYTES and max(map(len, data.splitlines()), default=0) <= _QUICK_LINE_BYTES
