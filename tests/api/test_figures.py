"""The catalogue of figures: every one with its definition; columns only where an organ is named."""

import pytest

from factories import AgencyFactory, ColumnFactory
from gongkai.annual_reports.figures.catalogue import STANDING

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/figures/"


def test_every_figure_says_what_it_means_and_where_that_comes_from(client):
    content = client.get(ADDRESS).json()
    assert [line["path"] for line in content] == list(STANDING)
    for line in content:
        assert line["label"] and line["definition"] and line["source"], line
        # Names are listed, not counted.
        assert line["unit"] or line["path"].endswith(".names"), line
    satisfied = next(line for line in content if line["path"] == "tickets.satisfied")
    assert satisfied["out_of"] == "tickets.rated"


def test_an_organs_own_columns_are_added_where_it_is_named(client):
    ColumnFactory(agency=AgencyFactory(code="gjj"), code="news", name="新闻发布")
    labels = {line["path"]: line["label"] for line in client.get(f"{ADDRESS}?agency=gjj").json()}
    assert labels["site.columns.news"] == "网站栏目：新闻发布"
    assert "site.columns.news" not in str(client.get(ADDRESS).content)


@pytest.mark.parametrize("code", ["none", "%FF", "%00", "9" * 400, "gjj' or 1=1"])
def test_an_unknown_organ_is_refused_without_naming_the_others(client, code):
    AgencyFactory(code="gjj")
    response = client.get(f"{ADDRESS}?agency={code}")
    assert response.status_code == 404
    assert response.json() == {"detail": "没有这个机构代码的机关。"}
