"""Who gets at official documents: strangers, people without a part in it, other organs."""

import pytest
from django.test import Client
from django.urls import reverse

from console.conftest import desk
from gongkai.console.document_urls import urlpatterns
from gongkai.publications.models import OfficialDocument
from gongkai.publications.queries.documents.contents import content_hash
from publications.documents.papers import drafted, issued, submitted
from publications.documents.test_normative import entered
from publications.office import ON

POSTED = {
    "attach-to-document", "act-on-document", "review-document-secrecy", "decide-attribute",
    "reassess-document",
}  # fmt: skip
NAMES = sorted(pattern.name for pattern in urlpatterns)
# What names no document is open to every organ, for its own documents.
GENERAL = {"documents", "document-numbers", "new-document", "reassessments", "normative-documents"}


@pytest.fixture
def addresses(newsroom):
    """Return every address, about the office's own documents."""
    one = issued(newsroom.place)
    row = entered(newsroom.place, 1, ON)
    keys = {"document-file": one.pdf.pk, "normative-document": row.pk}

    def address(name):
        if name in GENERAL:
            return reverse(f"console:{name}")
        args = [keys.get(name, one.pk), *(["issue"] if name == "act-on-document" else [])]
        return reverse(f"console:{name}", args=args)

    return address


def ask(client, name, address):
    return client.post(address) if name in POSTED else client.get(address)


@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_asked_to_sign_in(addresses, name):
    answer = ask(Client(), name, addresses(name))
    assert answer.status_code == 302 and "/login/" in answer["Location"]


@pytest.mark.parametrize("name", NAMES)
def test_who_has_no_part_in_it_is_told_so(addresses, newsroom, name):
    answer = ask(desk(newsroom.bystander), name, addresses(name))
    assert answer.status_code == 403 and "没有权限" in answer.content.decode()


@pytest.mark.parametrize("name", sorted(set(NAMES) - GENERAL))
def test_another_organ_finds_nothing(addresses, newsroom, name):
    answer = ask(desk(newsroom.outsider), name, addresses(name))
    assert answer.status_code == 404
    assert "住房公积金缴存基数" not in answer.content.decode()


def test_the_drafter_passes_nothing_of_his_own_by_any_address(newsroom):
    place = newsroom.place
    for role in ("DEPARTMENT_HEAD", "OFFICE_HEAD", "LEADER", "SECRECY_REVIEWER"):
        place.drafter.appointments.create(role=role, from_on=ON)
    one = submitted(place)
    client, digest = desk(place.drafter), content_hash(one)
    page = client.get(reverse("console:document", args=[one.pk])).content.decode()
    assert "签署通过" not in page and "登记结论" not in page and "由其他人员审签" in page
    for name, fields in (
        ("sign-document", {"verdict": "PASS", "content_hash": digest}),
        (
            "review-document-secrecy",
            {"conclusion": "PUBLIC", "basis": "无", "content_hash": digest},
        ),
        ("decide-attribute", {"attribute": "PROACTIVE", "content_hash": digest}),
    ):
        answer = client.post(reverse(f"console:{name}", args=[one.pk]), fields)
        assert answer.status_code in (400, 403), name
    client.post(
        reverse("console:act-on-document", args=[one.pk, "issue"]), {"version": one.version}
    )
    one = OfficialDocument.objects.get(pk=one.pk)
    assert (one.state, one.document_no) == ("IN_REVIEW", "")
    assert one.review_round.signatures.count() == 0 and not one.secrecy_reviews.exists()


def test_a_draft_is_no_file_of_anybody_else(newsroom):
    one = drafted(newsroom.place)
    answer = desk(newsroom.outsider).get(reverse("console:preview-document", args=[one.pk]))
    assert answer.status_code == 404
