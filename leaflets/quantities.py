"""Lengths and sizes in words that people know: `4 minutes 11 seconds`, `74 KB`. They stand in the language file."""

from itertools import product

from leaflets.languages import Language

_KB, _MB = 1000, 1_000_000
"""As the file managers of phones and most computers count."""


def counted(number: int, noun: str, language: Language) -> str:
    """`1 page`, `8 pages`; `noun` is `page`, `minute` or `second`."""
    return language.say(f"facts-{noun}") if number == 1 else language.say(f"facts-{noun}s", number=number)


def length(seconds: float, language: Language) -> str:
    """Minutes and seconds, at least one second; a part that is nought is left out."""
    parts = zip(divmod(max(1, round(seconds)), 60), ("minute", "second"), strict=True)
    return " ".join(counted(number, noun, language) for number, noun in parts if number)


def size(number_of_bytes: int, language: Language) -> str:
    """KB under 1 MB, else MB with one decimal; the language says how a decimal is written."""
    kilobytes = max(1, (number_of_bytes + _KB // 2) // _KB)
    if kilobytes < _MB // _KB:
        return language.say("facts-kb", number=kilobytes)
    whole, tenth = divmod((number_of_bytes + _MB // 20) // (_MB // 10), 10)
    return language.say("facts-mb", whole=whole, tenth=tenth)


def lengths(language: Language) -> tuple[str, ...]:
    """Every form that `length` can take, `{number}` where a number stands."""
    number = "{number}"
    minutes = ("", language.say("facts-minute"), language.say("facts-minutes", number=number))
    seconds = ("", language.say("facts-second"), language.say("facts-seconds", number=number))
    return tuple(" ".join(filter(None, pair)) for pair in product(minutes, seconds) if any(pair))


def sizes(language: Language) -> tuple[str, ...]:
    """Every form that `size` can take, `{number}` where a number stands."""
    number = "{number}"
    return language.say("facts-kb", number=number), language.say("facts-mb", whole=number, tenth=number)
