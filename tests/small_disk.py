"""Builds leaflets on a small disk of its own, which becomes full or read-only. A program for a test.

`unshare -rm python small_disk.py FOLDER`: nobody else sees the disk (a tmpfs), and it goes with the program. It prints
one JSON object: for each step the exit code, what was said, and which files are not as the manifest has them.
"""

import contextlib
import hashlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

from hostile import HEAD, HOUSE, write

from leaflets import commands, manifest, output

ROOM = "size=60m"
LEAVES = 80_000
"""Bytes that are left when the disk is full: room for some small files, and for no Word file with pictures."""
MANY = HOUSE.replace('["text"]', '["word", "text"]')


class Disk:
    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, folder / "output"
        self.place.mkdir()
        subprocess.run(("mount", "-t", "tmpfs", "-o", ROOM, "tmpfs", str(self.place)), check=True)

    def becomes(self, options: str) -> None:
        subprocess.run(("mount", "-o", f"remount,{options}", str(self.place)), check=True)

    def fills_up(self) -> None:
        used = shutil.disk_usage(self.place).used
        self.becomes(f"size={used + LEAVES}")

    def make(self) -> dict[str, object]:
        said = io.StringIO()
        words = ("--sources", str(self.folder / "sources"), "--output", str(self.place), "--today", "2026-11-22")
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = commands.main(("make", *words, "--plain", "--jobs", "1"))
        return {"code": code, "said": said.getvalue(), "wrong": self.wrong(), "files": self.files()}

    def files(self) -> dict[str, str]:
        """SHA-256 of every finished file."""
        found = (path for path in self.place.rglob("*") if path.is_file() and output.STORE not in path.parts)
        return {
            path.relative_to(self.place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found
        }

    def wrong(self) -> list[str]:
        """Files that are not as the manifest has them, and files that it does not have."""
        files, listed = self.files(), {file.path: file.sha256 for file in manifest.read(self.place).everything}
        files.pop(manifest.NAME, None)
        return sorted(name for name in {*files, *listed} if files.get(name) != listed.get(name))


def main(folder: str) -> None:
    disk = Disk(Path(folder))
    write(disk.folder, HEAD, MANY)
    steps = {"at first": disk.make()}
    write(disk.folder, HEAD.replace("on Sunday", "on Monday"), MANY)
    write(disk.folder, HEAD, MANY, "museum")
    disk.becomes("ro")
    steps["read-only"] = disk.make()
    disk.becomes("rw")
    disk.fills_up()
    steps["full"] = disk.make()
    disk.becomes(ROOM)
    steps["with room"] = disk.make()
    print(json.dumps(steps))


if __name__ == "__main__":
    main(sys.argv[1])
