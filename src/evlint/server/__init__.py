"""The language server: what `evlint check` says, in the editor, for texts that are not saved yet.

`session` knows the open texts and asks the same linter as the command line; `wiring` alone speaks the protocol. Nothing
here reaches the network.
"""
