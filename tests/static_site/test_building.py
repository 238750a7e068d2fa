"""A build broken off goes on; one that fails leaves what is served; an export opens from a disk."""

import re
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone

from gongkai.publications.operations.columns import ColumnSettings, add_column
from gongkai.static_site.building import BuildFailed, BuildUnderWay, build
from gongkai.static_site.exporting import ExportRefused, export
from gongkai.static_site.following import follow
from gongkai.static_site.generations import current, discard_next, held, next_generation
from gongkai.static_site.hosts import kept_sites, refused_hosts
from gongkai.static_site.keeping import Keeper, standings
from gongkai.static_site.places import HOSTS, folder
from gongkai.static_site.rendering import NothingRendered, Rendered, Renderer
from publications.office import office, published
from static_site.keeping import built, files_of, the_site

pytestmark = pytest.mark.django_db


class BrokenOff(Exception):
    """Stands for the end of the process."""


@pytest.fixture
def place():
    place = office()
    for number in range(2):
        published(place, title=f"关于第{number + 1}号事项的通知")
    return place


def test_broken_off_anywhere_it_goes_on_and_comes_out_the_same(place):
    site = the_site()

    def stop_at(batch):
        def progress(done, known):
            if done >= batch:
                raise BrokenOff

        return progress

    for batch in (1, 5):
        with pytest.raises(BrokenOff):
            build(site, at=timezone.now(), progress=stop_at(batch))
        assert current(site) is None
    # Half a file of the page that was just being written.
    made = next_generation(site)
    (made.tree.folder / "index.html.9.tmp").write_bytes(b"<p>half")
    made.close()
    # What is published meanwhile is taken over before the switch.
    published(place, title="关于新事项的通知")
    done = build(site, at=timezone.now())
    assert done.resumed > 0
    went_on = files_of(site)
    went_on.pop("index.html.9.tmp")
    built(timezone.now())
    assert went_on == files_of(site)


def test_a_page_that_is_the_same_in_the_next_generation_is_the_same_file(place):
    site = built(timezone.now())
    first = current(site)
    built(timezone.now())
    second = current(site)
    for each in (first, second):
        each.close()
    assert first.number != second.number
    name = f"xinxi/{place.agency.code}/feed.rss"
    one, other = (each.tree.folder / name for each in (first, second))
    assert one.samefile(other) or one.read_bytes() != other.read_bytes()
    # The one before the last is gone with the third.
    built(timezone.now())
    assert not first.tree.folder.exists() and second.tree.folder.exists()


def test_two_builds_do_not_meet(place):
    site = the_site()
    with held(site, "build"), pytest.raises(BuildUnderWay, match="另一个进程"):
        build(site, at=timezone.now())


def test_where_the_program_fails_what_is_served_stays(place, monkeypatch):
    site = built(timezone.now())
    before = files_of(site)
    with monkeypatch.context() as broken:
        broken.setattr(Renderer, "render", lambda self, path: _failed(path))
        with pytest.raises(BuildFailed, match="仍使用原有文件"):
            build(site, at=timezone.now())
        published(place, title="关于新事项的通知")
        follow(site, Renderer(site.base), timezone.now())
    assert files_of(site) == before


def _failed(path):
    return Rendered(path, is_kept=False, has_failed=True)


def test_with_the_database_away_nothing_is_noted_and_the_next_time_does_all(place, monkeypatch):
    site = built(timezone.now())
    published(place, title="关于新事项的通知")

    def away(self, path):
        raise NothingRendered(path)

    with monkeypatch.context() as broken:
        broken.setattr(Renderer, "render", away)
        with pytest.raises(NothingRendered):
            follow(site, Renderer(site.base), timezone.now())
    follow(site, Renderer(site.base), timezone.now())
    ours = files_of(site)
    built(timezone.now())
    assert ours == files_of(site)


def test_standing_is_told(place):
    (standing,) = standings()
    assert standing.generation is None
    site = built(timezone.now())
    (standing,) = standings()
    assert (standing.generation, standing.unread, standing.is_stale) == (1, 0, False)
    assert standing.pages > 20
    add_column(
        agency=place.agency, code="neu", content=ColumnSettings(name="新栏目"),
        officer=place.office_head, on=timezone.localdate(), at=timezone.now(),
    )  # fmt: skip
    assert next(standings()).unread == 1
    assert follow(site, Renderer(site.base), timezone.now()).needs_build
    (standing,) = standings()
    assert (standing.unread, standing.is_stale) == (0, True)


def test_settings_that_every_page_shows_need_a_build(place, settings):
    site = built(timezone.now())
    settings.GONGKAI_ICP_NO = "辽ICP备00000000号"
    assert follow(site, Renderer(site.base), timezone.now()).needs_build
    settings.GONGKAI_ICP_NO = ""
    place.agency.phone = "0429-0000000"
    place.agency.save()
    assert follow(site, Renderer(site.base), timezone.now()).needs_build


def test_what_other_settings_began_is_thrown_away(place, settings):
    site = the_site()
    with pytest.raises(BrokenOff):
        build(site, at=timezone.now(), progress=_break)
    settings.GONGKAI_ICP_NO = "辽ICP备00000000号"
    assert build(site, at=timezone.now()).resumed == 0


def _break(done, known):
    raise BrokenOff


def test_hosts_lead_to_their_files(place, settings):
    settings.ALLOWED_HOSTS = ["testserver", "gk.example.cn", "*.example.cn", "[::1]"]
    (site,) = kept_sites()
    assert site.hosts == ("testserver", "gk.example.cn")
    build(site, at=timezone.now())
    Keeper().follow_all(timezone.now())
    names = {path.name for path in (folder() / HOSTS).iterdir()}
    assert names == {"testserver", "gk.example.cn", "_"}
    assert (folder() / HOSTS / "testserver" / "index.html").is_file()
    settings.ALLOWED_HOSTS = ["testserver"]
    Keeper().follow_all(timezone.now())
    assert {path.name for path in (folder() / HOSTS).iterdir()} == {"testserver", "_"}
    assert refused_hosts() == []


def test_an_export_has_links_that_lead_from_file_to_file(place, tmp_path):
    site = built(timezone.now())
    target = tmp_path / "copy"
    number = export(site, target)
    assert number == sum(path.is_file() for path in target.rglob("*"))
    home = (target / "index.html").read_text(encoding="utf-8")
    assert f'href="./xinxi/{place.agency.code}/' in home
    assert 'href="/' not in home and 'src="/' not in home
    assert 'href="http://testserver/jiansuo/' in home or "jiansuo" not in home
    page = next((target / "xinxi" / place.agency.code).glob("[0-9]*/index.html"))
    text = page.read_text(encoding="utf-8")
    assert 'href="../../../index.html"' in text
    for written in _led(text):
        assert (page.parent / written).resolve().is_file(), written
    with pytest.raises(ExportRefused, match="已经存在"):
        export(site, target)
    export(site, tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert {f"{path}" for path in archive.namelist()} == {
            path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()
        }


def _led(text):
    return [
        each.partition("#")[0]
        for each in re.findall(r'\shref="(\.\.?/[^"]*)"', text)
        if "/static/" not in each
    ]


def test_a_generation_that_is_thrown_away_leaves_nothing(place):
    site = the_site()
    with pytest.raises(BrokenOff):
        build(site, at=timezone.now(), progress=_break)
    discard_next(site)
    left = {path.suffix or path.name for path in Path(site.folder).iterdir()}
    assert left == {".lock"}
