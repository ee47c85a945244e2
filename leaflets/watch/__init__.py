"""The preview that follows every save: pages made in memory, given out to browsers on this computer only."""
