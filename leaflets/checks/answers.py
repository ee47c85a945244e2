"""What was answered about words before, kept on this computer: whoever answers needs large dictionaries for it."""

import atexit
import json
from collections.abc import Callable
from itertools import islice

from leaflets.prepared import Shelf

_MOST = 20_000
"""So many answers are read in a few thousandths of a second. A hundred leaflets have fewer words."""


class Answers:
    """Answers about words. What is asked, and what comes, is text."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        """`shelf` must know everything besides the words that decides an answer; `name` says what is asked."""
        self._shelf = shelf
        self._name = name
        self._known = self._kept()
        self._asked: dict[str, str] = {}
        self._has_new = False

    def of(self, word: str, find: Callable[[], str]) -> str:
        """The answer that is known, or the one that `find` gives now."""
        answer = self._known.get(word)
        if answer is None:
            answer = self._known[word] = find()
            if not self._has_new:
                atexit.register(self.keep)  # at the end: to keep each one would mean to write all of them again
            self._has_new = True
        self._asked[word] = answer
        return answer

    def keep(self) -> None:
        """Puts the new answers with those that are kept by now; another build may have brought some meanwhile.

        Where they are too many, those that nobody asked for this time are forgotten.
        """
        together = self._kept() | self._asked
        if len(together) > _MOST:
            together = dict(islice(self._asked.items(), _MOST))
        self._shelf.put(self._name, json.dumps(together).encode())
        self._has_new = False

    def _kept(self) -> dict[str, str]:
        kept: dict[str, str] = json.loads(self._shelf.find(self._name) or b"{}")
        return kept
