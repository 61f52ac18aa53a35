"""JSON Schema for front matter: compiled once, judged fast, told in an author's words. Pure: files come in as functions."""

# Characters of one text that a pattern with look-around is tried on: it may look at all of them again from each. Two
# thousand take milliseconds, a hundred thousand minutes; a longer text is told as too long (EV103).
MOST_TEXT = 2_000
