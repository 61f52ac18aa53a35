"""The sites that the checked files belong to: found once per folder, read once per run, and only where it is needed."""

from __future__ import annotations

import os
import posixpath
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, cast

from evlint.cache.dependencies import DependencyRecorder
from evlint.io.config_file import seen_from
from evlint.io.discover import is_aside
from evlint.io.disk_files import DiskFiles, builtin_schema
from evlint.io.looks import Signature, signature_of
from evlint.io.tree import Tree as FileTree
from evlint.model.files import Files
from evlint.model.globs import Globs
from evlint.model.message import Msg
from evlint.model.settings import Settings
from evlint.model.site import NO_SITE, Site
from evlint.pipeline.notices import config_leads_out
from evlint.site.detect import BEGINNINGS, CHILDREN, FARTHEST, FIRST_SIGNS, detect_site, is_passed, site_root_of

if TYPE_CHECKING:
    from evlint.cache.pages import PageCache
    from evlint.model.context import RuleContext, Tree
    from evlint.schema.store import SchemaStore
    from evlint.site.head import Page
    from evlint.site.tree import SiteTree


class _LateTree:
    """A tree of which nothing is recorded, made when a rule first asks it: for one post without local links none does."""

    def __init__(self, make: Callable[[], SiteTree]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> SiteTree:
        return self._make()

    def __getattr__(self, name: str) -> object:
        return getattr(self._made, name)


class Sites:
    """Knows for each file the root of its site (None: no generator's configuration above it), the site, and its tree."""

    def __init__(self, settings: Settings, today: date, tree: FileTree | None = None) -> None:
        """Find nothing yet. `today` is the day by which this run judges, `tree` what it may read (None: what is here)."""
        self.files_tree = tree or FileTree()
        self.today = today
        self.pages: PageCache | None = None  # what earlier runs know of pages, where the run may remember
        self._settings = settings
        # What an earlier run knew of a tree that looks the same: the names of files of a folder, how a file looked.
        self._known_names: Callable[[str], Sequence[str] | None] = lambda _: None
        self._known_signature: Callable[[str], Signature | None] = lambda _: None
        self._roots: dict[str, str | None] = {}
        self._outside: dict[str, bool] = {}  # by folder: whether it lies beside the content of its site
        self._depth: int | None = None  # of the working folder
        self._with_config: dict[str, bool] = {}
        self._excluded: dict[str, Globs | None] = {}
        self._listed: dict[str, frozenset[str]] = {}
        self._folders_listed: set[str] = set()  # those that were listed, and forgotten
        self._sites: dict[str | None, Site] = {}
        self._recorders: dict[str | None, DependencyRecorder] = {}
        self._files: dict[str | None, DiskFiles] = {}
        self._git_lists: dict[str, Sequence[str]] = {}

    def root_of(self, path: str) -> str | None:
        """Return the folder of the site that a file belongs to; None for one beside a site's content, which is no page."""
        folder = os.path.dirname(path)
        if folder not in self._outside:
            root = self._nearest(folder)
            self._outside[folder] = root is not None and self._is_beside_content(root, folder)
        return None if self._outside[folder] else self._roots[folder]

    def _nearest(self, folder: str) -> str | None:
        """Return the nearest folder upwards in which a site begins."""
        if folder not in self._roots:
            self._find_root(folder)
            if self._roots[folder] is None and self._settings.generator is None:
                self._roots[folder] = self._reaching(folder)
        return self._roots[folder]

    def _reaching(self, folder: str) -> str | None:
        """Return the root of a site whose configuration lies beside a folder and says that its content is there."""
        above, _, _ = folder.partition("/")
        if above in ("", ".", "..") or os.path.isabs(folder):
            return None
        for child in CHILDREN:
            if child != above and child in self._names_in(".") and not FIRST_SIGNS.isdisjoint(self._names_in(child)):
                root = self._nearest(child)
                if root == child and self.site(root).root in ("", "."):
                    return root
        return None

    def _is_beside_content(self, root: str, folder: str) -> bool:
        """Tell whether a site publishes its content folders alone, and a folder is none of them."""
        if self._settings.generator is not None or self.site(root).exclude[:1] != ("/*",):
            return False
        return self._matches_exclude(root, f"{folder}/post.md" if folder else "post.md")

    def _find_root(self, folder: str) -> None:
        """Find the root for a folder, and for those above it that it has in common with others."""
        if self._depth is None:
            self._depth = _depth()
        passed: list[str] = []
        if folder.count("/") + self._depth + 2 <= FARTHEST:  # else it matters from where the search begins
            while folder not in self._roots:
                above, _, name = folder.rpartition("/")
                if not above or name in ("", ".", "..") or not is_passed(self._names_in(folder)):
                    break
                passed.append(folder)
                folder = above
        if folder not in self._roots:
            path = os.path.join(folder, "post.md")
            self._roots[folder] = site_root_of(path, self._exists, self._with_config, self._names_in, self._depth)
        for one in passed:
            self._roots[one] = self._roots[folder]

    def _names_in(self, folder: str) -> frozenset[str]:
        """List a folder, once: every folder below asks about those above."""
        listed = self._listed.get(folder)
        if listed is None:
            try:
                listed = frozenset(os.listdir(folder or ".") if self.files_tree.holds_folder(folder) else ())
            except OSError:
                listed = frozenset()
            self._listed[folder] = listed
        return listed

    def _exists(self, path: str) -> bool:
        """Tell whether a file is there."""
        folder, slash, name = path.rpartition("/")
        if not name or name in (".", ".."):
            return self.files_tree.exists(path)
        return name in self._names_in(folder or slash)

    def files(self, root: str | None) -> DiskFiles:
        """Return the files of a site."""
        if root not in self._files:
            self._files[root] = self._disk_files(root or ".")
        return self._files[root]

    def _disk_files(self, folder: str) -> DiskFiles:
        return DiskFiles(folder, self._settings.max_file_size, self.files_tree, self._names_known, self._git_lists.get)

    def _names_known(self, folder: str) -> Sequence[str] | None:
        return self._known_names(folder)  # which a state may set later

    def know_listed(self, lists: Mapping[str, Sequence[str]]) -> None:
        """Take what git listed below folders for the sake of the posts: mostly one of them is the site's own."""
        self._git_lists.update(lists)

    def signature_of(self, path: str) -> Signature | None:
        """Return what tells an unchanged file; None for no plain file of the tree."""
        known = self._known_signature(path)
        if known is not None:
            return known
        return signature_of(path) if self.files_tree.holds(path) else None

    def site(self, root: str | None) -> Site:
        """Return what the site's own configuration says."""
        if root is None and self._settings.generator is None:
            return NO_SITE
        if root is None:  # the configuration names what no file tells
            root = self._settings.root
        if root not in self._sites:
            site = detect_site(self.recorder(root).site_files(), root, self._settings.generator)
            if site.home:  # its content lies above its configuration
                self._files[root] = self._disk_files(site.root)
                self._recorders.pop(root)
                site = detect_site(self.recorder(root).site_files(), root, self._settings.generator)
            listed = (posixpath.join(root, name) for name in sorted(BEGINNINGS.intersection(self._names_in(root))))
            told = [
                config_leads_out(path) for path in map(posixpath.normpath, listed) if not self.files_tree.holds(path)
            ]
            site = site._replace(faults=(*told, *site.faults)) if told else site
            self._sites[root] = site._replace(here=seen_from(site.root)) if site.root.startswith("..") else site
        return self._sites[root]

    def faults(self) -> list[Msg]:
        """Return what is broken in the configurations that were read, each once."""
        found: list[Msg] = []
        for site in self._sites.values():
            found += [fault for fault in site.faults if fault not in found]
        return found

    def recorder(self, root: str | None) -> DependencyRecorder:
        """Return the site's tree wrapped in a dependency recorder."""
        if root not in self._recorders:
            self._recorders[root] = DependencyRecorder(
                lambda files: self._tree(root, files), self.files(root), self.today, self.root_of
            )
        return self._recorders[root]

    def tree(self, root: str | None) -> Tree:
        """Return the tree that rules ask; what they ask is recorded, where the run remembers anything."""
        return self.recorder(root) if self._remembers else cast("Tree", _LateTree(lambda: self.site_tree(root)))

    @property
    def _remembers(self) -> bool:
        return self.pages is not None

    def site_tree(self, root: str | None) -> SiteTree:
        """Return the tree itself, for the index: what is asked there is recorded for no post."""
        return self.recorder(root).tree_itself()

    def read_heads(self, files: Sequence[str]) -> None:
        """Read the heads of the pages of each site that mostly consists of `files`, once for all processes."""
        for root, count in Counter(map(self.root_of, files)).items():
            if root is not None:
                self.site_tree(root).read_heads(2 * count)

    def page(self, root: str | None, path: str, text: str) -> Page:
        """Return what the tree knows of a page with this text."""
        return self.site_tree(root).place.page_of_text(path, text)

    def may_name(self, root: str | None) -> Callable[[str], bool] | None:
        """Return what tells of a key whether its value may name something in a data file; None where posts are remembered.

        A data file may come to the site while a post stays as it is.
        """
        return None if self._remembers else self.site_tree(root).place.may_name

    def schemas(self, root: str | None) -> SchemaStore:
        """Return the schemas that posts of a site may name; the files that they are read from are recorded."""
        from evlint.schema.store import SchemaStore

        recorder = self.recorder(root)
        return SchemaStore(recorder.file, builtin_schema, recorder.names, recorder.inside)

    def recording(self, root: str | None, context: RuleContext) -> RuleContext:
        """Return the same context, of which reading today's date is recorded, where the run remembers anything."""
        return self.recorder(root).context(context) if self._remembers else context

    def _tree(self, root: str | None, files: Files) -> SiteTree:
        from functools import partial

        from evlint.parse import parse
        from evlint.site.tree import SiteTree

        site = self.site(root)
        read = partial(parse, markdown=site.markdown, yaml=site.yaml)
        asked = files if self._remembers else self.files(root)  # else what was asked of the disk is kept for nobody
        return SiteTree(asked, site, self._settings.links, read, self.pages, self.today)

    def forget_lists(self) -> None:
        """Let go of what folders hold: where the sites of all files are known, hardly anybody asks again."""
        self._folders_listed.update(self._listed)
        self._listed.clear()

    def forget_trees(self) -> None:
        """Let go of the trees: who asks again has them made again, of the same names."""
        self._recorders.clear()

    def looked_at(self) -> Iterator[str]:
        """Yield the folders that were listed, and every file and folder of the sites: what a run over them depends on."""
        yield from self._folders_listed.union(self._listed)
        for files in self._files.values():
            yield from files.names()
            yield from files.folders()

    def folders(self) -> tuple[Mapping[str, str | None], Mapping[str, bool]]:
        """Return the nearest site of each folder, and whether the folder lies beside its content, as far as was asked."""
        return self._roots, self._outside

    def names(self) -> Mapping[str, Sequence[str]]:
        """Return the names of files by the folder that was listed for them."""
        return {files.root: files.names() for files in self._files.values()}

    def know(
        self,
        roots: Mapping[str, str | None],
        beside: Mapping[str, bool],
        names: Callable[[str], Sequence[str] | None],
        signature: Callable[[str], Signature | None],
    ) -> None:
        """Take what an earlier run knew of a tree that looks the same.

        That is the nearest site of each folder, whether a folder lies `beside` the content of its site, the names of the
        files of a folder (None: they were not listed), and what tells an unchanged file (None: it is to be looked at).
        """
        self._roots.update(roots)
        self._outside.update(beside)
        self._known_names, self._known_signature = names, signature

    def save_pages(self) -> None:
        """Keep for later runs what this one learnt of pages."""
        if self.pages is not None:
            self.pages.save()

    def excludes(self, path: str) -> bool:
        """Tell whether the site's own configuration keeps a file out of the site, or the file can be part of none."""
        if self.is_aside(path):
            return True
        root = self._nearest(os.path.dirname(path))
        return root is not None and self._matches_exclude(root, path)

    def is_aside(self, path: str) -> bool:
        """Tell whether a file is part of no site, whoever builds it (see `discover.is_aside`)."""
        return is_aside(path, self._names_in)

    def _matches_exclude(self, root: str, path: str) -> bool:
        if root not in self._excluded:
            patterns = self.site(root).exclude
            self._excluded[root] = Globs(patterns) if patterns else None
        excluded = self._excluded[root]
        if excluded is None:
            return False
        root = self.site(root).root or "."
        prefix = "" if root in ("", ".") else root + "/"
        if path.startswith(prefix) and path[:1] != "/" and "//" not in path and "/." not in path and path[:2] != "..":
            return excluded.match(path[len(prefix) :])  # the usual case, at a tenth of the price
        return excluded.match(os.path.relpath(path, root).replace(os.sep, "/"))


def _depth() -> int:
    """Return how many folders the working folder lies below the root of the disk."""
    try:
        return len([part for part in os.getcwd().replace(os.sep, "/").split("/")[1:] if part])
    except OSError:  # the working folder is gone
        return sys.maxsize
