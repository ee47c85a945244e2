"""Large dictionaries that are searched where they lie."""

from collections.abc import Iterator, Mapping


class Listed(Mapping[str, str]):
    """A dictionary as one text of lines, sorted by their bytes: a word, a tab, what it stands for.

    A word is found by halving, so nothing is unpacked before: to unpack the 180,000 words of simplemma 2.0 takes as
    long as all else that checks a leaflet.
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    @staticmethod
    def packed(words: Mapping[str, str]) -> bytes:
        """The text for these words."""
        return b"\n".join(sorted(f"{word}\t{meant}".encode() for word, meant in words.items()))

    def __getitem__(self, word: str) -> str:
        wanted = word.encode() + b"\t"
        low, high = 0, len(self._lines)
        while low < high:
            start = self._lines.rfind(b"\n", 0, (low + high) // 2) + 1
            end = self._lines.find(b"\n", start)
            line = self._lines[start : end if end >= 0 else len(self._lines)]
            if line.startswith(wanted):
                return line[len(wanted) :].decode()
            if line < wanted:
                low = start + len(line) + 1
            else:
                high = start
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        return (line.partition(b"\t")[0].decode() for line in self._lines.splitlines())

    def __len__(self) -> int:
        return self._lines.count(b"\n") + bool(self._lines)
