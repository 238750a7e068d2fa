"""The organ's own wrong and sensitive words, in the console."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from console.conftest import desk, notes
from gongkai.audit.models import Entry
from gongkai.publications.models import OwnWord
from gongkai.publications.queries.prechecking import precheck
from publications.office import ON, drafted, office

pytestmark = pytest.mark.django_db
WORDS = "/console/publishing/words/"
WORD = {"wrong": "缴从基数", "right": "缴存基数", "source": "本机关2023年差错通报"}


@pytest.fixture
def place(db):
    """Return an office that publishes."""
    return office()


def taken(client, text, name="词表.csv"):
    """Send a list in."""
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(f"{WORDS}list/", {"file": SimpleUploadedFile(name, data)})


def test_a_word_is_found_by_the_check_until_it_is_taken_out_of_use(place):
    client = desk(place.office_head)
    assert client.post(WORDS, WORD).status_code == 302
    item = drafted(place, body="<p>今年缴从基数调整。</p>")
    assert any(found.matched == "缴从基数" for found in precheck(item, ON).findings)
    word = OwnWord.objects.get()
    assert word.officer == place.office_head
    assert "“缴从基数”已停用" in notes(client.post(f"{WORDS}{word.pk}/remove/"))[-1]
    assert not any(found.matched == "缴从基数" for found in precheck(item, ON).findings)
    client.get(WORDS)
    assert "缴从基数" not in client.get(WORDS).content.decode()
    assert "缴从基数" in client.get(f"{WORDS}?removed=1").content.decode()
    assert client.post(f"{WORDS}{word.pk}/remove/").status_code == 404
    assert {"own_word.added", "own_word.removed"} <= set(
        Entry.objects.values_list("action", flat=True)
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"wrong": "公"}, "应为2至60个字"),
        ({"right": "缴从基数"}, "与错误表述相同"),
        ({"source": ""}, "请填写这一项"),
        ({"wrong": "在用的词"}, "不必重复添加"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(place, changes, told):
    client = desk(place.office_head)
    client.post(WORDS, {**WORD, "wrong": "在用的词"})
    response = client.post(WORDS, {**WORD, **changes})
    page = response.content.decode()
    assert response.status_code == 400 and told in page
    assert 'value="缴存基数"' in page or changes.get("right")
    assert OwnWord.objects.count() == 1


def test_a_list_is_taken_whole_in_any_encoding_and_once(place):
    client = desk(place.leader)
    text = '错误表述,规范表述,依据\n缴从基数,缴存基数,通报\n"帐号","账号","通用规范汉字表"\n\n'
    assert "已加入2条" in notes(taken(client, text.encode("gb18030")))[0]
    assert "已加入1条；2条原已在用" in notes(taken(client, f"{text}登陆,登录,通报\n"))[-1]
    assert OwnWord.objects.count() == 3
    assert Entry.objects.filter(action="own_word.imported").count() == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲乙,丙丁,通报\n戊己,庚辛\n", "第2行：应有三列"),
        ("甲乙,丙丁,通报\n戊,庚辛,通报\n", "第2条：错误表述“戊”"),
        ("错误表述,规范表述,依据\n", "没有读到任何词条"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe\x00\x00", "另存为“CSV"),
        ('甲乙,"丙丁,通报\n', "第1行：应有三列"),
        (("词" * 40 + ",,通报\n") * 9000, "超过1MB"),
    ],
)
def test_a_list_with_a_fault_is_told_and_nothing_of_it_kept(place, text, told):
    response = taken(desk(place.office_head), text)
    assert response.status_code == 400 and told in response.content.decode()
    assert not OwnWord.objects.exists()


def test_words_are_searched_in_sheets(place, django_assert_max_num_queries):
    client = desk(place.office_head)
    taken(client, "\n".join(f"错词{n:03},对词{n:03},通报第{n % 7}号" for n in range(120)))
    assert "共3页" in client.get(WORDS).content.decode()
    page = client.get(f"{WORDS}?q=错词007").content.decode()
    assert "对词007" in page and "对词008" not in page
    with django_assert_max_num_queries(16):
        client.get(WORDS)


def test_only_head_and_leader_change_them(place):
    client = desk(place.drafter)
    assert client.get(WORDS).status_code == 200
    assert client.post(WORDS, WORD).status_code == 403
    assert taken(client, "甲乙,丙丁,通报").status_code == 403
    elsewhere = office()
    desk(elsewhere.office_head).post(WORDS, WORD)
    word = OwnWord.objects.get()
    assert desk(place.office_head).post(f"{WORDS}{word.pk}/remove/").status_code == 404
