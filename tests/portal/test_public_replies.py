"""Replies of the hotline before the public: nobody named, found by the search, taken back."""

import pytest

from factories import AgencyFactory
from gongkai.hotline.operations.tickets.publishing import withdraw_public_reply
from gongkai.portal.kept_pages import READS_HEADER, RENDERING
from gongkai.search.sources.entries import Announced
from gongkai.search.sources.replies import SOURCE
from hotline.tickets.opened import NOW, ON, public_reply, replied, ticket_office
from portal.reading import text

LIST = "/liuyan/rexian/"


@pytest.fixture
def office(db):
    return ticket_office(AgencyFactory(is_default=True))


def test_what_is_published_names_nobody_and_says_what_it_reads(client, office):
    reply = public_reply(office)
    replied(office, matter="没有公开的诉求")
    client.defaults[RENDERING] = True
    response = client.get(LIST)
    page = text(response)
    assert reply.title in page and "没有公开" not in page and "赵小明" not in page
    assert response[READS_HEADER] == f"replies:{office.agency.pk} site"
    one = client.get(f"{LIST}{reply.pk}/")
    assert reply.answer in text(one) and "赵小明" not in text(one)
    assert one[READS_HEADER] == f"reply:{reply.pk} site"
    assert client.get(f"{LIST}{reply.pk + 99}/").status_code == 404
    assert client.get(f"{LIST}p1/").status_code == 404
    assert "热线答复选登" in text(client.get("/liuyan/xuandeng/"))


def test_what_is_taken_back_is_gone(client, office):
    reply = public_reply(office)
    row = reply.ticket
    withdraw_public_reply(ticket=row, version=row.version, reason="过时", officer=office.head,
                          **NOW)  # fmt: skip
    assert client.get(f"{LIST}{reply.pk}/").status_code == 404
    assert reply.title not in text(client.get(LIST)) and "还没有选登" in text(client.get(LIST))


def test_search_finds_what_is_published_and_nothing_else(office):
    reply = public_reply(office)
    replied(office)
    [entry] = SOURCE.entries(ON)
    assert (entry.key, entry.address) == (f"reply:{reply.pk}", (reply.pk,))
    assert "补缴" in entry.text and "赵小明" not in str(entry)
    change = Announced("ticket_reply.withdrawn", str(reply.pk), office.agency.pk, {})
    assert SOURCE.touched(change) == [f"reply:{reply.pk}"]
    assert SOURCE.touched(change._replace(kind="item.published")) == ()
    assert list(SOURCE.entries(ON, [f"reply:{reply.pk + 99}"])) == []


def test_the_list_takes_as_many_queries_however_long_it_is(
    client, office, django_assert_max_num_queries
):
    for _ in range(5):
        public_reply(office)
    client.get(LIST)
    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_without_an_organ_there_is_no_list(client, db):
    assert client.get(LIST).status_code == 503
