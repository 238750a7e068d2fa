"""An item's approved version as an article, its pictures given to the account, each once."""

from typing import Any

from gongkai.messages.outlets.speaking import TurnedDown
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.models import (
    FileUse,
    ItemRevision,
    PublicationFile,
    UploadedPicture,
    WeChatAccount,
)
from gongkai.publications.operations.distribution.claiming import NotWanted, Work
from gongkai.publications.outlets.pictures import Sendable, plain_cover, sendable
from gongkai.publications.outlets.wechat import WeChat
from gongkai.publications.outlets.wechat_articles import Article, article, pictures_in
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.public_addresses import item_address


def article_of(work: Work, account: WeChatAccount, wechat: WeChat) -> Article:
    """Return the article of a delivery.

    :raises NotWanted: if the version that was asked for is not there any more
    :raises OutletFault: if the platform does not take a picture
    """
    delivery = work.delivery
    content = version_of(work)
    files = {file["pk"]: file for file in content["files"]}
    shown = [files[key] for key in pictures_in(content["body"]) if key in files]
    pictures = [(file, _picture(file)) for file in shown]
    addresses = {
        file["pk"]: _given(work, account, wechat, picture, is_cover=False)
        for file, picture in pictures
    }
    cover = pictures[0][1] if pictures else plain_cover()
    # The platform's lists tell versions of one item apart by it.
    origin = f"{item_address(delivery.item)}?v={delivery.content_hash[:8]}"
    return article(
        title=delivery.title or content["title"],
        author=account.name,
        summary=content["summary"],
        body=content["body"],
        pictures=addresses,
        source_address=origin,
        cover=_given(work, account, wechat, cover, is_cover=True),
        has_attachments=any(file["use"] != FileUse.IMAGE for file in files.values()),
    )


def version_of(work: Work) -> dict[str, Any]:
    """Return the content of the version that is to go out, as it was frozen.

    :raises NotWanted: if it is not on record
    """
    rows = ItemRevision.objects.filter(
        item=work.delivery.item_id, content_hash=work.delivery.content_hash
    )
    content = rows.order_by("-number").values_list("content", flat=True).first()
    if content is None:
        raise NotWanted("没有找到要推送的版本，推送取消。")
    return dict(content)


def _given(
    work: Work, account: WeChatAccount, wechat: WeChat, picture: Sendable, *, is_cover: bool
) -> str:
    rows = UploadedPicture.objects.filter(account=account, is_cover=is_cover)
    known = rows.filter(sha256=picture.sha256).values_list("outside_id", flat=True).first()
    if known:
        return str(known)
    work.give_way()
    given = wechat.upload_cover(picture) if is_cover else wechat.upload_picture(picture)
    # Another worker may have been first; then its picture stands.
    row, _made = UploadedPicture.objects.get_or_create(
        account=account,
        sha256=picture.sha256,
        is_cover=is_cover,
        defaults={"outside_id": given[:500]},
    )
    return str(row.outside_id)


def _picture(file: dict[str, Any]) -> Sendable:
    row = PublicationFile.objects.get(pk=file["pk"])
    if row.sha256 != file["sha256"]:
        raise TurnedDown(f"图片“{row.name}”与审核时不一致，没有推送。")
    try:
        return sendable(content_of(row), row.media_type)
    except (FileNotFoundError, Undecipherable):
        raise TurnedDown(f"图片“{row.name}”无法读出，请系统管理员检查文件目录。") from None
