"""Forms in the console: brought by one officer, released by another, seen by no stranger."""

import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from console.conftest import desk
from factories import AgencyFactory, OfficerFactory
from fund_services.centre import make_centre
from gongkai.fund_services.models import FormVersion
from gongkai.rules.service_forms import bundled_forms, written_table

pytestmark = pytest.mark.django_db
HOME = "/console/service-forms/"


@pytest.fixture
def centre(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return make_centre()


def text(response):
    return response.content.decode()


def versions(code="RENT_WITHDRAWAL"):
    return FormVersion.objects.filter(item__code=code).order_by("number")


def test_every_bundled_table_reads_back_from_its_toml():
    for table in bundled_forms().values():
        assert tomllib.loads(written_table(table)) == table


def test_items_and_versions_are_shown_in_a_fixed_number_of_queries(
    centre, django_assert_max_num_queries
):
    client = desk(centre.handler)
    with django_assert_max_num_queries(20):
        page = text(client.get(HOME))
    assert "缴存基数调整" in page and "租赁住房提取" in page and page.count("第1版") == 39
    form = versions().get()
    page = text(client.get(f"{HOME}{form.item_id}/"))
    assert "正在使用" in page and "RENT_WITHDRAWAL" in page
    page = text(client.get(f"{HOME}versions/{form.pk}/"))
    assert "租住房屋坐落" in page and "视情况" in page and "待本中心确认" in page
    table = client.get(f"{HOME}versions/{form.pk}/table/")
    assert tomllib.loads(text(table)) == form.definition


def test_one_brings_a_version_and_another_releases_it(centre):
    form = versions().get()
    toml = written_table({**form.definition, "title": "新的申请表"})
    client = desk(centre.handler)
    address = f"{HOME}{form.item_id}/import/"
    day = {"in_force_from": centre.on.replace(year=2100).isoformat()}
    bad = client.post(address, day | {"text": "title = 1"})
    assert bad.status_code == 400 and "缺少 item" in text(bad) and "title = 1" in text(bad)
    past = client.post(address, {"in_force_from": "2020-01-01", "text": toml})
    assert "早于今天" in text(past)
    brought = client.post(address, day | {"file": SimpleUploadedFile("表.toml", toml.encode())})
    new = versions().last()
    assert brought.url == f"{HOME}versions/{new.pk}/" and new.number == 2
    assert "须由其他人员核对后发布" in text(client.get(brought.url))
    release = f"{brought.url}release/"
    assert client.post(release, day).status_code == 403
    reviewer = desk(centre.reviewer)
    assert "核对无误，发布" in text(reviewer.get(brought.url))
    assert reviewer.post(release, day).status_code == 302
    new.refresh_from_db()
    assert new.released_by == centre.reviewer
    assert "待启用" in text(client.get(f"{HOME}{form.item_id}/"))


def test_forms_to_begin_with_are_installed_from_the_page(centre):
    FormVersion.objects.all().delete()
    head = desk(centre.head)
    assert "有39个事项没有正在使用的表单" in text(head.get(HOME))
    assert head.post(f"{HOME}install/").status_code == 302
    assert FormVersion.objects.count() == 39
    assert desk(centre.handler).post(f"{HOME}install/").status_code == 403


def test_other_organs_see_nothing_of_it(centre):
    form = versions().get()
    other = OfficerFactory(agency=AgencyFactory(), role="SERVICE_REVIEWER")
    no_centre = OfficerFactory(agency=AgencyFactory(kind="OTHER"), role="SERVICE_REVIEWER")
    nobody = OfficerFactory(agency=centre.agency)
    for path in (f"{HOME}{form.item_id}/", f"{HOME}versions/{form.pk}/",
                 f"{HOME}versions/{form.pk}/table/"):  # fmt: skip
        assert desk(other).get(path).status_code == 404
        assert desk(no_centre).get(path).status_code == 403
        assert desk(nobody).get(path).status_code == 403
    release = f"{HOME}versions/{form.pk}/release/"
    assert desk(other).post(release, {"in_force_from": "2100-01-01"}).status_code == 404
