"""The tricks that save start-up time."""

is_command = False  # whether this process is evlint's own: only there may a trick change what others import
