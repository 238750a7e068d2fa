"""What the demonstration asks the public and what it was told, each as far as it has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.stored import texts
from gongkai.participation.operations.answering import answer_survey
from gongkai.participation.operations.asking import ask_question, moderate_question
from gongkai.participation.operations.consultations import (
    ConsultationContent,
    draft_consultation,
    write_result,
)
from gongkai.participation.operations.faults import (
    FaultContent,
    handle_fault,
    report_fault,
    turn_fault,
)
from gongkai.participation.operations.interviews import (
    InterviewContent,
    draft_interview,
    write_record,
)
from gongkai.participation.operations.opinions import (
    OpinionContent,
    judge_opinion,
    send_opinion,
    show_opinion,
)
from gongkai.participation.operations.rating import add_remark, rate_page
from gongkai.participation.operations.releasing import release, submit
from gongkai.participation.operations.surveys import (
    QuestionContent,
    SurveyContent,
    choose_texts,
    draft_survey,
    write_survey_result,
)
from gongkai.participation.queries.office import consultations_of
from gongkai.participation.queries.survey_results import texts_to_choose

# What is asked counts in the year it begins in; the demonstration's year is over.
_EARLIEST = date(2024, 1, 1)
_FURTHEST_BACK = 62
_VERDICTS = ("SATISFIED", "FAIR", "DISSATISFIED")

Told = Mapping[str, Any]


def ask_the_public(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Have the public asked and answer, unless it was or so early that it would count in 2023."""
    if on - timedelta(days=_FURTHEST_BACK) < _EARLIEST or consultations_of(centre).exists():
        return
    told = texts("participation")
    office = _Office(centre, officers, on, at)
    for each in told["consultations"]:
        office.consult(each)
    for each in told["surveys"]:
        office.survey(each, [QuestionContent(**question) for question in told["questions"]])
    for each in told["interviews"]:
        office.interview(each)
    for each in told["faults"]:
        office.fault(each)
    for page in told["ratings"]["pages"]:
        office.rate(*page)


@dataclass(frozen=True)
class _Office:
    centre: Agency
    officers: Mapping[str, Officer]
    on: date
    at: datetime

    def consult(self, told: Told) -> None:
        """Hear the public on a text, and publish the result where it is over."""
        content = ConsultationContent(
            title=told["title"],
            background=told["background"].strip(),
            body=told["body"].strip(),
            basis=told.get("basis", ""),
            contact=f"{self.centre.name}，{self.centre.phone}",
            from_on=self._day(told["begins"]),
            until_on=self._day(told["ends"]),
        )
        row = draft_consultation(
            agency=self.centre, content=content, **self._by("CLERK", told["begins"])
        )
        row = self._released(row, told["begins"])
        judged = told.get("result_before")
        for number, each in enumerate(told["opinions"]):
            day = told["begins"] - each["after"]
            said = OpinionContent(
                text=each["text"],
                about_article=each.get("about_article", ""),
                may_be_shown=each.get("may_be_shown", False),
            )
            sent = send_opinion(
                consultation=row, content=said, token=f"{row.pk}:{number}", **self._when(day)
            )
            if judged is None:
                continue
            if said.may_be_shown:
                show_opinion(opinion=sent, shown_text=said.text, **self._by("CLERK", day))
            judge_opinion(
                opinion=sent,
                uptake=each["uptake"],
                reason=each.get("reason", ""),
                **self._by("CLERK", judged),
            )
        if judged is not None:
            result = write_result(
                consultation=row,
                version=None,
                summary=told["summary"],
                reasons=told["reasons"],
                **self._by("CLERK", judged),
            )
            self._released(result, judged)

    def survey(self, told: Told, questions: list[QuestionContent]) -> None:
        """Ask some questions, and publish the result where it is over."""
        content = SurveyContent(
            title=told["title"],
            lead=told["lead"],
            from_on=self._day(told["begins"]),
            until_on=self._day(told["ends"]),
            shows_live=told.get("shows_live", False),
            questions=questions,
        )
        row = draft_survey(agency=self.centre, content=content, **self._by("CLERK", told["begins"]))
        row = self._released(row, told["begins"])
        for number, (single, several, score, text) in enumerate(told["answers"]):
            replies = {
                1: [str(single)],
                2: [str(each) for each in several],
                3: [str(score)],
                4: [text],
            }
            when = self._when(told["begins"] - min(number, 3))
            answer_survey(survey=row, replies=replies, token=str(number), **when)
        judged = told.get("result_before")
        if judged is not None:
            by = self._by("CLERK", judged)
            released = [each.pk for each in texts_to_choose(row)]
            choose_texts(survey=row, released=released, **by)
            result = write_survey_result(survey=row, version=None, summary=told["summary"], **by)
            self._released(result, judged)

    def interview(self, told: Told) -> None:
        """Announce an interview, take questions, and publish the record where it was held."""
        content = InterviewContent(
            title=told["title"],
            guests=told["guests"],
            lead=told["lead"],
            held_on=self._day(told["held"]),
            questions_until=self._day(told["asked_until"]),
        )
        by = self._by("CLERK", told["published"])
        row = self._released(
            draft_interview(agency=self.centre, content=content, **by), told["published"]
        )
        for number, each in enumerate(told["questions"]):
            day = told["published"] - each["after"]
            asked = ask_question(
                interview=row, text=each["text"], name="", token=str(number), **self._when(day)
            )
            if "shown" in each:
                moderate_question(
                    question=asked,
                    is_shown=True,
                    shown_text=each["shown"],
                    answer=each["answer"],
                    **self._by("CLERK", day),
                )
        if "record_before" in told:
            record = write_record(
                interview=row,
                version=None,
                summary=told["summary"],
                transcript=told["transcript"],
                activity_link="NONE",
                activity_no="",
                **self._by("CLERK", told["record_before"]),
            )
            self._released(record, told["record_before"])

    def fault(self, told: Told) -> None:
        """Report a fault, and handle it as far as told."""
        day = told["before"]
        content = FaultContent(kind=told["kind"], text=told["text"], address=told["address"])
        row = report_fault(agency=self.centre, content=content, token="", **self._when(day))
        if "turned_to" in told:
            row = turn_fault(fault=row, turned_to=told["turned_to"], **self._by("CLERK", day))
        if "outcome" in told:
            handle_fault(
                fault=row,
                outcome=told["outcome"],
                reply=told["reply"],
                **self._by("CLERK", max(0, day - 1)),
            )

    def rate(self, path: str, *rest: Any) -> None:
        """Have a page rated by so many, today; the last one adds a remark."""
        *counts, remark = rest
        last = None
        for verdict, count in zip(_VERDICTS, counts, strict=True):
            for number in range(count):
                last = rate_page(
                    agency=self.centre,
                    path=path,
                    column=None,
                    verdict=verdict,
                    address=f"{verdict}:{number}",
                    **self._when(0),
                ).rating
        if last is not None and remark:
            add_remark(rating=last.pk, remark=remark, on=self.on)

    def _released(self, piece: Any, before: int) -> Any:
        held = submit(piece=piece, version=piece.version, **self._by("CLERK", before))
        return release(piece=held, version=held.version, **self._by("REVIEWER", before))

    def _day(self, before: int) -> date:
        return self.on - timedelta(days=before)

    def _when(self, before: int) -> dict[str, Any]:
        return {"on": self._day(before), "at": self.at - timedelta(days=before)}

    def _by(self, role: str, before: int) -> dict[str, Any]:
        return {"officer": self.officers[role], **self._when(before)}
