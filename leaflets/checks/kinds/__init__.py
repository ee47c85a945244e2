"""The kinds of easy-read rule: each finds its faults in a complete leaflet. What is a fault stands in `rules/`."""

from collections.abc import Callable, Iterator, Mapping

from leaflets.checks.kinds import parsed, pictures, sentences, signs, whole, wording
from leaflets.checks.rule import Fault, Reading, Rule

Kind = Callable[[Rule, Reading], Iterator[Fault]]

KINDS: Mapping[str, Kind] = {
    "words-per-sentence": sentences.words_per_sentence,
    "pattern": sentences.pattern,
    "link-words": sentences.link_words,
    "acronym": sentences.acronym,
    "capitals": sentences.capitals,
    "joining-words": sentences.joining_words,
    "list-in-sentence": sentences.list_in_sentence,
    "date-without-year": sentences.date_without_year,
    "double-negative": sentences.double_negative,
    "pronoun-start": sentences.pronoun_start,
    "hard-word": wording.hard_word,
    "hard-to-know": wording.hard_to_know,
    "rather-hard": wording.rather_hard,
    "glossary-word": wording.glossary_word,
    "listed": wording.listed,
    "one-name": wording.one_name,
    "share-outside": wording.share_outside,
    "passive": parsed.passive,
    "passive-share": parsed.passive_share,
    "ideas": parsed.ideas,
    "noun-stack": parsed.noun_stack,
    "grammar-missing": parsed.grammar_missing,
    "picture-missing": pictures.picture_missing,
    "cover-picture": pictures.cover_picture,
    "picture-unknown": pictures.picture_unknown,
    "picture-again": pictures.picture_again,
    "picture-words": pictures.picture_words,
    "alt-text": pictures.alt_text,
    "sign-not-in-font": signs.sign_not_in_font,
    "unseen-sign": signs.unseen_sign,
    "piled-accents": signs.piled_accents,
    "mean-words": whole.mean_words,
    "grade": whole.grade,
    "length": whole.length,
    "row-length": whole.row_length,
    "rows-under-heading": whole.rows_under_heading,
    "headings-ask": whole.headings_ask,
    "speaks-to-reader": whole.speaks_to_reader,
    "box-missing": whole.box_missing,
    "date-missing": whole.date_missing,
    "old-without-notice": whole.old_without_notice,
    "status-without-notice": whole.status_without_notice,
    "review-past": whole.review_past,
}
"""Every kind by the name that rule files use."""
