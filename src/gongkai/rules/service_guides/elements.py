"""What a guide to a service item says, element by element."""

from dataclasses import dataclass
from enum import StrEnum


class MaterialForm(StrEnum):
    """How a material is handed in (材料形式)."""

    ORIGINAL = "ORIGINAL"
    COPY = "COPY"
    BOTH = "BOTH"
    ELECTRONIC = "ELECTRONIC"

    @property
    def label(self) -> str:
        """Return the words to show."""
        return _FORMS[self]


class MaterialSource(StrEnum):
    """Where a material comes from (材料来源)."""

    APPLICANT = "APPLICANT"
    EMPLOYER = "EMPLOYER"
    GOVERNMENT = "GOVERNMENT"
    CENTRE = "CENTRE"
    SHARED = "SHARED"

    @property
    def label(self) -> str:
        """Return the words to show."""
        return _SOURCES[self]


class StepBy(StrEnum):
    """Who does a step of the flow (办理主体)."""

    APPLICANT = "APPLICANT"
    CENTRE = "CENTRE"
    BANK = "BANK"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """Return the words to show."""
        return _STEP_BY[self]


_FORMS = {
    MaterialForm.ORIGINAL: "原件",
    MaterialForm.COPY: "复印件",
    MaterialForm.BOTH: "原件和复印件",
    MaterialForm.ELECTRONIC: "电子件",
}
_SOURCES = {
    MaterialSource.APPLICANT: "申请人自备",
    MaterialSource.EMPLOYER: "单位出具",
    MaterialSource.GOVERNMENT: "政府部门核发",
    MaterialSource.CENTRE: "本中心提供表格",
    MaterialSource.SHARED: "数据共享核验，能核验的免提交",
}
_STEP_BY = {
    StepBy.APPLICANT: "申请人",
    StepBy.CENTRE: "本中心",
    StepBy.BANK: "受委托银行",
    StepBy.OTHER: "有关单位",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that an item rests on (设定依据), and the article in it."""

    title: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """A material to hand in (办理材料); `when` says who needs it, "" for everybody.

    :param number: how many of it
    """

    name: str
    form: MaterialForm = MaterialForm.ORIGINAL
    number: int = 1
    source: MaterialSource = MaterialSource.APPLICANT
    when: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is handled, when the place is open, and its phone."""

    name: str
    address: str = ""
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step of the flow (办理流程); `otherwise` is what follows where it does not succeed."""

    name: str
    by: StepBy = StepBy.CENTRE
    text: str = ""
    within: str = ""
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form to fill in (表格样表); its file is made from the item's materials and form."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is often asked, with its answer (常见问题)."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class GuideElements:
    """All that a guide says; the item itself gives its name.

    Without `places` the organ's own address, hours and phone are shown as they are on record, and
    without `accepting_body` its name. `without_materials` and `without_sheets` say that none are
    needed, which is no element missing. `group` is of the list of items, `also_called` what else
    people call the item.
    """

    group: str = ""
    also_called: tuple[str, ...] = ()
    summary: str = ""
    basis: tuple[Basis, ...] = ()
    conditions: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    without_materials: bool = False
    places: tuple[Place, ...] = ()
    steps: tuple[FlowStep, ...] = ()
    fee: str = ""
    statutory: str = ""
    promised: str = ""
    sheets: tuple[Sheet, ...] = ()
    without_sheets: bool = False
    accepting_body: str = ""
    result: str = ""
    questions: tuple[Question, ...] = ()
    note: str = ""
