"""What a missing target may have meant."""

from __future__ import annotations

import json
from pathlib import Path

from run_evlint import evlint


def test_no_page_is_near_for_the_file_name_that_all_pages_share(tmp_path: Path) -> None:
    """As /call and the first page of irlug.github.io: both are written to an index.html."""
    (tmp_path / "content/adr").mkdir(parents=True)
    (tmp_path / "config.toml").write_text('base_url = "https://x.fr"\n', "utf-8")
    for name in ("_index.md", "adr/_index.md"):
        (tmp_path / "content" / name).write_text("---\ntitle: A\n---\n", "utf-8")
    (tmp_path / "content/a.md").write_text("---\ntitle: A\n---\n\n[x](/call) [y](/adrr/)\n", "utf-8")
    found = json.loads(evlint("check", "--offline", "--no-cache", "--format", "json", cwd=tmp_path).out)["diagnostics"]
    assert [one["help"] for one in found] == [
        "Correct the path, or add what it names to the site.",
        "Did you mean “/adr/”?",
    ]
