"""What an organ sets of its site: kept whole as versions, every fault told at once."""

import pytest

from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.outbox.models import Change
from gongkai.sites.models import Site, SiteFile, SiteVersion
from gongkai.sites.operations.refusing import SiteRefused
from gongkai.sites.operations.saving import keep_preview, save_site, use_version
from gongkai.sites.queries.hosts import site_of_agency, site_on
from gongkai.sites.queries.site_content import MenuEntry
from gongkai.sites.queries.versions import versions_of
from publications.office import NOW, office
from sites.making import added, content, document, saved

pytestmark = pytest.mark.django_db


def problems(place, hosts=None, **changes):
    with pytest.raises(SiteRefused) as refused:
        saved(place, hosts=hosts, **changes)
    return {(each.field, each.message) for each in refused.value.problems}


def test_a_version_is_kept_shown_recorded_and_announced(place):
    logo = added(place)
    version = saved(
        place, note="启用新徽标", colour=" #7A1F1F ", logo=logo.pk, id_code="1234567890",
        menu=(MenuEntry("首页", "/"), MenuEntry("", ""), MenuEntry("年报", "/nianbao/")),
    )  # fmt: skip
    shown = site_of_agency(place.agency)
    assert (version.number, shown.version, shown.content.colour) == (1, 1, "#7a1f1f")
    assert [entry.label for entry in shown.content.menu] == ["首页", "年报"]
    picture = shown.content.picture(logo.pk)
    assert (picture.extension, picture.alt_text, picture.width) == ("png", "服务大厅正门", 120)
    assert SiteFile.objects.get().is_public
    entry = Entry.objects.get(action="site.saved")
    assert entry.officer == place.office_head
    assert "主色" in entry.detail["changed"]
    change = Change.objects.get(kind="site.changed")
    assert change.detail["touches"] == ["site"]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(place):
    told = problems(
        place,
        name=" ",
        colour="#7fb2ff",
        id_code="12345",
        report_error_url="http://example.gov.cn/",
        security_contact="找王工",
        logo=99,
        home_columns=("nichts",),
        menu=(
            MenuEntry("这个名称超过了十二个字是不行的", "/nianbao/"),
            MenuEntry("外站", "http://example.com/"),
            MenuEntry("脚本", "javascript:alert(1)"),
            MenuEntry("", "/"),
            MenuEntry("后台", "/console/"),
        ),
    )
    said = "".join(message for _field, message in told)
    fields = {field for field, _message in told}
    assert fields == {
        "name", "colour", "id_code", "report_error_url", "security_contact", "logo",
        "home_columns", "menu",
    }  # fmt: skip
    assert "对比度只有2.2" in said
    assert "应为10位数字，现为“12345”" in said
    assert "主导航第1项“这个名称超过了十二个字是不行的”：名称最多12字" in said
    assert "主导航第3项“javascript:alert(1)”" in said
    assert "主导航第4项：未填写名称" in said
    assert "主导航第5项“/console/”：该地址不对公众开放" in said
    assert not Site.objects.exists()
    assert not SiteVersion.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/",
        "/\\evil.example",
        "https://",
        "https:///x",
        "/a b",
        "ftp://x.cn/",
        "/../x",
    ],
)
def test_a_menu_leads_nowhere_strange(place, target):
    (field, message) = next(iter(problems(place, menu=(MenuEntry("去哪", target),))))
    assert field == "menu"
    assert "主导航第1项" in message


@pytest.mark.parametrize("target", ["/", "/zhuanti/tiqu/", "https://www.gov.cn/zhengce/?a=1"])
def test_a_menu_leads_to_our_paths_and_https(place, target):
    saved(place, menu=(MenuEntry("去处", target),))
    assert site_of_agency(place.agency).content.menu[0].target == target


def test_a_menu_has_eight_entries_at_most(place):
    entries = tuple(MenuEntry(f"第{n}项", "/") for n in range(9))
    assert problems(place, menu=entries) == {("menu", "主导航：最多8项，现为9项，请减少。")}


@pytest.mark.parametrize("colour", ["1f4e8c", "#1f4e8", "red", "#1f4e8c;}", "", "#GGGGGG"])
def test_a_colour_is_a_colour(place, colour):
    ((field, message),) = problems(place, colour=colour)
    assert field == "colour"
    assert "#1f4e8c" in message


def test_a_document_is_no_logo(place):
    file = document(place)
    ((field, _message),) = problems(place, logo=file.pk)
    assert field == "logo"


def test_pictures_of_another_organ_are_not_there(place):
    other = added(office())
    ((field, message),) = problems(place, map_picture=other.pk)
    assert field == "map_picture"
    assert f"编号为{other.pk}" in message


def test_a_plain_mail_address_becomes_what_security_txt_wants(place):
    saved(place, security_contact="anquan@example.gov.cn")
    kept = site_of_agency(place.agency).content.security_contact
    assert kept == "mailto:anquan@example.gov.cn"


def test_hosts_answer_for_their_organ(place, settings, django_assert_num_queries):
    settings.ALLOWED_HOSTS = [".example.gov.cn", "testserver"]
    saved(place, hosts=[" WWW.Example.gov.cn. ", "gjj.example.gov.cn", "", "www.example.gov.cn"])
    with django_assert_num_queries(2):
        found = site_on("GJJ.example.gov.cn")
    assert found.agency == place.agency
    assert found.hosts == ("www.example.gov.cn", "gjj.example.gov.cn")
    saved(place)
    assert site_of_agency(place.agency).hosts == found.hosts
    saved(place, hosts=[])
    assert site_of_agency(place.agency).hosts == ()


def test_a_site_of_which_nothing_is_set_takes_one_question(place, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = site_on("localhost")
    assert (found.agency, found.version, found.content.name) == (
        place.agency, 0, place.agency.name,
    )  # fmt: skip


def test_without_an_organ_or_a_default_one_no_site_answers(db):
    assert site_on("localhost") is None
    office()
    office()
    assert site_on("localhost") is None


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("https://www.example.gov.cn/", "不是有效的域名"),
        ("www.example.gov.cn:8080", "不是有效的域名"),
        ("-a.gov.cn", "不是有效的域名"),
        ("www.nobody.cn", "GONGKAI_HOSTS"),
        ("taken.example.gov.cn", "已是"),
    ],
)
def test_a_host_must_be_valid_free_and_answered(place, settings, host, said):
    settings.ALLOWED_HOSTS = [".example.gov.cn"]
    saved(office(), hosts=["taken.example.gov.cn"])
    ((field, message),) = problems(place, hosts=[host])
    assert field == "hosts"
    assert said in message


def test_an_earlier_version_can_be_taken_back(place):
    first, second = added(place), added(place, alt_text="办公楼")
    saved(place, logo=first.pk, note="一")
    saved(place, logo=second.pk, name="新名称", note="二")
    use_version(agency=place.agency, number=1, officer=place.leader, **NOW)
    shown = site_of_agency(place.agency)
    assert (shown.version, shown.content.logo) == (1, first.pk)
    assert [file.is_public for file in SiteFile.objects.order_by("pk")] == [True, False]
    lines = versions_of(place.agency)
    assert [(line.version.number, line.is_current) for line in lines] == [(2, False), (1, True)]
    assert [change.label for change in lines[0].changes] == ["网站名称", "徽标"]
    assert Change.objects.filter(kind="site.changed").count() == 3
    for number, said in ((1, "正在使用"), (7, "没有第7版")):
        with pytest.raises(SiteRefused, match=said):
            use_version(agency=place.agency, number=number, officer=place.leader, **NOW)


@pytest.mark.parametrize("who", ["drafter", "reviewer", "secrecy"])
def test_only_who_sets_the_organ_sets_its_site(place, who):
    given = {"agency": place.agency, "officer": getattr(place, who), **NOW}
    with pytest.raises(NotAllowed, match="设置网站"):
        save_site(content=content(place), **given)
    with pytest.raises(NotAllowed, match="设置网站"):
        keep_preview(content=content(place), **given)
    with pytest.raises(NotAllowed, match="设置网站"):
        use_version(number=1, **given)


def test_a_note_has_its_limit(place):
    with pytest.raises(SiteRefused, match="修改说明：最多200字，现为201字"):
        saved(place, note="长" * 201)
