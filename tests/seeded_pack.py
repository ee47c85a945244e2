"""Faults put by hand into a good pack of `publish`. See `seeded.py`."""

from collections.abc import Callable

from seeded import Fault

from leaflets import archive


def _with(name: str, content: bytes | None) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        members = archive.unpack(data)
        if content is None:
            del members[name]
        else:
            members[name] = content
        return archive.pack(members)

    return spoil


def _listing(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        members = archive.unpack(data)
        members["manifest.json"] = members["manifest.json"].replace(old, new)
        return archive.pack(members)

    return spoil


def _twice(data: bytes) -> bytes:
    """Two members with one name; no honest tool writes that, so the name is changed in the finished zip."""
    members = archive.unpack(data)
    spoilt = archive.pack({**members, "files/our-garden_text_en-GB.tx_": b"another text"})
    return spoilt.replace(b"files/our-garden_text_en-GB.tx_", b"files/our-garden_text_en-GB.txt")


TEXT = "files/our-garden_text_en-GB.txt"
FAULTS: tuple[Fault, ...] = (
    Fault("A word in a file was changed", _with(TEXT, b"You do need to pay."), ("pack",)),
    Fault("A file is gone", _with(TEXT, None), ("pack",)),
    Fault("Somebody added a file", _with("files/more.txt", b"more"), ("pack",)),
    Fault("A file has a name that leads out of the pack", _with("../more.txt", b"more"), ("pack",)),
    Fault("Two files have one name", _twice, ("pack",)),
    Fault("The list is broken", _with("manifest.json", b"{"), ("pack",)),
    Fault("The pack was cut short", lambda data: data[: len(data) // 2], ("pack",)),
    Fault("The approval is of another text", _listing(b'"signed_sha256": "', b'"signed_sha256": "0'), ("pack",)),
    Fault("Nobody says whose pictures they are", _listing(b'"licences": [', b'"licences": [], "x": ['), ("pack",)),
    Fault(
        "A translation is older than its original", _listing(b'"translation": ""', b'"translation": "old"'), ("pack",)
    ),
    Fault(
        "Nobody checked the words of the language",
        _listing(b'"wording_checked": true', b'"wording_checked": false'),
        ("pack",),
    ),
    Fault("The leaflet is withdrawn", _listing(b'"status": "current"', b'"status": "withdrawn"'), ("pack",)),
)
