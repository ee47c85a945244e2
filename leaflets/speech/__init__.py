"""Speech: from a complete leaflet to one recording with the times of its sentences, then to a finished MP3 file."""
