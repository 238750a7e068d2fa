"""Several workers at one delivery, on connections of their own."""

from datetime import timedelta

from gongkai.publications.models import DeliveryState, ItemDelivery, Post
from gongkai.publications.operations.distribution.asking import cancel_delivery
from gongkai.publications.operations.distribution.delivering import deliver_one
from publications.delivering import account_of, asked, illustrated, passing
from publications.office import AT, NOW, office


def test_workers_at_once_deliver_once(race, wechat):
    place = office()
    account_of(place)
    delivery = asked(place, illustrated(place))
    wechat.faults.extend(["slow"] * 30)
    done = race(*[lambda: deliver_one(key=delivery.pk, at=AT)] * 3)
    assert sorted(done) == [False, False, True]
    assert passing(delivery, wechat, place).state == DeliveryState.DONE
    assert (wechat.made_drafts, len(wechat.publications), len(wechat.articles)) == (1, 1, 1)
    assert Post.objects.filter(agency=place.agency).count() == 1


def test_calling_off_and_delivering_at_once_end_in_one_of_both(race, wechat):
    place = office()
    account_of(place)
    delivery = asked(place, illustrated(place))
    race(
        lambda: deliver_one(key=delivery.pk, at=AT),
        lambda: cancel_delivery(delivery=delivery, officer=place.drafter, **NOW),
    )
    delivery = passing(ItemDelivery.objects.get(pk=delivery.pk), wechat, place,
                       at=AT + timedelta(hours=1))  # fmt: skip
    out = len(wechat.publications)
    assert (delivery.state, out) in (("DONE", 1), ("CANCELLED", 0))
