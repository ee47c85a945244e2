"""Makes a leaflet complete: the one place where words are added.

Adds the cover's publisher and date, the introduction's standard rows, notices for old information, meanings from the
glossary, contacts, help now, other formats and credits; fills pictures and spoken forms; numbers the sentences.
After this nobody adds words, so that every format says the same words in the same order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from leaflets import spoken, spoken_spans
from leaflets.age import is_old
from leaflets.copies import with_points, with_sentences
from leaflets.glossary import Entry
from leaflets.house import House, HouseContact
from leaflets.illustrated import illustrated
from leaflets.languages import HOME, Language
from leaflets.model import (
    Box,
    Cover,
    HardWord,
    Leaflet,
    Picture,
    Point,
    Run,
    Section,
    Sentence,
    Status,
)
from leaflets.wording import in_order, sentence, sentence_of


@dataclass(frozen=True, slots=True)
class Ingredients:
    """Everything besides the manuscript that a complete leaflet is made of."""

    house: House
    language: Language
    today: date
    glossary: Mapping[str, Entry]
    lexicon: tuple[spoken.Entry, ...] = ()


def compose(leaflet: Leaflet, ingredients: Ingredients) -> Leaflet:
    """The complete leaflet. Raises LeafletError for a standard sentence or a meaning that is missing or broken."""
    work = _Work(leaflet, ingredients)
    topics = tuple(section for section in leaflet.sections if section.kind == "topic")
    complete = replace(
        leaflet,
        cover=work.cover(),
        sections=(work.introduction(), *topics, work.closing()),
        about=replace(
            leaflet.about,
            publisher=ingredients.house.name,
            status=work.status(),
        ),
    )
    complete = _with_meanings(complete, ingredients.glossary)
    complete = illustrated(complete, ingredients.house, ingredients.language)
    return _with_sentences(complete, ingredients)


@dataclass(frozen=True, slots=True)
class _Work:
    """The parts that are added, each from the language's and the house's words."""

    leaflet: Leaflet
    ingredients: Ingredients

    def say(self, key: str, **values: str | int) -> Sentence:
        return sentence(self.ingredients.language.say(key, **values), self.ingredients.language)

    def row(self, concept: str, key: str, **values: str | int) -> Point:
        words = self.ingredients.language.say_all(key, **values)
        return Point("row", tuple(sentence(text, self.ingredients.language) for text in words), Picture(concept))

    def house_says(self, text: str) -> Sentence:
        """Words that the house wrote; a leaflet in another language marks them as what they are."""
        said = _of_house(text)
        if self.leaflet.lang == HOME:
            return said
        return replace(said, runs=tuple(replace(run, lang=run.lang or HOME) for run in said.runs))

    def house_name(self) -> str:
        """The name of the house, marked up as what it is."""
        name = self.ingredients.house.name
        return name if self.leaflet.lang == HOME else f"{{lang={HOME}: {name}}}"

    def label(self, contact: HouseContact) -> Sentence:
        """What a way to reach the house is called: the house's own word, or the language's for that kind."""
        if self.leaflet.lang == HOME:
            return _of_house(contact.label)
        labels = self.ingredients.language.names("contact-labels")
        return sentence(labels[contact.kind], self.ingredients.language)

    def written(self, kind: str) -> Section | None:
        return next((section for section in self.leaflet.sections if section.kind == kind), None)

    def status(self) -> Status:
        """`review due` once the date is past, unless the leaflet is already said to be more than that."""
        about = self.leaflet.about
        due = about.review_by and self.ingredients.today.isoformat()[: len(about.review_by)] > about.review_by
        return "review due" if due and about.status == "current" else about.status

    def cover(self) -> Cover:
        cover, house = self.leaflet.cover, self.ingredients.house
        information = self.ingredients.language.spell_date(self.leaflet.about.information_date)
        return replace(
            cover,
            publisher=self.house_says(house.name),
            date=self.say("information-from", date=information) if information else None,
        )

    def introduction(self) -> Section:
        """The leaflet's own rows with the notice second, then who we are, bold words, and asking for help."""
        written = self.written("introduction")
        blocks = list(written.blocks if written else ())
        notices = [block for block in blocks if isinstance(block, Box)]
        rows = [block for block in blocks if isinstance(block, Point)]
        notice = self._notice(notices[0] if notices else None)
        house = self.ingredients.house
        about = house.about_in.get(self.leaflet.lang)
        told = tuple(sentence(text, self.ingredients.language) for text in about) if about else ()
        who = Point("row", told or tuple(map(self.house_says, house.about)), Picture("network"))
        return Section(
            "introduction",
            self.say("about-heading"),
            (
                *rows[:1],
                *((notice,) if notice else ()),
                *rows[1:],
                *((who,) if house.about else ()),
                *((self.row("hard-words", "about-bold"),) if _has_hard_words(self.leaflet) else ()),
                self.row("help-read", "about-help"),
            ),
            written.line if written else 0,
        )

    def _notice(self, written: Box | None) -> Box | None:
        """The leaflet's own notice, or the standard one for old information."""
        heading = self.say("notice-heading")
        if written:
            return written if written.heading.text else replace(written, heading=heading)
        about = self.leaflet.about
        if not is_old(about.information_date, self.ingredients.today):
            return None
        row = self.row("clock-changed", "notice-old", year=about.information_date[:4])
        return Box("notice", heading, (row,))

    def closing(self) -> Section:
        """Contacts and help now come last of all, so that they are on the back of every print."""
        written = self.written("closing")
        boxes = {block.kind: block for block in (written.blocks if written else ()) if isinstance(block, Box)}
        contacts = boxes.get("contacts") or self._contacts()
        help_now = boxes.get("help-now") or Box(
            "help-now", self.say("help-now-heading"), (self.row("call-999", "help-now"),)
        )
        return Section(
            "closing",
            self.say("closing-heading"),
            (
                self._other_formats(),
                self._tell_us(),
                *(Point("credit", (line,)) for line in self._credits()),
                *((self._with_heading(contacts, "contacts-heading"),) if contacts.points else ()),
                self._with_heading(help_now, "help-now-heading"),
            ),
            written.line if written else 0,
        )

    def _with_heading(self, box: Box, key: str) -> Box:
        if box.heading.text:
            return box
        return replace(box, heading=self.say(key, house=self.house_name()))

    def _other_formats(self) -> Point:
        """That there are other ways to get the leaflet, in words that name those that are made."""
        names = self.ingredients.language.names("format-names")
        wanted = self.leaflet.about.formats or self.ingredients.house.formats
        made = [names[name] for name in wanted if name in names]
        row = self.row("other-formats", "other-formats")
        told = tuple(self.say("other-formats-made", formats=self._listed(some, "and")) for some in _told_together(made))
        return replace(row, sentences=(*row.sentences, *told))

    def _tell_us(self) -> Point:
        """Whom to tell of a fault, and in which of the house's ways; a leaflet's own contacts speak for themselves."""
        ways = self.ingredients.language.names("contact-ways")
        kinds = dict.fromkeys(contact.kind for contact in self.ingredients.house.contacts)
        known = [ways[kind] for kind in kinds if kind in ways]
        row = self.row("wrong-report", "tell-us")
        if not known or _is_written(self.leaflet, "contacts"):
            return row
        how = (self.say("tell-us-how", ways=self._listed(some, "or")) for some in _told_together(known))
        return replace(row, sentences=(*row.sentences, *how))

    def _listed(self, words: Sequence[str], last: str) -> str:
        """`large print, Word and audio`."""
        if len(words) == 1:
            return words[0]
        return f"{', '.join(words[:-1])} {self.ingredients.language.say(last)} {words[-1]}"

    def _credits(self) -> tuple[Sentence, ...]:
        """The small print: version, date of the information, whose the pictures and the words are."""
        about = self.leaflet.about
        information = self.ingredients.language.spell_date(about.information_date)
        return (
            self.say("credit-version", version=about.version),
            *self._newer(),
            *((self.say("credit-date", date=information),) if information else ()),
            self.say("credit-openmoji"),
            self.say("credit-own", house=self.house_name()),
            self.say("credit-text"),
        )

    def _newer(self) -> tuple[Sentence, ...]:
        """Where to look for a newer version than the one on paper."""
        contacts = self.ingredients.house.contacts
        if not contacts:
            return ()
        website = next((entry for entry in contacts if entry.kind == "website"), None)
        if website is None:
            return (self.say("credit-newer-ask"),)
        return (self.say("credit-newer", website=f"[{website.value}]({website.link})"),)

    def _contacts(self) -> Box:
        house, language = self.ingredients.house, self.ingredients.language
        points = tuple(
            Point(
                "contact",
                (self.label(entry), Sentence((Run(entry.value, link=entry.link),))),
                Picture(entry.kind),
            )
            for entry in house.contacts
        )
        examples = language.say_all("contacts-sample") if points and house.contacts_are_examples else ()
        sample = (Point("row", tuple(sentence(text, language) for text in examples)),) if examples else ()
        return Box("contacts", self.say("contacts-heading", house=self.house_name()), (*points, *sample))


def _of_house(text: str) -> Sentence:
    """Words that the house wrote. Raises LeafletError, with its file, where they cannot be read."""
    return sentence_of("house.toml", text, f"house.toml: “{text}”")


def _told_together(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words a sentence each: three at most, since more are a list that nobody keeps in mind (ER-127)."""
    size = 3 if len(words) <= 3 else 2
    return (words[at : at + size] for at in range(0, len(words), size))


def _is_written(leaflet: Leaflet, kind: str) -> bool:
    """Whether the manuscript has a box of that kind itself."""
    blocks = (block for section in leaflet.sections for block in section.blocks)
    return any(isinstance(block, Box) and block.kind == kind for block in blocks)


def _has_hard_words(leaflet: Leaflet) -> bool:
    return any(run.mark == "hard" for sentence in leaflet.sentences() for run in sentence.runs)


def _with_meanings(leaflet: Leaflet, glossary: Mapping[str, Entry]) -> Leaflet:
    """Adds the glossary's meaning after the first use of each hard word that the manuscript does not explain."""
    explained = {
        hard_word.word.casefold()
        for section in leaflet.sections
        for point in section.points()
        for hard_word in point.hard_words
    }

    def explain(point: Point) -> Point:
        added = []
        for run in (run for each in point.sentences for run in each.runs if run.mark == "hard"):
            word = run.text.strip(" .,:;?!").casefold()
            entry = glossary.get(word)
            if entry is None or entry.is_name or word in explained:
                continue
            explained.add(word)
            file = f"glossary.{leaflet.lang}.toml"
            what = f"{file}: the meaning of “{entry.word}”"
            meaning = tuple(sentence_of(file, text, what) for text in entry.meaning)
            added.append(HardWord(entry.word, meaning))
        return replace(point, hard_words=(*point.hard_words, *added))

    return with_points(leaflet, explain)


def _with_sentences(leaflet: Leaflet, ingredients: Ingredients) -> Leaflet:
    """Numbers the sentences in reading order and gives each its spoken form."""
    number = count(1)

    def finish(sentence: Sentence) -> Sentence:
        sentence = in_order(sentence, ingredients.language)
        said, langs = spoken_spans.say(sentence, ingredients.language, ingredients.lexicon)
        return replace(sentence, id=f"s{next(number):03}", spoken=said, spoken_in=langs)

    return with_sentences(leaflet, finish)
