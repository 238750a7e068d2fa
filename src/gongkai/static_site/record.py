"""What is known of each kept page: what it reads, where it leads, until when it holds.

An SQLite file beside the files themselves: both are a copy that can be made anew, on each node its
own, and the application's database has nothing to do with it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gongkai.static_site.rendering import Rendered

_FORMAT = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, state INTEGER NOT NULL,
    digest TEXT NOT NULL DEFAULT '', size INTEGER NOT NULL DEFAULT 0, until REAL
);
CREATE INDEX IF NOT EXISTS page_state ON page (state, id) WHERE state <> 1;
CREATE INDEX IF NOT EXISTS page_until ON page (until) WHERE until IS NOT NULL;
CREATE TABLE IF NOT EXISTS read (
    subject TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (subject, page)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS read_page ON read (page);
CREATE TABLE IF NOT EXISTS link (
    target INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (target, source)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS link_source ON link (source);
"""
_MOST_NAMED = 500


# What is known of a path that a page leads to: nobody has looked yet, it is kept, only the program
# can answer it, it answers nothing.
UNSEEN, KEPT, LIVE, NOTHING = range(4)


class Record:
    """The record of one generation; one process writes it, others may read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._rows = sqlite3.connect(file, timeout=30, isolation_level=None)
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.execute("PRAGMA synchronous=NORMAL")
        if self.fact("format") is None:
            self._rows.executescript(_TABLES)
            self.set_fact("format", _FORMAT)

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing of it."""
        self._rows.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._rows.execute("ROLLBACK")
            raise
        self._rows.execute("COMMIT")

    def fact(self, name: str) -> str | None:
        """Return what is noted of the whole; None where nothing is."""
        try:
            row = self._rows.execute("SELECT value FROM fact WHERE name = ?", [name]).fetchone()
        except sqlite3.OperationalError:
            return None
        return str(row[0]) if row else None

    def set_fact(self, name: str, value: object) -> None:
        """Note something of the whole."""
        self._rows.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", [name, str(value)])

    def states(self, paths: Iterable[str]) -> dict[str, int]:
        """Return what is known of paths; unknown ones are left out."""
        wanted = list(dict.fromkeys(paths))
        found: dict[str, int] = {}
        for some in _portions(wanted):
            marks = ",".join("?" * len(some))
            rows = self._rows.execute(
                f"SELECT path, state FROM page WHERE path IN ({marks})",  # noqa: S608
                some,
            )
            found.update(dict(rows))
        return found

    def reading(self, subjects: Iterable[str]) -> set[str]:
        """Return the kept pages that read one of the subjects."""
        found: set[str] = set()
        for some in _portions(list(subjects)):
            marks = ",".join("?" * len(some))
            rows = self._rows.execute(
                "SELECT DISTINCT path FROM read JOIN page ON page.id = read.page"
                f" WHERE subject IN ({marks})",
                some,
            )
            found.update(path for (path,) in rows)
        return found

    def past(self, moment: float) -> set[str]:
        """Return the kept pages that held until a moment, or an earlier one."""
        rows = self._rows.execute("SELECT path FROM page WHERE until <= ?", [moment])
        return {path for (path,) in rows}

    def unanswered(self) -> set[str]:
        """Return the paths that kept pages lead to and that answered nothing when asked."""
        rows = self._rows.execute(
            "SELECT path FROM page WHERE state = ?"
            " AND EXISTS (SELECT 1 FROM link WHERE target = page.id)",
            [NOTHING],
        )
        return {path for (path,) in rows}

    def unseen(self, most: int) -> list[str]:
        """Return paths nobody has looked at yet, in the order they were found."""
        rows = self._rows.execute(
            "SELECT path FROM page WHERE state = 0 ORDER BY id LIMIT ?", [most]
        )
        return [path for (path,) in rows]

    def counts(self) -> tuple[int, int, int]:
        """Return how many pages are kept, their bytes, and how many paths are to be looked at."""
        kept, size = self._rows.execute(
            "SELECT count(*), coalesce(sum(size), 0) FROM page WHERE state = 1"
        ).fetchone()
        waiting = self._rows.execute("SELECT count(*) FROM page WHERE state = 0").fetchone()[0]
        return kept, size, waiting

    def kept(self) -> Iterator[tuple[str, str, int]]:
        """Yield path, SHA-256 and size of every kept page."""
        yield from self._rows.execute(
            "SELECT path, digest, size FROM page WHERE state = 1 ORDER BY path"
        )

    def add(self, paths: Iterable[str]) -> None:
        """Note paths to be looked at; those known stay as they are."""
        self._rows.executemany(
            "INSERT OR IGNORE INTO page (path, state) VALUES (?, 0)", [(path,) for path in paths]
        )

    def note(self, page: Rendered) -> set[str]:
        """Note what a path answered; return the paths it led to and no longer does."""
        state = KEPT if page.is_kept else LIVE if page.is_live else NOTHING
        key = self._rows.execute(
            "INSERT INTO page (path, state, digest, size, until) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET state = excluded.state, digest = excluded.digest,"
            " size = excluded.size, until = excluded.until RETURNING id",
            [page.path, state, page.digest, page.size, page.until],
        ).fetchone()[0]
        reads = page.reads if page.is_kept else frozenset()
        held = {
            row[0] for row in self._rows.execute("SELECT subject FROM read WHERE page=?", [key])
        }
        self._rows.executemany(
            "DELETE FROM read WHERE subject = ? AND page = ?", [(s, key) for s in held - reads]
        )
        self._rows.executemany("INSERT INTO read VALUES (?, ?)", [(s, key) for s in reads - held])
        return self._link(key, set(page.links))

    def hold_until(self, path: str, moment: float) -> None:
        """Have a page rendered anew at a moment."""
        self._rows.execute("UPDATE page SET until = ? WHERE path = ?", [moment, path])

    def unlinked(self, paths: Iterable[str], seeds: Sequence[str]) -> set[str]:
        """Return those of some paths that no way leads to any more from where one begins."""
        return {path for path in paths if path not in seeds and not self._is_reached(path, seeds)}

    def forget(self, path: str) -> set[str]:
        """Strike a path off; return what it led to."""
        row = self._rows.execute("SELECT id FROM page WHERE path = ?", [path]).fetchone()
        if row is None:
            return set()
        lost = self._link(row[0], set())
        self._rows.execute("DELETE FROM read WHERE page = ?", row)
        self._rows.execute("DELETE FROM link WHERE target = ?", row)
        self._rows.execute("DELETE FROM page WHERE id = ?", row)
        return lost

    def _link(self, source: int, targets: set[str]) -> set[str]:
        held = dict(
            self._rows.execute(
                "SELECT path, id FROM link JOIN page ON page.id = link.target WHERE source = ?",
                [source],
            )
        )
        lost = held.keys() - targets
        self._rows.executemany(
            "DELETE FROM link WHERE target = ? AND source = ?",
            [(held[path], source) for path in lost],
        )
        new = sorted(targets - held.keys())
        self.add(new)
        for some in _portions(new):
            marks = ",".join("?" * len(some))
            self._rows.execute(
                f"INSERT OR IGNORE INTO link SELECT id, ? FROM page WHERE path IN ({marks})",  # noqa: S608
                [source, *some],
            )
        return set(lost)

    def _is_reached(self, path: str, seeds: Sequence[str]) -> bool:
        marks = ",".join("?" * len(seeds))
        begins = {
            row[0]
            for row in self._rows.execute(
                f"SELECT id FROM page WHERE path IN ({marks})",  # noqa: S608
                list(seeds),
            )
        }
        row = self._rows.execute("SELECT id FROM page WHERE path = ?", [path]).fetchone()
        seen: set[int] = {row[0]} if row else set()
        ahead = list(seen)
        while ahead:
            some, ahead = ahead[:_MOST_NAMED], ahead[_MOST_NAMED:]
            marks = ",".join("?" * len(some))
            sources = {
                each[0]
                for each in self._rows.execute(
                    f"SELECT DISTINCT source FROM link WHERE target IN ({marks})",  # noqa: S608
                    some,
                )
            }
            if sources & begins:
                return True
            ahead += sources - seen
            seen |= sources
        return False


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _MOST_NAMED):
        yield values[start : start + _MOST_NAMED]
