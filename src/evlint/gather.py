"""Gathers the facts for each post: which collection, schema, language and zone hold for it, and what the site says.

`World` is made once per run; `facts(document)` is asked once per post. Nothing here touches the disk: files, built-in
schemas and the site come in as values.
"""

from __future__ import annotations
