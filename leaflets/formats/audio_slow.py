"""The format `audio-slow`: the same recording, spoken more slowly and with longer pauses."""

from leaflets.formats.audio import recording

FORMAT = recording("audio-slow", "slow")
