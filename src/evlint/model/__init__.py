"""The nouns of evlint: frozen values that every other room passes around. Imports nothing else of evlint."""
