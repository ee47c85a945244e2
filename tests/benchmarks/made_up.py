"""Any number of different manuscripts about made-up clubs and services, as a network would publish them.

Each is written from the same patterns with other names, days, places and words, so hardly a sentence comes twice. They
pass every check that stops a leaflet. Nobody and nothing in them is real.
"""

from itertools import product
from pathlib import Path
from random import Random

PLACES = ("Alder", "Birch", "Cedar", "Elm", "Fern", "Hazel", "Holly", "Ivy", "Juniper", "Larch", "Maple", "Oak")
THINGS = ("Garden", "Choir", "Café", "Library", "Walk", "Kitchen", "Workshop", "Cinema", "Pool")
ACTS = ("plant flowers", "sing songs", "drink tea", "read books", "walk in the park", "cook a meal", "make things",
        "watch films", "swim")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PICTURES = ("leaflet", "question", "phone", "website", "person", "staff", "survey", "carer", "trust", "framework")
SENTENCES = (
    "The {name} is for people in {place}.", "You can {act} on {day}.", "We meet at {hour} in the {room}.",
    "You can bring a friend to the {name}.", "It does not cost money on {day}.", "A {person} can help you to {act}.",
    "Tell the {person} what you like.", "You can stay for {count} hours.", "Some people come by bus {number}.",
    "The door of the {room} is {colour}.", "You can sit in the {room} if you are tired.",
    "There is tea and {food} at the {name}.", "The {person} speaks {language}.", "You can ask for a {colour} card.",
    "The card for the {name} has a number.", "We have {count} big tables in the {room}.",
    "You can {act} alone or with us.", "People told us that they like the {room}.",
    "We will tell you about {day} in a letter.", "The letter is {colour} and easy to read.",
)  # fmt: skip
WORDS = {
    "room": ("hall", "house", "big room", "small room", "green room", "kitchen", "office", "tent"),
    "person": ("helper", "teacher", "nurse", "cook", "driver", "gardener", "leader"),
    "colour": ("blue", "red", "green", "yellow", "white", "black", "brown"),
    "food": ("cake", "bread", "fruit", "soup", "cheese", "rice", "eggs"),
    "language": ("English", "Polish", "Welsh", "Bengali", "French", "Spanish"),
}
TOPICS = ("What is the {name}?", "Who can come?", "What can you do there?", "What does it cost?", "Who can help you?")
ROWS_OF_A_TOPIC = 5
HOUSE_FILES = ("house.toml", "glossary.en-GB.toml", "lexicon.en-GB.toml")


def write(folder: Path, count: int) -> None:
    """That many leaflets into a sources folder; the first ones are the same however many there are."""
    names = [(place, thing) for place, thing in product(PLACES, range(len(THINGS)))]
    Random(7).shuffle(names)
    for number, (place, thing) in enumerate(names[:count]):
        slug = f"{place}-{THINGS[thing]}".lower().replace("é", "e")
        (folder / slug).mkdir(parents=True)
        text = manuscript(f"{place} {THINGS[thing]}", f"{place} Town", ACTS[thing], Random(number))
        (folder / slug / "leaflet.en-GB.md").write_text(text, encoding="utf-8")


def manuscript(name: str, place: str, act: str, random: Random) -> str:
    """One manuscript of about 300 words."""
    lines = [
        "---",
        f"title: {name}",
        f"subtitle: A place for people in {place}",
        f"cover-line: What you can do | at {name}",
    ]
    lines += [
        f"short-title: {name}",
        "information-date: 2026-03",
        "review-by: 2028-03",
        "status: current",
        "version: 1",
    ]
    lines += ["cover-picture: leaflet", "---", ""]
    sentences = random.sample(SENTENCES, len(SENTENCES)) * 2
    for topic in TOPICS:
        lines += [f"## {topic.format(name=name)}", ""]
        for _ in range(ROWS_OF_A_TOPIC):
            lines.append(f"[picture: {random.choice(PICTURES)}]")
            said = [sentences.pop() for _ in range(random.choice((1, 2))) if sentences]
            lines += [_filled(sentence, name, place, act, random) for sentence in said or [SENTENCES[0]]] + [""]
    return "\n".join(lines)


def _filled(sentence: str, name: str, place: str, act: str, random: Random) -> str:
    chosen = {key: random.choice(words) for key, words in WORDS.items()}
    numbers = {"number": random.randint(20, 400), "count": random.randint(2, 5), "hour": f"{random.randint(1, 6)} pm"}
    return sentence.format(name=name, place=place, act=act, day=random.choice(DAYS), **chosen, **numbers)
