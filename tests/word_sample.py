"""A leaflet with every construct that the model knows, for the tests of the Word format. Contains no test."""

from leaflets import pictures
from leaflets.model import About, Box, Cover, HardWord, Leaflet, Picture, Point, PointKind, Run, Section, Sentence


def words(*runs: Run | str) -> Sentence:
    """A sentence from runs; plain text becomes an unmarked run."""
    return Sentence(tuple(Run(run) if isinstance(run, str) else run for run in runs))


def hard(text: str) -> Run:
    """A hard word."""
    return Run(text, mark="hard")


def stress(text: str) -> Run:
    """A word that must not be missed."""
    return Run(text, mark="stress")


def picture(concept: str, alt: str) -> Picture:
    """A scene under an alternative text of its own, so that tests can tell pictures apart."""
    return Picture(concept, recipe=pictures.scene(concept).recipe, alt=alt)


def row(
    concept: str, alt: str, *sentences: Sentence, kind: PointKind = "row", explained: tuple[HardWord, ...] = ()
) -> Point:
    """A point with its picture."""
    return Point(kind, sentences, picture(concept, alt), explained)


def contact(concept: str, label: str, value: Run | str) -> Point:
    """A label, its value and a sign."""
    return row(concept, label, words(label), words(value), kind="contact")


CARD = HardWord("Library", (words(hard("Library"), ": A library lends books for free."), words("It is open to all.")))


def introduction() -> Section:
    """Rows, a hard word and the notice."""
    notice = Box(
        "notice",
        words("Things have changed"),
        (
            row(
                "clock-changed",
                "A calendar and a warning sign",
                words("This leaflet is about 2019."),
                words("Since then the cards have ", stress("not"), " been made."),
            ),
        ),
    )
    return Section(
        "introduction",
        words("About this leaflet"),
        (
            row(
                "leaflet",
                "A leaflet",
                words("This leaflet is about a new card."),
                words("The card is for the ", hard("library"), "."),
                explained=(CARD,),
            ),
            notice,
            row("hard-words", "A hard word", words("Some words are in ", stress("bold"), ".")),
            row("help-read", "Two people read together", words("You can ask someone to help you read this leaflet.")),
        ),
    )


def topic() -> Section:
    """Two hard words in one row, another language, a link, a wished pause, quotations."""
    second = HardWord("Ward", (words(hard("Ward"), ": A room with beds in a hospital."),))
    return Section(
        "topic",
        words("Who can get the new card?"),
        (
            row("few-people", "Many people", words(Run("Most people ", pause=True), "can get one free of charge.")),
            row(
                "relationships",
                "Two people",
                words("It is ", stress("not"), " for children under 5."),
                words("In Welsh a library is a ", Run("llyfrgell", lang="cy"), "."),
                explained=(CARD, second),
            ),
            row("london", "A map of London", words("You can get the card in ", hard("Richmond upon Thames"), ".")),
            row(
                "talk-two",
                "Two people talk",
                words("Read more on ", Run("our page about cards", link="https://www.example.org/cards"), "."),
            ),
            row(
                "question",
                "A person asks",
                words("Why do I need a new card?"),
                words("The old one is fine & “good”."),
                kind="quote",
            ),
            row("person", "A person", words("Will it cost money?"), kind="quote"),
        ),
    )


def closing() -> Section:
    """Contacts, help now, a row and credits."""
    contacts = Box(
        "contacts",
        words("Contact the Library"),
        (
            contact("phone", "Phone", "020 7946 0123"),
            contact("email", "Email", Run("hello@example.org", link="mailto:hello@example.org")),
            contact("website", "Website", Run("www.example.org/card", link="https://www.example.org/card")),
        ),
    )
    help_now = Box(
        "help-now",
        words("If you need help now"),
        (
            row("call-999", "A phone and an ambulance", words("If a life is in danger, call ", stress("999"), ".")),
            Point("row", (words("For urgent help, call ", stress("111"), "."),)),
        ),
    )
    return Section(
        "closing",
        words("Find out more"),
        (
            contacts,
            help_now,
            row("audio", "Headphones", words("You can also get this leaflet in large print and as audio.")),
            Point("credit", (words("This is version 1 of the leaflet."),)),
            Point("credit", (words("Pictures: OpenMoji (openmoji.org), licence CC BY-SA 4.0, changed by us."),)),
        ),
    )


def leaflet(about: About | None = None) -> Leaflet:
    """Every construct once at least."""
    return Leaflet(
        slug="new-card",
        lang="en-GB",
        cover=Cover(
            title=words("Our new library card"),
            publisher=words("Sutton 1 in 4 Network"),
            subtitle=words("How to get one"),
            line=words("What the card is, and who can get one"),
            date=words("Information from May 2019"),
            picture=picture("meet-three", "Three people talk"),
            logo=picture("network", "Logo of the Network"),
        ),
        sections=(introduction(), topic(), closing()),
        about=about
        or About(information_date="2019-05", publisher="Sutton 1 in 4 Network", short_title="New library card"),
    )
