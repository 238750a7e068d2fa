"""Sites kept as files in a test: built, followed, compared."""

from gongkai.static_site.building import build
from gongkai.static_site.following import follow
from gongkai.static_site.generations import current
from gongkai.static_site.hosts import kept_sites
from gongkai.static_site.rendering import Renderer


def the_site():
    """Return the only site there is."""
    (site,) = kept_sites()
    return site


def built(at):
    """Return the only site with all its files made anew."""
    site = the_site()
    build(site, at=at)
    return site


def followed(site, at):
    """Return what following the outbox did; where everything has to be made anew, it is."""
    done = follow(site, Renderer(site.base), at)
    if done.needs_build:
        build(site, at=at)
    return done


def files_of(site):
    """Return the bytes of every file that is served, packed ones too, by name."""
    generation = current(site)
    generation.close()
    folder = generation.tree.folder
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def record_of(site):
    """Return digest and size of every kept page by the record."""
    generation = current(site)
    try:
        return {path: (digest, size) for path, digest, size in generation.record.kept()}
    finally:
        generation.close()


def marks_of(site):
    """Return number and time of every file: a file written anew has others."""
    generation = current(site)
    generation.close()
    folder = generation.tree.folder
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".gz":
            told = path.stat()
            found[path.relative_to(folder).as_posix()] = (told.st_ino, told.st_mtime_ns)
    return found
