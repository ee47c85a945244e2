"""The house font for pages of tests that bring a style sheet of their own."""

FACES = (
    "@font-face { font-family: Lexend; src: url(asset:lexend.ttf) }"
    "@font-face { font-family: Lexend; font-weight: 700; src: url(asset:lexend-bold.ttf) }"
    "html { font-family: Lexend }"
)
