"""JSON Schema for front matter: compiled once, judged fast, told in an author's words. Pure: files come in as functions."""
