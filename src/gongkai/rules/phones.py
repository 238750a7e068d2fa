"""Phone numbers as applicants write them: mobile and landline of the mainland, others with +."""

import re

from gongkai.rules.bundled import bundled_table
from gongkai.rules.identity import Checked
from gongkai.rules.typing_slips import tidy

_TABLE = bundled_table("identity.toml")["phone"]
_COUNTRY = r"(?:\+86|0086|86(?=1[3-9]\d{9}$))?"
_MOBILE = re.compile(rf"{_COUNTRY}(1[3-9]\d{{9}})")
# 010 and 020 to 029 have three places, the others four. The 0 falls away after +86.
_LANDLINE = re.compile(
    r"(?:(?:\+86|0086)0?|0)(10|2\d|[3-9]\d{2})(\d{7,8})(?:(?:转|分机|EXT\.?|X|#|,)(\d{1,6}))?"
)
_SERVICE = re.compile(r"[48]00\d{7}")
_ABROAD = re.compile(r"(?:\+|00)(?!86)[1-9]\d{6,14}")


def check_phone(number: str) -> Checked:
    """Check a phone number and return it in one spelling.

    A mobile number becomes its 11 digits, a landline 区号-号码-分机; one from abroad keeps its +.
    """
    value, label = _joined(number), _TABLE["label"]
    if not value:
        return Checked(value, f"{label}：未填写，请填写。")
    if mobile := _MOBILE.fullmatch(value):
        return Checked(mobile[1], "")
    if landline := _LANDLINE.fullmatch(value):
        parts = (f"0{landline[1]}", landline[2], landline[3])
        return Checked("-".join(part for part in parts if part), "")
    if _SERVICE.fullmatch(value):
        return Checked(value, "")
    if _ABROAD.fullmatch(value):
        return Checked(re.sub("^00", "+", value), "")
    return Checked(value, f"{label}：{_fault(value)}")


def _joined(number: str) -> str:
    """Return a number without brackets and dashes, but with its extension set apart."""
    value = tidy(number).upper()
    # The dash before an extension is the one after at least seven digits of the number itself.
    value = re.sub(r"^(.*\d{7,8})-(\d{1,6})$", r"\1#\2", value)
    return re.sub(r"[-().]+", "", value)


def _fault(value: str) -> str:
    if not re.fullmatch(r"\+?[0-9]+", value):
        return "含有数字以外的字符，请只填写一个电话号码。"
    if re.match(r"1[3-9]", value):
        return f"{_TABLE['mobile']}应为11位，现为{len(value)}位，请核对后重新填写。"
    if value.startswith("1"):
        return f"不是有效的{_TABLE['mobile']}，请核对后重新填写。"
    if len(value) in (7, 8) and value[0] != "0":
        return f"{_TABLE['landline']}缺少区号，请按“区号-号码”填写，例如010-12345678。"
    if value.startswith("0"):
        return (
            f"不是有效的{_TABLE['landline']}，区号之后应为7或8位号码，"
            "请按“区号-号码”填写，例如010-12345678。"
        )
    return (
        f"不是有效的电话号码，请填写11位{_TABLE['mobile']}，或者带区号的{_TABLE['landline']}；"
        "境外号码请以“+”和国家（地区）代码开头。"
    )
