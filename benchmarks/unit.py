"""The unit U of the benchmark: Python reads every post of a tree and parses its front matter with libyaml, nothing else."""

from __future__ import annotations

import os
import sys

import yaml


def main(tree: str) -> None:
    """Read and parse every post below a folder."""
    for folder, _, names in os.walk(tree):
        for name in names:
            if name.endswith((".md", ".markdown")):
                with open(os.path.join(folder, name), "rb") as file:
                    text = file.read().decode()
                end = text.find("\n---", 4)
                try:
                    yaml.load(text[4:end], Loader=yaml.CSafeLoader)
                except (yaml.YAMLError, ValueError):
                    continue


if __name__ == "__main__":
    main(sys.argv[1])
