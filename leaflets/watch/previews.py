"""The previews of all leaflets: made anew one after the other when something was saved, and waited for by browsers."""

import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Condition

from leaflets import catalogue
from leaflets.findings import LeafletError
from leaflets.report.gather import LeafletReport, Wish, leaflet_report
from leaflets.watch import preview
from leaflets.watch.changes import ALL, GRACE_S
from leaflets.watch.preview import Known, Shown

INDEX = ""
"""The list of leaflets has no slug."""


@dataclass
class Previews:
    """The pages of the leaflets in a folder, or of one of them. One thread makes them, in `work`; all others wait."""

    folder: Path
    only: str = ""
    """The slug of the one leaflet that is wanted; empty for all."""
    language: str = ""
    """The language that is shown of each leaflet; the one it was written in when empty."""
    _shown: dict[str, Shown] = field(default_factory=dict)
    _good: dict[str, LeafletReport] = field(default_factory=dict)
    """As each leaflet was when it could last be read."""
    _known: dict[str, Known] = field(default_factory=dict)
    _outdated: dict[str, None] = field(default_factory=dict)
    """What must be made anew, in the order in which it was asked for."""
    _watched: dict[str, int] = field(default_factory=dict)
    """How many browsers wait for news of each: it is made before the others."""
    _news: Condition = field(default_factory=Condition)
    _closed: bool = False

    def __post_init__(self) -> None:
        self.saved({ALL})

    def names(self) -> tuple[str, ...]:
        """The slugs of all leaflets that are shown."""
        return (self.only,) if self.only else catalogue.names(self.folder)

    def saved(self, slugs: Iterable[str]) -> None:
        """Takes down that these leaflets must be made anew."""
        with self._news:
            known = dict.fromkeys((*self.names(), *(slug for slug in self._shown if slug != INDEX)))
            wanted = set(slugs)
            if not wanted <= known.keys():  # what all share, such as a folder with pictures of the house
                wanted = set(known)
            self._outdated.update((slug, None) for slug in known if slug in wanted)
            self._outdated[INDEX] = None
            self._news.notify_all()

    def page(self, slug: str, wait_s: float = 60) -> Shown | None:
        """The page of a leaflet or the list, as soon as it is there; None for a leaflet that is not."""
        with self._news:
            if slug != INDEX and slug not in self.names():
                return self._shown.get(slug)
            if slug not in self._shown:
                self._outdated[slug] = None
            with _Watching(self, slug):
                self._news.wait_for(lambda: slug in self._shown or self._closed, wait_s)
            return self._shown.get(slug)

    def newer(self, slug: str, version: str, wait_s: float) -> str:
        """Waits for another version than this one, and gives the one that is there then."""
        with self._news, _Watching(self, slug):
            self._news.wait_for(lambda: self._closed or self._version(slug) not in (version, ""), wait_s)
            return self._version(slug)

    def close(self) -> None:
        """Ends `work`, and everybody's waiting."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    @property
    def is_closed(self) -> bool:
        return self._closed

    def work(self) -> None:
        """Makes what is outdated, until it is closed."""
        while True:
            with self._news:
                self._news.wait_for(lambda: self._outdated or self._closed)
                if self._closed:
                    return
                slug = self._next()
                del self._outdated[slug]
            self._make(slug)

    def _next(self) -> str:
        """What is waited for first; the list last of all, as it tells what was found."""
        waiting = [slug for slug in self._outdated if self._watched.get(slug)]
        leaflets = [slug for slug in self._outdated if slug != INDEX]
        return next(slug for slug in (*waiting, *leaflets, INDEX))

    def _make(self, slug: str) -> None:
        if slug == INDEX:
            listed = [self._known.get(name, Known(name)) for name in self.names()]
            self._show(INDEX, preview.of_all(listed))
            return
        shown, fault = self._drawn(slug)
        if fault:
            time.sleep(GRACE_S)  # half of a save, most often: nobody shall see a fault that is gone at once
            shown, fault = self._drawn(slug)
        if shown is None:
            good = self._good.get(slug)
            self._known[slug] = preview.known(good, fault) if good else Known(slug, "", preview.UNREADABLE, "must fix")
            shown = preview.of_leaflet(good, fault) if good else preview.of_fault(slug, fault)
        self._show(slug, shown)

    def _drawn(self, slug: str) -> tuple[Shown | None, str]:
        """The page of a leaflet that can be read, or what is wrong with its files in plain words."""
        try:
            report = leaflet_report(slug, Wish(date.today(), sources=self.folder), self.language)
            shown = preview.of_leaflet(report)
        except LeafletError as error:
            return None, str(error)
        except OSError as error:
            return None, f"The file {error.filename} cannot be read ({error.strerror}). Save it again."
        except Exception:  # the preview must go on, whatever happens in one leaflet
            return None, f"This is a fault of the program, not of your text.\n{traceback.format_exc()}"
        self._good[slug], self._known[slug] = report, preview.known(report)
        return shown, ""

    def _show(self, slug: str, shown: Shown) -> None:
        with self._news:
            is_new = self._version(slug) != shown.version
            self._shown[slug] = shown
            if is_new and slug != INDEX:
                self._outdated[INDEX] = None
            self._news.notify_all()

    def _version(self, slug: str) -> str:
        shown = self._shown.get(slug)
        return shown.version if shown else ""


@dataclass(frozen=True, slots=True)
class _Watching:
    """Counts somebody in who waits for news, and out again."""

    previews: Previews
    slug: str

    def __enter__(self) -> None:
        watched = self.previews._watched
        watched[self.slug] = watched.get(self.slug, 0) + 1

    def __exit__(self, *_: object) -> None:
        self.previews._watched[self.slug] -= 1
