"""Letters of every kind, on every way from draft to departure, and what takes them back."""

from datetime import timedelta

from django.db.models import F

from casework.office_acts import Acts
from casework.office_at_work import MOSTLY, WORDS
from gongkai.casework.models import CaseEvent
from gongkai.casework.operations.acting import counter_enter
from gongkai.casework.operations.consulting import plan_consultation
from gongkai.casework.operations.drafting import draft_letter, edit_letter
from gongkai.casework.operations.issuing import issue_letter, joined_cases
from gongkai.casework.operations.signing import sign_letter, submit_letter, take_back_letter
from gongkai.casework.operations.undoing import letter_of
from gongkai.casework.operations.voiding import void_letter
from gongkai.casework.queries.facts import facts_of
from gongkai.rules.clock import Entry, Event
from gongkai.rules.letters import LetterKind, wording
from gongkai.rules.outcomes import OUTCOMES
from gongkai.rules.preconditions import unmet_by_outcome

_CONSULTATIONS = {
    LetterKind.THIRD_PARTY_CONSULTATION: "THIRD_PARTY",
    LetterKind.THIRD_PARTY_NOTICE: "THIRD_PARTY",
    LetterKind.CO_MAKER_CONSULTATION: "CO_MAKER",
}
_TERMS = {
    "date": [10, 20, 40, 10, 20, 40, 0],
    "number": ["57", "300", "57", "300", "12", "0"],
    "method": ["BY_PAGE", "BY_PAGE", "BY_ITEM", "BOTH"],
}


class Letters(Acts):
    """Acts on letters."""

    def letter(self, data, case, kind, *, whole=True):
        """Draft a letter, and mostly take it all the way until it has left."""
        begun = case.letters.filter(kind=kind, state__in=["DRAFT", "IN_REVIEW", "APPROVED"]).first()
        if begun is not None and data.draw(MOSTLY, "goes on"):
            self.leave(data, begun)
            return
        outcome = ""
        if kind is LetterKind.REPLY:
            outcome = self.outcome(data, case)
        given = {
            **self.on(data, case), "kind": kind, "outcome": outcome,
            "terms": self.terms(data, case, kind, outcome),
            "consultation": self.consulted(data, case, kind),
            "enclosures": [file.pk for file in case.files.filter(kind="REDACTED")],
        }  # fmt: skip
        letter = self.do(draft_letter, **given)
        if letter is not None and whole:
            self.leave(data, letter)

    def outcome(self, data, case):
        """Draw how a case ends: mostly as the law lets it, else in any way."""
        codes = list(OUTCOMES)
        if data.draw(MOSTLY, "lawfully") and case.received_on:
            lacking = unmet_by_outcome(facts_of(case, self.today, reasons="理由"))
            codes = [code for code in codes if not any(each.refuses for each in lacking[code])]
        return data.draw(codes or list(OUTCOMES), "outcome")

    def leave(self, data, letter):
        """Take a letter on, until it has left or somebody refuses."""
        letter.refresh_from_db()
        if letter.state == "DRAFT" and self.act(data, submit_letter, letter) is None:
            return
        for right in ("reviewer", "head"):
            letter.refresh_from_db()
            if letter.state == "IN_REVIEW" and not self.signed(data, letter, right):
                return
        if not data.draw(MOSTLY, "at once"):
            self.days_pass(data.draw(range(1, 26)))
        self.act(data, issue_letter, letter, issued_on=self.day(data))

    def signed(self, data, letter, right):
        verdict = "PASS" if data.draw(MOSTLY, "passes") else "RETURN"
        digest = letter.content_hash if data.draw(MOSTLY) else "0" * 64
        return self.do(
            sign_letter, letter=letter, verdict=verdict, opinion=data.draw(WORDS),
            content_hash=digest, officer=self.by(data, right),
        )  # fmt: skip

    def act(self, data, operation, letter, right="clerk", **given):
        letter.refresh_from_db()
        given = {**self.on(data, letter.request, right), **given, "letter": letter}
        del given["request"]
        return self.do(operation, **given)

    def terms(self, data, case, kind, outcome):
        """Draw what a letter decides, field by field, and sometimes nonsense."""
        terms = {}
        for field in wording(kind, outcome).asks:
            drawn = data.draw(_TERMS.get(field.input, WORDS), field.term)
            if field.input == "date":
                drawn = (self.today + timedelta(days=drawn)).isoformat()
            terms[field.term] = drawn
        if kind is LetterKind.REPLY and data.draw((True, False), "with joined cases"):
            terms["closes"] = [other.pk for other in joined_cases(case)]
        return terms

    def consulted(self, data, case, kind):
        """Return whom a letter goes to, planned first where nobody is."""
        asked = _CONSULTATIONS.get(kind)
        if asked is None:
            return None
        if kind is not LetterKind.THIRD_PARTY_NOTICE:
            label = data.draw(["甲方", "乙方", "丙方", "丁方", ""], "whom")
            self.do(
                plan_consultation, kind=asked, label=label, name="某某公司", contact="",
                asked_about="合同价格", **self.on(data, case),
            )  # fmt: skip
        return self.one(data, case.consultations.filter(kind=asked).order_by("-pk"))

    def letter_touched(self, data, case):
        """Edit a letter, take it back or on, sign or void it, whoever and whenever."""
        letter = self.one(data, case.letters.order_by("-pk"), "letter")
        if letter is None:
            return
        what = data.draw(["edit", "sign", "issue", "back", "void", "on"])
        if what == "edit":
            terms = {key: value for key, value in letter.terms.items() if key != "wrote"}
            self.act(
                data, edit_letter, letter, title=letter.title, addressee=letter.addressee,
                body=letter.body + data.draw(WORDS), terms=terms,
                refill=data.draw((True, False)),
            )  # fmt: skip
        elif what == "sign":
            self.signed(data, letter, data.draw(["reviewer", "head"]))
        elif what == "issue":
            self.act(data, issue_letter, letter, issued_on=self.day(data))
        elif what == "back":
            self.act(data, take_back_letter, letter)
        elif what == "void":
            self.act(data, void_letter, letter, "head", reason=data.draw(WORDS))
        else:
            self.leave(data, letter)

    def corrected_entry(self, data, case):
        """Put a counter-entry beside an entry of this case, rarely of another one."""
        owner = case if data.draw(MOSTLY) else self.case(data)
        rows = CaseEvent.objects.filter(request=owner).order_by(
            F("withdrawn_at").asc(nulls_first=True), "-pk"
        )
        row = self.one(data, rows, "entry")
        instead = None
        if data.draw((True, False), "happened on another day"):
            event = row.event if data.draw(MOSTLY) else data.draw(Event)
            moved = row.on + timedelta(days=data.draw([-7, -1, 0, 1, 3]))
            instead = Entry(moved, Event(event), row.subject, row.reached_on, row.until_on)
        right = "head" if letter_of(row) else "clerk"
        given = {**self.on(data, case, right), "entry": row, "instead": instead}
        self.do(counter_enter, reason=data.draw(WORDS), **given)
