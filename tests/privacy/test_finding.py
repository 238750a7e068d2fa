"""Personal data is found however it is written, and what may stand is left alone."""

import pytest

from gongkai.privacy.finding import Found, personal_data_in

KNOWN = {
    "申请人姓名": "赵小明",
    "证件号码": "11010519491231002X",
    "联系电话": "13800001234",
    "电子邮箱": "zhao.xm@example.com",
    "通信地址": "某某市某某路8号2单元",
}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("赵小明申请公开", "申请人姓名"),
        ("赵 小\u200b明申请公开", "申请人姓名"),
        ("证件１１０１０５１９４９１２３１００２ｘ", "证件号码"),
        ("110105-19491231-002X", "证件号码"),
        ("电话138 0000 1234", "联系电话"),
        ("信箱ZHAO.XM@example.com", "电子邮箱"),
        ("寄往某某市某某路8号 2单元", "通信地址"),
        ("另一人440308199901011234", "居民身份证号码"),
        ("另一人130503670401001", "居民身份证号码"),
        ("他的手机是 139-1111-2222。", "手机号码"),
        ("2024-01-15 139 1111 2222", "手机号码"),
        ("座机0429-7654321", "固定电话号码"),
        ("账号6222021234567890123", "银行卡号"),
        ("someone@else.cn", "电子邮箱"),
    ],
)
def test_it_is_found(text, what):
    assert what in [each.what for each in personal_data_in(text, KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年住房公积金归集额123456789012.34元，共1380000户。",
        "丙公积金公开〔2024〕12号，2024-01-10至2024-02-01。",
        "赵先生的申请已答复，详询0429-1234567。",
        "国办函〔2020〕109号、条例第三十六条第（二）项",
    ],
)
def test_what_may_stand_is_left_alone(text):
    assert personal_data_in(text, KNOWN, ("0429-1234567",)) == []


def test_what_was_found_is_shown_masked_and_once():
    found = personal_data_in("赵小明，赵小明，13800001234", KNOWN)
    assert found == [Found("申请人姓名", "赵**"), Found("联系电话", "13*******34")]


def test_nothing_known_is_nothing_found():
    assert personal_data_in("任何文字", {"申请人姓名": "", "经办人": "王"}) == []
