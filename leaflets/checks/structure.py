"""What a parsed sentence is made of: passives and who does what, statements, and nouns in a row. No library here.

The parser errs on long sentences, so what is found here is worth a look and no verdict.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from leaflets.checks.grammar import Parse, Token

_AUXILIARIES = frozenset({"be", "get"})
_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})

_STATES = frozenset({
    "accustomed", "advanced", "alarmed", "amazed", "annoyed", "ashamed", "based", "bored", "born", "called",
    "complicated", "concerned", "confused", "delighted", "depressed", "determined", "disappointed", "distressed",
    "divorced", "dressed", "embarrassed", "excited", "exhausted", "experienced", "frightened", "frustrated", "gone",
    "interested", "known", "limited", "located", "married", "named", "pleased", "prepared", "qualified", "related",
    "relaxed", "relieved", "retired", "satisfied", "scared", "shocked", "situated", "stressed", "supposed",
    "surprised", "tired", "titled", "upset", "worried",
})  # fmt: skip
"""Forms that say how or where somebody or something is, or its name: without "by", nobody does anything there."""

_STATES_NOW = frozenset({"blocked", "broken", "closed", "crowded", "done", "finished", "frozen", "locked", "lost",
                         "packed", "shut", "stuck"})  # fmt: skip
"""Forms that say how something is after "is" ("is closed on Mondays"), and what was done to it after "was"."""

_OF_THEIR_OWN = frozenset({"ROOT", "conj", "parataxis", "advcl", "ccomp"})
_SAYING = frozenset({"ask", "believe", "explain", "feel", "hope", "know", "mean", "say", "show", "tell", "think",
                     "want", "wonder"})  # fmt: skip
"""What somebody says or thinks is one idea with the saying."""


@dataclass(frozen=True, slots=True)
class Passive:
    """A verb in the passive voice."""

    words: str
    """As the text has it, with what belongs to it: "was not planned"."""
    verb: int
    """The place of the verb in the sentence."""


def passives(parse: Parse) -> tuple[Passive, ...]:
    """The verbs in the passive voice: with a form of "be" or "get", or joined to such a verb by "and" or "or"."""
    verbs = [at for at, token in enumerate(parse) if _is_passive(parse, at, token)]
    joined = [at for at, token in enumerate(parse) if at not in verbs and _joined_to(parse, at, token, verbs)]
    return tuple(Passive(_with_auxiliaries(parse, at), at) for at in sorted(verbs + joined))


def passive_share(parses: Iterable[Parse]) -> float | None:
    """Sentences with a passive verb, from 0 to 1; None where nothing was parsed."""
    found = [bool(passives(parse)) for parse in parses if parse]
    return sum(found) / len(found) if found else None


def who_does_what(parse: Parse, passive: Passive) -> str:
    """One short sentence with the order of an active one: who, does, what; a part the text does not name stays open."""
    agent = next((at for at, token in enumerate(parse) if token.role == "agent" and token.head == passive.verb), None)
    doer = next((at for at, token in enumerate(parse) if token.role == "pobj" and token.head == agent), None)
    target = _child(parse, passive.verb, _PASSIVE_SUBJECTS)
    who = f"“{_phrase(parse, doer)}”" if agent is not None and doer is not None else "who"
    named = target is not None and parse[target].tag not in ("WDT", "WP", "PRP")
    what = f"“{_phrase(parse, target)}”" if named and target is not None else "what"
    return f"Put it in this order: {who}, “{parse[passive.verb].lemma}”, {what}."


def statements(parse: Parse) -> tuple[str, ...]:
    """The statements of a sentence, each as its subject and verb. Who is meant and what is said are no new ones."""
    found = []
    for at, token in enumerate(parse):
        subject = _child(parse, at, _SUBJECTS | _PASSIVE_SUBJECTS)
        infinitive = any(each.tag == "TO" and each.head == at for each in parse)
        if token.role not in _OF_THEIR_OWN or token.pos not in ("VERB", "AUX") or subject is None or infinitive:
            continue
        head = parse[token.head]
        said = token.role == "ccomp" and head.lemma in _SAYING
        if not said and parse[subject].tag not in ("WDT", "WP", "EX"):
            found.append(f"{parse[subject].text} {_with_auxiliaries(parse, at)}")
    return tuple(found)


def noun_stacks(parse: Parse, fewest: int) -> tuple[str, ...]:
    """Nouns in a row, at least so many; rows with a name and only one noun are none."""
    found: list[str] = []
    row: list[Token] = []
    for token in parse:
        row = [*row, token] if token.pos in ("NOUN", "PROPN") else []
        if row and token.role != "compound":
            if len(row) >= fewest and sum(each.pos == "NOUN" for each in row) >= 2:
                found.append(" ".join(each.text for each in row))
            row = []
    return tuple(found)


def _is_passive(parse: Parse, at: int, token: Token) -> bool:
    """Whether a verb has a passive auxiliary, whatever name the parser gave to it, or opens a clause without one."""
    if token.tag not in ("VBN", "VBD") or token.role in ("aux", "amod"):
        return False
    helpers = [each for place, each in enumerate(parse) if each.head == at and place < at]
    passive = any(each.role == "auxpass" for each in helpers) or any(
        each.role == "aux" and each.lemma in _AUXILIARIES and token.tag == "VBN" for each in helpers
    )
    by = any(each.role == "agent" and each.head == at for each in parse)
    used_to = token.text.casefold() == "used" and any(each.text == "to" and each.head == at for each in parse)
    state = (
        used_to or token.text.casefold() in _STATES or (token.text.casefold() in _STATES_NOW and _is_so_now(helpers))
    )
    return (passive or _without_auxiliary(parse, at, token)) and (by or not state)


def _is_so_now(helpers: list[Token]) -> bool:
    """Whether a participle stands after a bare "is", "are" or "got", so that it may say how something is."""
    words = {each.text.casefold() for each in helpers if each.role in ("aux", "auxpass")}
    return bool(words) and words <= {"am", "is", "are", "'s", "'re", "get", "gets", "got"}


def _without_auxiliary(parse: Parse, at: int, token: Token) -> bool:
    """Whether a participle has a clause of its own: "the homes built in 1960", "asked about it, he …"."""
    if token.role not in ("acl", "advcl") or _child(parse, at, _SUBJECTS | frozenset({"dobj"})) is not None:
        return False
    return not any(each.head == at and each.role in ("aux", "auxpass", "mark") for each in parse)


def _joined_to(parse: Parse, at: int, token: Token, verbs: list[int]) -> bool:
    """Whether a participle shares the auxiliary of a passive verb: "is planned and paid for"."""
    if token.role != "conj" or token.tag not in ("VBN", "VBD") or _child(parse, at, _SUBJECTS) is not None:
        return False
    if any(each.role == "aux" and each.head == at for each in parse):
        return False
    head, seen = token.head, {at}
    while head not in seen:
        if head in verbs:
            return True
        seen.add(head)
        head = parse[head].head if parse[head].role == "conj" else head
    return False


def _with_auxiliaries(parse: Parse, at: int) -> str:
    """A verb with the helpers before it: "was not planned"."""
    own = [
        place
        for place, token in enumerate(parse)
        if place == at or (token.head == at and place < at and token.role in ("aux", "auxpass", "neg"))
    ]
    return " ".join(parse[place].text for place in own)


def _child(parse: Parse, head: int, roles: frozenset[str]) -> int | None:
    found = (at for at, token in enumerate(parse) if token.head == head and at != head and token.role in roles)
    return next(found, None)


def _phrase(parse: Parse, head: int) -> str:
    """A noun with the words before it that belong to it."""
    start = min(at for at, token in enumerate(parse) if at == head or (token.head == head and at < head))
    return " ".join(token.text for token in parse[start : head + 1])
