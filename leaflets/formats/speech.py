"""The part format `speech`: the recording as it was spoken, and the time of each sentence.

Audio takes its sound from here; so will every other format with sound. No sample moves after this.
"""

from collections.abc import Mapping

from leaflets import languages, voices
from leaflets.findings import LeafletError
from leaflets.formats import Edition, Files, Format, Measured, TimeLimit
from leaflets.model import Leaflet
from leaflets.speech.script import Wishes, chapter_titles, furniture, script
from leaflets.speech.timings import from_json, to_json
from leaflets.voices import Speak, Voice

SOUND, TIMINGS = "sound.pcm", "timings.json"


def write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """The sound, not yet mastered, and its timings. Raises LeafletError when the voice fails."""
    # Imported when they are asked, with numpy: a build looks at every format before its first job is at work.
    from leaflets.speech.assemble import Spoken, assemble
    from leaflets.speech.lossless import to_bytes
    from leaflets.speech.say import Speaker, say

    voice, speak = _speaker(edition, leaflet.lang)
    if voice.language and voice.language != leaflet.lang.split("-")[0]:
        raise LeafletError(f"The voice “{voice.name}” does not speak “{leaflet.lang}”. Choose another one.")
    language, wishes = languages.load(leaflet.lang), Wishes(edition.spoken_pictures)
    told = script(leaflet, language, wishes)
    others = {lang: _speaker(edition, lang) for lang in sorted({lang for line in told for lang in line.langs if lang})}
    lines, sounds = say(told, language, Speaker(voice, speak, others), edition.pace)
    library = next(sound.library for sound in sounds if sound is not None)
    how = Spoken(leaflet.lang, voice, voices.versions(voice, library), edition.pace)
    samples, timings = assemble(lines, sounds, chapter_titles(leaflet), how)
    return {SOUND: to_bytes(samples, timings.rate_hz), TIMINGS: to_json(timings)}


def _speaker(edition: Edition, lang: str) -> tuple[Voice, Speak]:
    from leaflets.speech.kept import keeping

    usual, speak = voices.speaking(edition.voice, lang)
    return usual.at(edition.pace), keeping(speak)


def read_back(files: Files) -> str:
    return "\n".join(cue.display for cue in from_json(files[TIMINGS]).cues)


def measure(files: Files) -> Measured:
    return {"seconds": round(from_json(files[TIMINGS]).seconds, 1)}


FORMAT = Format(
    edition=Edition("speech"),
    write=write,
    read_back=read_back,
    furniture=lambda leaflet, edition: furniture(
        leaflet, languages.load(leaflet.lang), Wishes(edition.spoken_pictures)
    ),
    measure=measure,
    made_with=("pyttsx3", "espeakng-loader", "hibari-tts", "onnxruntime", "numpy"),
    data=(
        "leaflets/voices/*.toml",
        "leaflets/speakers/*.py",
        "leaflets/speech/pauses.toml",
        "leaflets/languages/*.toml",
    ),
    environment=("LEAFLETS_VOICES",),
    lacks_language=voices.lacks_voice,
    # A voice has limits of its own, and tells more: 5 s a sentence, twice, and as many sentences about pictures.
    time_limit=TimeLimit(sentence_s=20.0),
)
