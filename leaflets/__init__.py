"""Turns news articles into easy-read leaflets in every format a reader may need."""
