"""Cards to hand out: A6, four on a sheet of A4, with codes, contacts and help now."""

from leaflets.outreach.edition import card_format

FORMAT = card_format("handout")
