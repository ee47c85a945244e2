"""Easy read on a cream ground, which many people with dyslexia find calmer than white."""

from leaflets.formats import Edition
from leaflets.paper.edition import with_pictures

FORMAT = with_pictures(Edition("easy-read-cream", design="easy-read", theme="cream"))
