"""Values of the form are counted from records, by columns as the organ says, and can be listed."""

from datetime import UTC, date, datetime

import pytest

from factories import AgencyFactory, ColumnFactory, ItemFactory, OfficerFactory
from gongkai.fund_services.models import OnlineAccount, ServiceItem
from gongkai.publications.models import FollowerCount, Post
from gongkai.website_reports.operations.filling import FormRefused, assign_column
from gongkai.website_reports.queries.column_uses import used_columns
from gongkai.website_reports.queries.compiling import NoSuchField, compile_form
from gongkai.website_reports.queries.explaining import explain
from hotline.sent_messages import answered, published
from website_reports.filled_forms import AT, ON, YEAR

pytestmark = pytest.mark.django_db
DAY = date(2023, 6, 1)
MOMENT = datetime(2023, 6, 1, 2, tzinfo=UTC)


@pytest.fixture
def agency():
    return AgencyFactory()


def value(agency, key):
    return compile_form(agency, YEAR).values[key]


def test_items_count_in_the_group_of_their_column(agency):
    columns = {
        name: ColumnFactory(agency=agency, name=name)
        for name in ("单位概况", "工作动态", "通知公告", "政策解读", "图解", "媒体评论")
    }
    for number, column in enumerate(columns.values(), start=1):
        ItemFactory.create_batch(number, column=column, published_on=DAY)
    ItemFactory(column=columns["通知公告"], published_on=date(2022, 12, 31))
    ItemFactory(column=columns["通知公告"], published_on=DAY, channel="PRESS")
    ItemFactory(published_on=DAY)
    told = compile_form(agency, YEAR).values
    assert (told["items_overview"], told["items_news"], told["items_catalogue"]) == (1, 8, 12)
    assert told["items_total"] == 21
    kinds = ("materials", "products", "comments", "total")
    assert [told[f"interpretation_{kind}"] for kind in kinds] == [4, 5, 6, 15]
    explained = explain(compile_form(agency, YEAR), "items_news")
    assert explained.count == 8 and len(explained.records(0, 5)) == 5
    assert explained.records(0, 1)[0].on == DAY


def test_an_organ_says_where_a_column_counts(agency):
    clerk = OfficerFactory(agency=agency, clerk=True)
    column = ColumnFactory(agency=agency, name="工作动态")
    ItemFactory.create_batch(3, column=column, published_on=DAY)
    by = {"agency": agency, "officer": clerk, "on": ON, "at": AT}
    assert value(agency, "items_news") == 3 and used_columns(agency)[0].is_default
    assign_column(column=column.pk, group="NONE", interprets="MATERIAL", **by)
    assert value(agency, "items_news") == value(agency, "items_total") == 0
    assert value(agency, "interpretation_materials") == 3
    other = ColumnFactory()
    for key, group in ((other.pk, "NEWS"), (column.pk, "ELSEWHERE")):
        with pytest.raises(FormRefused, match="栏目"):
            assign_column(column=key, group=group, interprets="NONE", **by)


def test_services_posts_and_followers_are_those_of_the_year(agency):
    for number, (offered, withdrawn, online) in enumerate(
        [
            (date(2020, 1, 1), None, date(2021, 1, 1)),
            (date(2020, 1, 1), None, date(2024, 1, 1)),
            (date(2020, 1, 1), date(2023, 3, 1), date(2021, 1, 1)),
            (date(2024, 1, 1), None, None),
        ]
    ):
        ServiceItem.objects.create(
            agency=agency, register_no=f"FW-{number}", name="提取", audience="WORKER",
            offered_from=offered, withdrawn_on=withdrawn, online_from=online,
        )  # fmt: skip
    for number in range(3):
        Post.objects.create(
            agency=agency, register_no=f"WX-{number}", title="图文", origin="OWN", posted_on=DAY
        )
    for number, (day, count) in enumerate([(date(2023, 3, 1), 100), (date(2023, 12, 1), 250)]):
        FollowerCount.objects.create(
            agency=agency, register_no=f"GZ-{number}", counted_on=day, followers=count
        )
    told = compile_form(agency, YEAR).values
    assert (told["service_items"], told["online_items"], told["has_catalogue"]) == (2, 1, True)
    assert (told["wechat_posts"], told["wechat_followers"], told["has_media"]) == (3, 250, True)
    assert value(AgencyFactory(), "has_media") is False


def test_messages_count_as_the_hotline_counts_them(agency):
    clerk, head = (
        OfficerFactory(agency=agency, clerk=True),
        OfficerFactory(agency=agency, head=True),
    )
    published(agency, clerk, head, on=DAY, at=MOMENT)
    answered(agency, clerk, head, on=DAY, at=MOMENT, closes=False)
    told = compile_form(agency, YEAR).values
    names = ("received", "closed", "days", "published")
    assert [str(told[f"messages_{name}"]) for name in names] == ["2", "1", "0.0", "1"]
    listed = explain(compile_form(agency, YEAR), "messages_received")
    texts = [record.text for record in listed.records(0, 9)]
    assert listed.count == 2 and all("赵" not in text for text in texts)


def test_what_has_no_records_says_so(agency):
    with pytest.raises(NoSuchField):
        explain(compile_form(agency, YEAR), "visits")
    assert compile_form(agency, YEAR).values["visits"] is None
    assert value(agency, "site_kind") == "DEPARTMENT"


def test_counting_asks_as_often_however_many_records_there_are(
    agency, django_assert_max_num_queries
):
    for name in ("单位概况", "工作动态", "通知公告"):
        ItemFactory.create_batch(
            3, column=ColumnFactory(agency=agency, name=name), published_on=DAY
        )
    with django_assert_max_num_queries(45):
        compile_form(agency, YEAR)


def test_accounts_open_at_the_end_of_the_year_are_the_registered_users(agency):
    assert value(agency, "registered_users") is None
    for number, (opened, deleted) in enumerate(
        [(MOMENT, None), (MOMENT, MOMENT), (MOMENT, datetime(2024, 3, 1, tzinfo=UTC)),
         (datetime(2024, 1, 2, tzinfo=UTC), None)]
    ):  # fmt: skip
        OnlineAccount.objects.create(
            agency=agency, identity_digest="" if deleted else f"i{number}",
            phone_digest="" if deleted else f"p{number}",
            opened_at=opened, deleted_at=deleted,
        )  # fmt: skip
    assert value(agency, "registered_users") == 2


def test_numbers_that_are_configured_count_where_the_organ_has_set_none(agency, settings):
    settings.GONGKAI_ICP_NO = "某ICP备00000001号"
    settings.GONGKAI_SITE_ID_CODE = "2114000000"
    assert value(agency, "icp_no") == "某ICP备00000001号"
    assert value(agency, "id_code") == "2114000000" and value(agency, "police_no") is None
