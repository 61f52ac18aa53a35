"""How Docusaurus resolves what a page names, as the real one does (3.10)."""

from __future__ import annotations

from evlint.api import lint_text

SITE = {
    "docusaurus.config.js": "module.exports = { url: 'https://example.org', baseUrl: '/', onBrokenLinks: 'throw',\n"
    "  presets: [['classic', { docs: {}, blog: {} }]] };\n",
    "package.json": '{"dependencies": {"@docusaurus/core": "3.10.2"}}',
    "docs/catalogs.md": "# Catalogs\n",
    "docs/cli/add.md": "# Add\n",
    "versioned_docs/version-10.x/old.md": "# Old\n",
    "versioned_docs/version-10.x/cli/add.md": "# Add\n",
    "README.md": "# Read me\n",
}


def told(text: str, path: str) -> list[str]:
    """Return the targets that lead nowhere."""
    found = lint_text(f"---\ntitle: A\n---\n\n{text}\n", path=path, files=SITE, select=["EV306"])
    return [one.url or "" for one in found]


def test_a_source_without_a_dot_before_it_is_looked_for_from_its_own_folder_its_plugin_s_and_the_site_s() -> None:
    """As pnpm.io writes them in docs/cli/add.md; `./` and `../` mean the folder of the source alone."""
    links = "[a](catalogs.md) [b](cli/add.md) [c](README.md) [d](./catalogs.md) [e](gone.md) [f](old.md)"
    assert told(links, "docs/cli/remove.md") == ["./catalogs.md", "gone.md", "old.md"]
    assert told("[a](old.md) [b](cli/add.md) [c](catalogs.md)", "versioned_docs/version-10.x/cli/x.md") == [
        "catalogs.md"
    ]


def test_a_page_that_a_language_has_not_is_the_one_of_the_plugin_s_own_folder() -> None:
    """Without a dot before it a target is looked for there too; `./` still means the folder of the source alone."""
    folder = "i18n/fr/docusaurus-plugin-content-docs"
    links = "[a](cli/add.md) [b](catalogs.md) [c](./catalogs.md) [d](old.md) [e](gone.md)"
    assert told(links, f"{folder}/current/intro.md") == ["./catalogs.md", "old.md", "gone.md"]
    assert told(links, f"{folder}/version-10.x/intro.md") == ["catalogs.md", "./catalogs.md", "gone.md"]


def test_what_a_command_of_a_quarto_site_may_copy_is_left_alone() -> None:
    """As in ensae-reproductibilite/website: `post-render: cp -rnv static/. _site/`."""
    config = "project:\n  type: website\n"
    site = {"_quarto.yml": config, "static/whale.png": "", "index.qmd": "# A\n"}
    post = "---\ntitle: A\n---\n\n![](/whale.png) ![](/gone.png)\n"

    def missing() -> list[str]:
        return [one.url or "" for one in lint_text(post, path="chapters/a.qmd", files=site, select=["EV306"])]

    assert missing() == ["/whale.png", "/gone.png"]
    site["_quarto.yml"] = f'{config}  post-render:\n    - "cp -rnv static/. _site/"\n'
    assert missing() == ["/gone.png"]
