"""What the organ discloses unasked, from the draft to the register that a year's report counts."""

from gongkai.publications.models.checks import AcceptedFinding, SecrecyConclusion, SecrecyReview
from gongkai.publications.models.columns import Column, OwnWord, PublishingSettings, SitePart
from gongkai.publications.models.distribution import (
    CitySite,
    DeliveryState,
    ItemDelivery,
    Outlet,
    PostReads,
    UploadedPicture,
    WeChatAccount,
)
from gongkai.publications.models.documents import (
    DocumentState,
    OfficialDocument,
    PublicationSeries,
    Reassessment,
)
from gongkai.publications.models.files import FileUse, PublicationFile
from gongkai.publications.models.items import (
    Item,
    ItemComment,
    ItemLink,
    ItemRevision,
    ItemState,
    LinkKind,
    Validity,
    WorkingCopy,
)
from gongkai.publications.models.normative import LegalChange, LegalDocumentChange
from gongkai.publications.models.records import (
    AdministrativeFee,
    CityReport,
    Decision,
    DecisionKind,
    DocumentKind,
    FollowerCount,
    LegalDocument,
    Post,
    PostOrigin,
    Publication,
    PublicationChannel,
)
from gongkai.publications.models.reminders import PublishingReminder, PublishingReminderKind

__all__ = [
    "AcceptedFinding",
    "AdministrativeFee",
    "CityReport",
    "CitySite",
    "Column",
    "Decision",
    "DecisionKind",
    "DeliveryState",
    "DocumentKind",
    "DocumentState",
    "FileUse",
    "FollowerCount",
    "Item",
    "ItemComment",
    "ItemDelivery",
    "ItemLink",
    "ItemRevision",
    "ItemState",
    "LegalChange",
    "LegalDocument",
    "LegalDocumentChange",
    "LinkKind",
    "OfficialDocument",
    "Outlet",
    "OwnWord",
    "Post",
    "PostOrigin",
    "PostReads",
    "Publication",
    "PublicationChannel",
    "PublicationFile",
    "PublicationSeries",
    "PublishingReminder",
    "PublishingReminderKind",
    "PublishingSettings",
    "Reassessment",
    "SecrecyConclusion",
    "SecrecyReview",
    "SitePart",
    "UploadedPicture",
    "Validity",
    "WeChatAccount",
    "WorkingCopy",
]
