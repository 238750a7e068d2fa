"""Whatever is tried in whatever order: nothing is public that three others have not passed."""

import os
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gongkai.agencies.permissions import NotAllowed
from gongkai.publications.models import Item, ItemState, Publication, PublicationSeries
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.drafting import abandon_item, revise_item, save_item
from gongkai.publications.operations.publishing import (
    expire_due,
    publish_due,
    publish_item,
    take_down,
)
from gongkai.publications.operations.secrecy import review_secrecy
from gongkai.publications.operations.signing import sign_item
from gongkai.publications.operations.submitting import submit_item, take_back_item
from gongkai.publications.queries.contents import content_hash
from gongkai.publications.queries.stages import stages_of
from gongkai.review.models import Round
from gongkai.review.operations import SignatureRefused
from publications.office import AT, ON, content, drafted, office

PEOPLE = ("drafter", "department_head", "reviewer", "office_head", "leader", "secrecy")
REFUSALS = (ItemRefused, NotAllowed, SignatureRefused)
anyone = st.sampled_from(PEOPLE)


class Publishing(RuleBasedStateMachine):
    """An office in which everybody tries everything, right or wrong."""

    @initialize()
    def begin(self):
        self.place = office()
        self.item = drafted(self.place)
        self.at = AT

    @property
    def now(self):
        return {"on": ON, "at": self.at}

    def attempt(self, act):
        """Do something; refused, nothing at all may have changed."""
        before = self.state()
        self.at += timedelta(minutes=1)
        try:
            act()
        except REFUSALS:
            assert self.state() == before
        self.item = Item.objects.get(pk=self.item.pk)

    def state(self):
        item = Item.objects.get(pk=self.item.pk)
        return (
            item.version, item.state, item.public_revision_id, item.index_no, content_hash(item),
            item.revisions.count(), item.secrecy_reviews.count(), Publication.objects.count(),
            tuple(PublicationSeries.objects.values_list("last", flat=True)),
            tuple(item.review_round.signatures.values_list("pk")) if item.review_round else (),
        )  # fmt: skip

    @rule(who=anyone, text=st.sampled_from(("一", "二", "三")))
    def write(self, who, text):
        body = f"<p>自2024年2月1日起按第{text}种时间办公。</p>"
        self.attempt(
            lambda: save_item(
                item=self.item,
                version=self.item.version,
                content=content(self.place, body=body),
                officer=getattr(self.place, who),
                **self.now,
            )
        )

    @rule(who=anyone)
    def submit(self, who):
        self.act(submit_item, who)

    @rule(who=anyone)
    def take_back(self, who):
        self.act(take_back_item, who)

    @rule(who=anyone)
    def revise(self, who):
        self.act(revise_item, who)

    @rule(who=anyone)
    def publish(self, who):
        self.act(publish_item, who)

    @precondition(lambda self: self.item.state == ItemState.DRAFT)
    @rule(who=st.sampled_from(("leader", "secrecy")))
    def abandon(self, who):
        self.act(abandon_item, who)

    def act(self, operation, who):
        self.attempt(
            lambda: operation(
                item=self.item,
                version=self.item.version,
                officer=getattr(self.place, who),
                **self.now,
            )
        )

    @rule(who=anyone, verdict=st.sampled_from(("PASS", "PASS", "PASS", "RETURN")))
    def sign(self, who, verdict):
        checks = [check for stage in stages_of(self.item.column) for check in stage.checks]
        self.attempt(
            lambda: sign_item(
                item=self.item,
                verdict=verdict,
                opinion="意见",
                content_hash=content_hash(self.item),
                checked=checks,
                officer=getattr(self.place, who),
                **self.now,
            )
        )

    @rule(who=anyone, conclusion=st.sampled_from(("PUBLIC", "PUBLIC", "WITHHELD", "REFERRED")))
    def conclude(self, who, conclusion):
        self.attempt(
            lambda: review_secrecy(
                item=self.item,
                conclusion=conclusion,
                basis="经审查",
                referred_to="市保密局",
                content_hash=content_hash(self.item),
                officer=getattr(self.place, who),
                **self.now,
            )
        )

    @rule(who=anyone)
    def withdraw(self, who):
        self.attempt(
            lambda: take_down(
                item=self.item, reason="有误", officer=getattr(self.place, who), **self.now
            )
        )

    @rule()
    def time_passes(self):
        publish_due(**self.now)
        expire_due(**self.now)
        self.item = Item.objects.get(pk=self.item.pk)

    @precondition(lambda self: hasattr(self, "item"))
    @invariant()
    def what_is_public_was_passed_by_three_others(self):
        item = Item.objects.get(pk=self.item.pk)
        if item.public_revision is None:
            return
        digest = item.public_revision.content_hash
        passed = [
            round for round in rounds_of(item)
            if round.state == "PASSED" and round.content_hash == digest
        ]  # fmt: skip
        assert passed, "public without a passed round on exactly this content"
        round = passed[-1]
        signers = list(round.signatures.values_list("officer", flat=True))
        assert len(set(signers)) == len(round.stages) == 3
        assert item.drafter_id not in signers
        assert item.public_revision.officer_id not in signers
        assert item.secrecy_reviews.filter(content_hash=digest, conclusion="PUBLIC").exists()

    @precondition(lambda self: hasattr(self, "item"))
    @invariant()
    def the_register_has_no_gap(self):
        numbers = PublicationSeries.objects.values_list("last", flat=True)
        assert sum(numbers) == Item.objects.exclude(index_no="").count()


def rounds_of(item):
    """Return every round on an item."""
    return list(Round.objects.filter(agency=item.agency, subject=f"信息 {item.pk}").order_by("pk"))


class TestEveryWay(TestCase, Publishing.TestCase):
    """Runs the machine, each history in a transaction of its own."""

    settings = settings(
        max_examples=int(os.environ.get("GONGKAI_HISTORIES", "15")),
        stateful_step_count=30,
        suppress_health_check=list(HealthCheck),
    )
