"""Print for outreach workers: posters, cards to hand out, and the cover sheet of a pack to print."""
