"""A small sample that can be approved: one house, one manuscript, its facts. For tests of signing and giving out."""

HOUSE = """\
name = "The Green House"
[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
"""
MANUSCRIPT = """\
---
title: Our garden
information-date: 2026-05
review-by: 2028-05
cover-picture: leaflet
---
## What is new?
[picture: meeting]
There is a new garden in Mill Lane. {G01}
You can feel well there.
"""
FACTS = """\
[[fact]]
id = "G01"
claim = "There is a new garden in Mill Lane"
weight = "A"
source = "The house"
patterns = ["new garden"]
"""
