"""The drafter tries every way to approve what he wrote: on screen, by address, API, operation."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from playwright.sync_api import expect

from console.conftest import desk
from console.publishing.browsing import signed_in
from console.publishing.conftest import at
from gongkai.agencies.models import Appointment, Role
from gongkai.agencies.permissions import NotAllowed
from gongkai.publications.models import Item, SecrecyReview
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.publishing import publish_due, publish_item
from gongkai.publications.operations.secrecy import review_secrecy
from gongkai.publications.operations.signing import sign_item
from gongkai.publications.queries.contents import content_hash
from gongkai.publications.queries.stages import stages_of
from gongkai.review.models import Signature, Substitution
from gongkai.review.operations import SignatureRefused, sign
from publications.office import AT, NOW, submitted

# With every role there is, and standing in for whoever signs: it is about the person.
FORGED = """
async ([address, fields]) => {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
  const headers = {"X-CSRFToken": token};
  const answer = await fetch(address, {method: "POST", body: data, headers});
  return [answer.status, await answer.text()];
}
"""


@pytest.fixture
def mighty(newsroom):
    """Return an item being examined, whose drafter holds every role and stands in for all."""
    held = set(newsroom.drafter.appointments.values_list("role", flat=True))
    for role in set(Role.values) - held:
        Appointment.objects.create(officer=newsroom.drafter, role=role, from_on=date(2022, 1, 1))
    for principal in newsroom.place.signers:
        Substitution.objects.create(
            agency=newsroom.agency, principal=principal, substitute=newsroom.drafter,
            from_on=date(2022, 1, 1), until_on=date(2099, 1, 1), reason="出差",
            made_by=newsroom.drafter, made_at=AT,
        )  # fmt: skip
    return submitted(newsroom.place)


def checks_of(item):
    return [check for stage in stages_of(item.column) for check in stage.checks]


def nothing_passed(item):
    now = Item.objects.get(pk=item.pk)
    assert now.state == "IN_REVIEW" and now.public_revision is None
    assert now.review_round.state == "OPEN"
    assert not Signature.objects.exists() and not SecrecyReview.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_screen_by_address_by_forged_posts_and_by_the_api(
    chromium, live_server, newsroom, mighty
):
    page = signed_in(chromium, live_server, newsroom.drafter)
    page.goto(at("publishing-tasks"))
    expect(page.get_by_text("没有待办事项。")).to_be_visible()
    page.goto(at("item", mighty.pk))
    expect(page.get_by_text("您起草或者修改过这一稿，由其他人员审核。")).to_be_visible()
    for label in ("签署通过", "登记结论", "发布"):
        assert page.get_by_role("button", name=label, exact=True).count() == 0
    page.goto(at("sign-item", mighty.pk))
    assert page.url.endswith(at("item", mighty.pk) + "#signing")

    digest = content_hash(mighty)
    ticks = [["checked", check] for check in stages_of(mighty.column)[0].checks]
    signature = [["verdict", "PASS"], ["opinion", "同意"], ["content_hash", digest], *ticks]
    version = ["version", str(Item.objects.get(pk=mighty.pk).version)]
    told = "不能审核本人起草或者修改过的内容"
    forged = [
        (at("sign-item", mighty.pk), signature, 400, told),
        (
            at("sign-item", mighty.pk),
            [*signature, ["on_behalf_of", str(newsroom.department_head.pk)]],
            400,
            "您不能代所选人员签署",
        ),
        (
            at("review-item-secrecy", mighty.pk),
            [["conclusion", "PUBLIC"], ["basis", "不涉密"], ["content_hash", digest]],
            400,
            "不能对本人起草的内容作保密审查",
        ),
        (at("act-on-item", mighty.pk, "publish"), [version], 200, "只适用于“待发布”"),
        (at("act-on-item", mighty.pk, "approve"), [version], 404, "没有这项操作"),
        (
            at("items-at-once"),
            [["act", "publish"], ["item", f"{mighty.pk}:{version[1]}"]],
            200,
            "只适用于“待发布”",
        ),
        (
            at("edit-item", mighty.pk),
            [version, ["title", "甲"], ["column", str(mighty.column_id)], ["validity", "NONE"],
             ["state", "APPROVED"], ["review_round", ""], ["do", "save"]],
            400,
            "只适用于“草稿”",
        ),
    ]  # fmt: skip
    for address, fields, status, words in forged:
        answer = page.evaluate(FORGED, [address, fields])
        assert answer[0] == status, (address, answer[1][-2000:])
        assert words in answer[1], address
        nothing_passed(mighty)
    for method in ("post", "put", "patch", "delete"):
        for path in ("/api/v1/items/", f"/api/v1/items/{mighty.pk}/", "/api/v1/annual-reports/"):
            answer = getattr(page.request, method)(path, data={"state": "PUBLISHED"})
            assert answer.status in (403, 404, 405), (method, path)
    nothing_passed(mighty)


@pytest.mark.django_db
def test_by_the_operations_themselves(newsroom, mighty):
    given = {"verdict": "PASS", "opinion": "同意", "content_hash": content_hash(mighty)}
    ticked = given | {"checked": checks_of(mighty)}
    with pytest.raises(SignatureRefused, match="本人起草"):
        sign_item(item=mighty, officer=newsroom.drafter, **ticked, **NOW)
    for principal in newsroom.place.signers:
        with pytest.raises(SignatureRefused, match="本人起草"):
            sign_item(
                item=mighty, officer=newsroom.drafter, on_behalf_of=principal, **ticked, **NOW
            )
    with pytest.raises(SignatureRefused, match="本人起草"):
        sign(round=mighty.review_round, officer=newsroom.drafter, at=AT, **given)
    with pytest.raises(ItemRefused, match="本人起草"):
        review_secrecy(
            item=mighty, conclusion="PUBLIC", basis="不涉密", officer=newsroom.drafter,
            content_hash=content_hash(mighty), **NOW,
        )  # fmt: skip
    with pytest.raises(ItemRefused, match="待发布"):
        version = Item.objects.get(pk=mighty.pk).version
        publish_item(item=mighty, version=version, officer=newsroom.drafter, **NOW)
    assert publish_due(**NOW) == 0
    nothing_passed(mighty)


@pytest.mark.django_db
def test_by_another_who_has_no_mandate_of_today(newsroom, mighty):
    given = {"verdict": "PASS", "opinion": "同意", "content_hash": content_hash(mighty)}
    with pytest.raises(NotAllowed, match="代签授权"):
        sign_item(
            item=mighty, officer=newsroom.bystander, on_behalf_of=newsroom.department_head,
            checked=checks_of(mighty), **given, **NOW,
        )  # fmt: skip
    nothing_passed(mighty)


@pytest.mark.django_db
@pytest.mark.parametrize("verdict", ["PASS", "RETURN"])
def test_by_writing_to_the_database(newsroom, mighty, verdict):
    row = {"round": mighty.review_round, "stage": "初审初校", "drafter": newsroom.drafter,
           "verdict": verdict, "content_hash": content_hash(mighty), "signed_at": AT}  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(officer=newsroom.drafter, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(officer=newsroom.reviewer, on_behalf_of=newsroom.drafter, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecrecyReview.objects.create(
            item=mighty, content_hash=content_hash(mighty), conclusion="PUBLIC", basis="不涉密",
            officer=newsroom.drafter, drafter=newsroom.drafter, reviewed_at=AT,
        )  # fmt: skip
    nothing_passed(mighty)


@pytest.mark.django_db
def test_who_mended_a_draft_signs_it_no_more_than_its_drafter(newsroom):
    one = newsroom.item
    data = {"version": one.version, "title": "审核人改过", "body": one.body, "do": "save",
            "summary": one.summary, "column": one.column_id, "validity": "NONE",
            "formed_on": "2024-01-09"}  # fmt: skip
    assert desk(newsroom.reviewer).post(at("edit-item", one.pk), data).status_code == 302
    one.refresh_from_db()
    Item.objects.filter(pk=one.pk).update(locked_by=None)
    submitted(newsroom.place, one)
    page = desk(newsroom.reviewer).get(at("item", one.pk)).content.decode()
    assert "您起草或者修改过这一稿" in page and "由您签署" not in page
