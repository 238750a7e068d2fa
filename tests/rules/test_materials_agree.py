"""What a situation asks for, what a guide lists and what an online form wants are one."""

import pytest

from gongkai.rules.service_forms import bundled_forms
from gongkai.rules.service_guides.bundled_guides import initial_guide
from gongkai.rules.service_items import listed_items
from gongkai.rules.situations import answer_of, every_path, standing_of

CARD = "申请人本人名下的Ⅰ类银行储蓄卡"
AGENT = "单位经办人有效身份证件和授权书"
PROXY = "授权委托书和受托人有效身份证件"
HEIRS = "继承权公证书、生效裁判文书或者有关部门出具的亲属关系材料"
DISASTER = "民政等部门出具的受灾、突发事件的证明"
DIFFICULTY = "上一年度财务报表或者其他困难证明"
RESOLUTION = "职工代表大会或者工会决议"
RETIRED = "退休证或者退休审批表"
LABOUR_END = "解除或者终止劳动关系证明"
LICENCE = "统一社会信用代码证照（营业执照、法人证书等）"

# A situation calls a material by what it is in the case at hand: each name with those of guides.
SITUATIONS = {
    "本人居民身份证": ["申请人有效身份证件"],
    "本人的银行借记卡": [CARD],
    "新的还款账户的银行卡": [CARD],
    "新的银行借记卡": [CARD],
    "扣款的银行借记卡": [CARD],
    "经备案的商品房买卖合同": ["购房合同和付款凭证"],
    "增值税发票（首付款或者全款）": ["购房合同和付款凭证"],
    "不动产权证书": ["不动产权证书、契税完税凭证"],
    "契税完税凭证": ["不动产权证书、契税完税凭证"],
    "购房地的户籍或者缴存地关系材料": ["户口簿等与购房地的关系材料"],
    "建房、翻建的规划许可或者宅基地批准文书": ["建房、翻建批准文件"],
    "房屋安全鉴定报告": ["房屋安全鉴定报告和房屋权属证明"],
    "房屋权属证明": ["房屋安全鉴定报告和房屋权属证明"],
    "银行出具的还款明细": ["贷款银行出具的还款明细"],
    "公租房租赁合同和缴租凭证": ["租赁合同和缴租凭证"],
    "购房合同": ["购房合同或者协议"],
    "提前退休的批准文件": [RETIRED],
    "离休证": [RETIRED],
    "解除或者终止劳动关系的证明": [LABOUR_END],
    "出境定居的证明": ["出境定居证明"],
    "死亡证明": ["死亡证明或者宣告死亡的判决书"],
    "继承人、受遗赠人的身份证": ["继承人、受遗赠人有效身份证件"],
    "收款人的银行借记卡": ["继承人、受遗赠人本人名下的Ⅰ类银行储蓄卡"],
    "亲属关系证明": [HEIRS],
    "公证书或者法院生效文书": [HEIRS],
    "诊断证明和医疗费用票据": ["诊断证明和医疗费用结算单据"],
    "患病家人与您的关系证明": ["与患者的关系证明"],
    "受灾、突发事件的证明": [DISASTER],
    "配偶的身份证": ["配偶有效身份证件", PROXY],
    "配偶的银行借记卡": ["配偶本人名下的Ⅰ类银行储蓄卡"],
    "婚姻关系证明": ["婚姻关系证明", PROXY],
    "授权委托书": [PROXY],
    "代办人的身份证": [PROXY],
    "单位的统一社会信用代码证照": [LICENCE],
    "法定代表人的身份证": ["法定代表人有效身份证件"],
    "单位经办人的身份证和授权书": [AGENT],
    "职工名册": [
        "职工姓名、证件号码、工资等信息（网上填报的免提交纸质清册）",
        "职工账户设立清册",
    ],
    "变更的批准或者登记文件": ["变更、合并、分立的批准或者登记文件"],
    "职工转移清册": ["职工姓名、证件号码等信息", "个人账户转移表"],
    "封存、启封清册": [
        "职工姓名、证件号码、缴存基数等信息",
        "个人账户封存清册",
        "个人账户启封清册",
    ],
    "职工信息变更清册": ["职工信息变更表"],
    "职工的身份证": ["职工有效身份证件"],
    "职工代表大会或者工会讨论通过的决议": [RESOLUTION],
    "经营困难的财务材料": [DIFFICULTY],
}
FORMS = {
    "本人居民身份证": ["申请人有效身份证件", "继承人、受遗赠人有效身份证件"],
    "本人银行卡": [CARD, "继承人、受遗赠人本人名下的Ⅰ类银行储蓄卡"],
    "新还款银行卡": [CARD],
    "配偶居民身份证": ["配偶有效身份证件"],
    "婚姻状况证明": ["婚姻关系证明"],
    "经办人授权书": [AGENT],
    "营业执照或者登记证书": [LICENCE],
    "变更后的营业执照或者登记证书": [LICENCE],
    "变更、合并、分立的证明": ["变更、合并、分立的批准或者登记文件"],
    "注销、撤销、破产的文件": ["撤销、合并、解散或者破产的文件"],
    "委托扣款授权书": ["委托扣款协议"],
    "补缴的证明材料": ["补缴期间的工资发放资料"],
    "职工代表大会或者工会讨论通过的决议": [RESOLUTION],
    "职工代表大会或者工会的决议": [RESOLUTION],
    "财务报表或者亏损证明": [DIFFICULTY],
    "缴款凭证": ["缴款凭证等错缴、多缴的证明资料"],
    "终止劳动关系证明": [LABOUR_END],
    "诊断证明和费用票据": ["诊断证明和医疗费用结算单据"],
    "民政等部门的证明": [DISASTER],
    "亲属关系证明": ["与患者的关系证明"],
    "购房合同": ["购房合同和付款凭证", "存量房买卖合同", "购房合同或者协议"],
    "购房发票或者契税完税凭证": ["购房合同和付款凭证", "不动产权证书、契税完税凭证"],
    "建造、翻建、大修的批准文件": ["建房、翻建批准文件", "建造、翻建、大修的批准文件"],
    "户口簿": ["户口簿", "户口簿等与购房地的关系材料"],
    "死亡证明或者宣告死亡判决书": ["死亡证明或者宣告死亡的判决书"],
    "继承权、受遗赠权证明": [HEIRS],
    "变更证明": ["公安机关出具的姓名、证件号码变更证明"],
    "其他继承人同意书": ["继承人一致同意的声明"],
    "借款合同": ["购房借款合同"],
    "还款明细": ["贷款银行出具的还款明细"],
    "租赁合同": ["租赁合同和缴租凭证"],
    "租金缴纳凭证": ["租赁合同和缴租凭证"],
}
# Forms of the centre that are filled in on the spot, or online.
AT_THE_COUNTER = ("到窗口办理的", "到窗口、自助终端办理的")
# What no question of the situations asks after.
NOT_ASKED = {
    "户口簿", "基本存款账户信息", "建造、翻建、大修的批准文件", "补缴期间的工资发放资料",
    "转账凭证", "工资汇总表", "职工签字确认", RESOLUTION,
}  # fmt: skip
ANSWERS = [answer_of(standing_of(path)) for path in every_path()]


def in_guides(items):
    return {each.name: each for item in items for each in initial_guide(item.code).materials}


def called(material):
    return SITUATIONS.get(material.name, [material.name])


def test_a_guide_lists_whatever_a_situation_asks_for():
    for answer in ANSWERS:
        listed = in_guides(answer.items)
        for material in answer.materials if answer.items else ():
            assert listed.keys() & set(called(material)), (answer.items, material.name)


def test_a_situation_asks_for_whatever_a_guide_asks_of_everybody():
    for answer in ANSWERS:
        given = {each.question.code: each.option.code for each in answer.given}
        if given["matter"] == "leave" and given["next"] == "here":
            # His new employer hands it in.
            continue
        asked = {name for each in answer.materials for name in called(each)}
        wanted = {name for name, each in in_guides(answer.items).items() if not each.when}
        assert wanted <= asked, (answer.items, given, wanted - asked)


def test_some_situation_asks_for_whatever_a_guide_asks_of_some():
    asked = {}
    for answer in ANSWERS:
        names = {name for each in answer.materials for name in called(each)}
        for item in answer.items:
            asked.setdefault(item.code, set()).update(names)
    for item in listed_items():
        for each in initial_guide(item.code).materials:
            known = each.when in AT_THE_COUNTER or each.name in NOT_ASKED
            assert known or each.name in asked[item.code], (item.name, each.name)


def wanted_online(code):
    return [each["label"] for each in bundled_forms()[code].get("materials", ())]


@pytest.mark.parametrize("code", sorted(bundled_forms()))
def test_a_guide_lists_whatever_an_online_form_wants(code):
    listed = {each.name for each in initial_guide(code).materials}
    for label in wanted_online(code):
        assert listed & set(FORMS.get(label, [label])), label


def test_the_names_put_together_here_are_in_use():
    guides = {each.name for item in listed_items() for each in initial_guide(item.code).materials}
    of_situations = {each.name for answer in ANSWERS for each in answer.materials}
    of_forms = {label for code in bundled_forms() for label in wanted_online(code)}
    for names, used in ((SITUATIONS, of_situations), (FORMS, of_forms)):
        assert set(names) <= used, set(names) - used
        assert {each for held in names.values() for each in held} <= guides
    assert guides >= NOT_ASKED
