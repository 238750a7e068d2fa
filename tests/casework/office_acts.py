"""What is done to a case without a letter: by the applicant, the clerk, a department."""

from datetime import timedelta

from django.db.models import F

from casework.asking import application
from casework.office_at_work import MOSTLY, WORDS, OfficeAtWork
from casework.severing import WHY, word
from gongkai.agencies.models import Department
from gongkai.casework.models import Dispute, Letter, SearchTask, Service
from gongkai.casework.operations.answering import (
    accept_fee,
    answer_correction,
    ask_withdrawal,
    change_delivery,
    dispute_fee,
    give_reasons,
)
from gongkai.casework.operations.archiving import archive_case
from gongkai.casework.operations.assigning import assign_case
from gongkai.casework.operations.confirming import confirm_receipt, drop_request
from gongkai.casework.operations.consulting import judge_opinion, record_opinion, record_silence
from gongkai.casework.operations.disputing import close_dispute, register_dispute
from gongkai.casework.operations.filing import file_request
from gongkai.casework.operations.handing_over import hand_over
from gongkai.casework.operations.intake import take_in
from gongkai.casework.operations.keeping import keep_file
from gongkai.casework.operations.noting import note_applicant_act
from gongkai.casework.operations.paying import record_payment, withdraw_fee_notice
from gongkai.casework.operations.publishing_log import confirm_entry, exempt_entry, prepare_entry
from gongkai.casework.operations.redacting import (
    add_area,
    confirm_redaction,
    prepare_redaction,
    render_redaction,
)
from gongkai.casework.operations.searching import answer_search, order_search
from gongkai.casework.operations.serving import (
    Proof,
    record_failure,
    record_service,
    send_letter,
    serve_at_counter,
)
from gongkai.casework.operations.splitting import join_requests, link_request, split_request
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.clock import Channel, Event

KINDS = ApplicantKind
_BY_APPLICANT = {
    Event.CORRECTED: answer_correction,
    Event.REASONS_GIVEN: give_reasons,
    Event.FEE_DISPUTED: dispute_fee,
    Event.WITHDRAWAL_ASKED: ask_withdrawal,
}
_METHODS = ["COUNTER", "REGISTERED_MAIL", "PORTAL", "PORTAL", "EMAIL", "PIGEON"]


class Acts(OfficeAtWork):
    """The acts, each drawing what it needs."""

    def file(self, data):
        kind = data.draw(KINDS)
        who = {} if kind is ApplicantKind.NATURAL_PERSON else {
            "identity_kind": "OTHER", "identity_number": "A1", "contact_name": "李四"}  # fmt: skip
        wanted = data.draw(["2022年归集情况", "2021年审计报告", ""])
        given = application(applicant_kind=kind, wanted=wanted, **who)
        token = data.draw(["", "", "the same form, sent twice"])
        self.do(file_request, agency=self.office["clerk"].agency, application=given, token=token)

    def take(self, data, channel=None):
        channel, kind = channel or data.draw(Channel), data.draw(KINDS)
        clerk = self.by(data)
        confirmed = self.day(data) if data.draw((True, False)) else None
        oral = not data.draw(MOSTLY)
        self.do(
            take_in, agency=self.office["clerk"].agency, channel=channel, officer=clerk,
            application=application(applicant_kind=kind, wanted="合同"), is_oral=oral,
            arrived_on=self.day(data), confirmed_on=confirmed,
            assistance=data.draw(WORDS) if oral else "",
        )  # fmt: skip

    def on(self, data, case, right="clerk"):
        """Return what most acts on a case are given."""
        return {"request": case, "version": self.seen(data, case), "officer": self.by(data, right)}

    def received(self, data, case):
        self.do(confirm_receipt, confirmed_on=self.day(data), **self.on(data, case))

    def dropped(self, data, case):
        self.do(drop_request, reason=data.draw(WORDS), **self.on(data, case))

    def applicant_acts(self, data, case, event):
        """Have the applicant do it himself, or the clerk note that he did."""
        if event is Event.DELIVERY_CHANGED:
            return self.delivery_changed(data, case)
        if data.draw((True, False), "on the public site") and event in _BY_APPLICANT:
            version = self.seen(data, case)
            operation, text = _BY_APPLICANT[event], data.draw(WORDS)
            return self.do(operation, request=case, version=version, text=text)
        given = self.on(data, case)
        return self.do(
            note_applicant_act, event=event, done_on=self.day(data), note=data.draw(WORDS), **given
        )

    def delivery_changed(self, data, case):
        form = data.draw(["PAPER", "ELECTRONIC", "INSPECTION"])
        delivery = data.draw(["COUNTER", "PORTAL"])
        given = {"request": case, "version": self.seen(data, case), "form": form}
        self.do(change_delivery, delivery=delivery, **given)

    def fee_accepted(self, data, case):
        self.do(accept_fee, request=case, version=self.seen(data, case))

    def paid(self, data, case):
        self.do(record_payment, paid_on=self.day(data), **self.on(data, case))

    def notice_withdrawn(self, data, case):
        given = self.on(data, case, "head")
        self.do(withdraw_fee_notice, reason=data.draw(WORDS), **given)

    def search_ordered(self, data, case):
        department = self.one(
            data, Department.objects.filter(agency=self.office["clerk"].agency).order_by("pk")
        )
        self.do(
            order_search, department=department, instructions=data.draw(WORDS),
            due_on=self.today + timedelta(days=data.draw([0, 2, 5, 0, 2, 5, -1, 90])),
            **self.on(data, case),
        )  # fmt: skip

    def search_answered(self, data, case):
        task = self.one(
            data,
            SearchTask.objects.filter(request=case).order_by(
                F("answered_on").asc(nulls_first=True), "pk"
            ),
        )
        if task:
            given = self.on(data, case, data.draw(["clerk", "searcher"]))
            del given["request"]
            self.do(
                answer_search, task=task, scope=data.draw(WORDS), answer=data.draw(WORDS),
                result=data.draw(["FOUND", "NOT_FOUND", "NOT_FOUND", "NOT_OURS"]),
                **given,
            )  # fmt: skip

    def opinion(self, data, case):
        """Have whoever was asked answer, stay silent, or be judged."""
        row = self.one(data, case.consultations.order_by("opinion", "pk"))
        if row is None:
            return
        given = {**self.on(data, case), "consultation": row}
        del given["request"]
        act = data.draw([record_opinion, record_opinion, record_silence])
        if act is record_opinion and row.opinion not in ("", "SILENT"):
            act = judge_opinion
        if act is record_opinion:
            given |= {"answered_on": self.day(data), "opinion_text": data.draw(WORDS)}
            given["opinion"] = data.draw(["AGREES", "PARTLY", "REFUSES", "SILENT"])
        if act is judge_opinion:
            given |= {"judgement": data.draw(WORDS), "override_reason": data.draw(WORDS)}
            given["is_reasonable"] = data.draw([True, True, False, None])
            given["overrides"] = data.draw((True, False))
        self.do(act, **given)

    def split(self, data, case):
        parts = data.draw([["归集", "贷款"], ["甲", "乙", "丙"], ["归集"], ["", "乙"]])
        self.do(split_request, parts=parts, **self.on(data, case))

    def joined(self, data, case):
        others = [self.case(data) for _ in range(data.draw(range(1, 3)))]
        self.do(join_requests, others=others, reason=data.draw(WORDS), **self.on(data, case))

    def linked(self, data, case):
        kind = data.draw(["REPEATS", "RELATED", "JOINED"])
        other = self.case(data)
        self.do(link_request, other=other, kind=kind, note="", **self.on(data, case))

    def assigned(self, data, case):
        handler = self.one(data, self.office.values())
        self.do(assign_case, department=None, handler=handler, **self.on(data, case))

    def served(self, data, case, fails):
        """Send a letter, or enter what became of one that was sent."""
        under_way = Service.objects.filter(letter__request=case, served_on=None, failed_on=None)
        service = self.one(data, under_way.order_by("pk"))
        given = self.on(data, case)
        if service is None:
            return self.sent(data, case, given)
        if service.method == "PORTAL" and not fails:
            return self.do(hand_over, request=case, file=service.letter.pdf)
        del given["request"]
        if fails:
            given |= {"failed_on": self.day(data), "failure": data.draw(WORDS)}
            return self.do(record_failure, service=service, **given)
        return self.do(
            record_service, service=service, served_on=self.day(data), recipient=data.draw(WORDS),
            **given,
        )  # fmt: skip

    def sent(self, data, case, given):
        letter = self.one(data, Letter.objects.filter(request=case).order_by("state", "-pk"))
        if letter is None:
            return None
        given["letter"] = letter
        del given["request"]
        if data.draw((True, False), "at the counter"):
            proof = Proof("回证.txt", "签收".encode()) if data.draw((True, False)) else None
            return self.do(
                serve_at_counter, served_on=self.day(data), recipient=data.draw(WORDS), proof=proof,
                **given,
            )  # fmt: skip
        return self.do(
            send_letter, method=data.draw(_METHODS), sent_on=self.day(data),
            tracking_no=data.draw(WORDS), **given,
        )  # fmt: skip

    def archived(self, data, case):
        self.do(archive_case, **self.on(data, case))

    def disputed(self, data, case):
        open_ones = Dispute.objects.filter(request=case, closed_on=None).order_by("pk")
        dispute = self.one(data, open_ones) if data.draw((True, False)) else None
        given = self.on(data, case)
        if dispute is None:
            self.do(
                register_dispute, agency=case.agency, organ=data.draw(WORDS), case_no="",
                filed_on=self.day(data), as_reconsideration_organ=False, note="",
                route=data.draw(["RECONSIDERATION", "LITIGATION_DIRECT", "?"]),
                **given,
            )  # fmt: skip
            return
        self.do(
            close_dispute, dispute=dispute, closed_on=self.day(data), note="",
            result=data.draw(["UPHELD", "CORRECTED", ""]),
            officer=given["officer"],
        )  # fmt: skip

    def logged(self, data, case):
        entry = getattr(case, "log_entry", None)
        if entry is None:
            return
        act = data.draw([prepare_entry, confirm_entry, exempt_entry])
        right = "clerk" if act is prepare_entry else "reviewer"
        given = {**self.on(data, case, right), "entry": entry}
        del given["request"]
        if act is prepare_entry:
            given |= {"title": "归集情况", "summary": data.draw(WORDS)}
        if act is exempt_entry:
            given["reason"] = data.draw(WORDS)
        self.do(act, **given)

    def severed(self, data, case):
        """Sever a Word file, by one person, and have another one confirm it."""

        def keep(*, on, at):
            return keep_file(
                kind="SOURCE", name="审批单.docx", media_type="application/octet-stream",
                content=word("审批单", "姓名：欧阳志远"), at=at, request=case,
                officer=self.office["clerk"],
            )  # fmt: skip

        file = self.do(keep)
        given = self.on(data, case)
        del given["request"]
        redaction = self.do(prepare_redaction, file=file, **given)
        if redaction is None:
            return
        hidden = data.draw(["欧阳志远", "欧阳志远", "无此人", ""])
        for act, more in ((add_area, {"text": hidden, **WHY}), (render_redaction, {})):
            given["version"] = self.seen(data, case)
            self.do(act, redaction=redaction, **given, **more)
        redaction.refresh_from_db()
        if redaction.output is not None:
            given = {"version": self.seen(data, case), "officer": self.by(data, "reviewer")}
            self.do(confirm_redaction, redaction=redaction, sha256=redaction.output.sha256, **given)
