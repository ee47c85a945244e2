"""DAISY 2.02: the talking book that players for blind people open, as text and sound."""
