"""网站检索: how the index stands, words that mean the same, words that are asked for."""

import pytest
from django.test import Client
from django.utils import timezone

from console.conftest import desk, notes
from console.visible_text import english_in
from gongkai.audit.models import Entry
from gongkai.outbox.models import Change
from gongkai.search.hot_words import count_words, keep_counts
from gongkai.search.models import AttachedText, SynonymGroup
from gongkai.search.reading import forget_index
from gongkai.search.rebuilding import rebuild
from publications.office import AT, ON

pytestmark = pytest.mark.django_db
PAGE = "/console/search/"


@pytest.fixture(autouse=True)
def index(settings, tmp_path):
    """Keep the index in a folder of the test's own."""
    settings.GONGKAI_INDEX = tmp_path / "index"
    forget_index()
    yield
    forget_index()


def shown(officer):
    return desk(officer).get(PAGE).content.decode()


def test_the_state_of_the_index_is_told(office):
    page = shown(office.clerk)
    assert "检索索引尚未建立" in page and "目前只能检索标题" in page
    rebuild(ON, AT)
    page = shown(office.clerk)
    assert "<dt>条数</dt>" in page and "尚未建立" not in page
    AttachedText.objects.create(
        sha256="0" * 64, name="扫描件.pdf", state="UNREADABLE", fault="没有文字，可能是扫描件",
        asked_at=AT, read_at=AT,
    )  # fmt: skip
    page = shown(office.clerk)
    assert "有1个附件读不出文字" in page and "扫描件.pdf" in page
    assert english_in(page) == []


def test_synonyms_are_added_and_taken_out_of_use(office):
    response = desk(office.clerk).post(PAGE, {"typed": "流水、对账单"})
    assert response.status_code == 302 and "已加入" in notes(response)[0]
    group = SynonymGroup.objects.get()
    assert "流水、对账单" in shown(office.clerk)
    page = shown(office.outsider)
    assert "流水、对账单" in page and f"{PAGE}synonyms/{group.pk}/remove/" not in page
    response = desk(office.outsider).post(f"{PAGE}synonyms/{group.pk}/remove/")
    assert response.status_code == 404
    response = desk(office.head).post(f"{PAGE}synonyms/{group.pk}/remove/")
    assert "已停用" in notes(response)[0]
    assert desk(office.head).post(f"{PAGE}synonyms/{group.pk}/remove/").status_code == 404
    entries = Entry.objects.filter(action__startswith="synonyms").order_by("pk")
    assert list(entries.values_list("action", flat=True)) == ["synonyms.added", "synonyms.removed"]


@pytest.mark.parametrize("typed", ["", "提取", "提取、" + "长" * 30, "%、%", "a\x00b、c"])
def test_useless_words_come_back_as_typed(office, typed):
    response = desk(office.clerk).post(PAGE, {"typed": typed})
    assert response.status_code == 400
    assert not SynonymGroup.objects.exists()
    if len(typed) > 1 and "\x00" not in typed:
        assert f'value="{typed}"' in response.content.decode()


def test_who_may_not_sees_no_forms_and_changes_nothing(office):
    page = shown(office.retired)
    assert "添加同义词" not in page and f"{PAGE}rebuild/" not in page
    assert desk(office.retired).post(PAGE, {"typed": "甲乙、丙丁"}).status_code == 403
    assert desk(office.retired).post(f"{PAGE}rebuild/").status_code in (302, 403)
    assert not SynonymGroup.objects.exists() and not Change.objects.filter(kind="search.rebuild")
    assert desk(office.nobody).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_a_rebuild_is_announced_to_every_node(office):
    response = desk(office.head).post(f"{PAGE}rebuild/")
    assert "已安排重建" in notes(response)[0]
    assert Change.objects.filter(kind="search.rebuild").count() == 1
    assert Entry.objects.filter(action="search.rebuild").count() == 1


def test_words_asked_for_are_shown(office):
    for visitor in range(6):
        for word, found in (("提取", True), ("二手房网签", False)):
            count_words([word], was_found=found, visitor=str(visitor), on=timezone.localdate(),
                        stands_in_title=lambda _: True)  # fmt: skip
    keep_counts()
    page = shown(office.clerk)
    assert '<th scope="row">提取</th><td>4</td>' in page
    assert '<th scope="row">二手房网签</th><td>2</td>' in page
