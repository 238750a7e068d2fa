"""Every situation ends in an answer, and cases that a lawyer can read."""

import pytest

from gongkai.rules.bundled import bundled_table
from gongkai.rules.service_items import listed_item, listed_items
from gongkai.rules.situations import answer_of, every_path, questions, standing_of

PARTS = ("items", "materials", "limits", "not_needed", "advice", "places")
PATHS = list(every_path())


def answer(*told):
    """Return what answers come to, given as `question=option`."""
    answers = dict(each.split("=") for each in told)
    found = answer_of(standing_of(answers))
    assert found is not None, f"asked: {standing_of(answers).asked}"
    assert [each.option.code for each in found.given] == list(answers.values())
    return found


def names(materials):
    return {each.name for each in materials}


def test_every_path_ends_in_an_answer_with_somewhere_to_go():
    assert len(PATHS) > 300
    for path in PATHS:
        found = answer_of(standing_of(path))
        assert found is not None, path
        assert found.items or found.advice, path
        assert found.places, path
        if found.items and not found.advice:
            assert found.materials, path


def test_nothing_is_needed_and_not_needed_at_once():
    for path in PATHS:
        found = answer_of(standing_of(path))
        both = names(found.materials) & names(found.not_needed)
        assert not both, (path, both)
        assert all(each.reason for each in (*found.materials, *found.not_needed)), path


def test_progress_never_promises_less_than_is_asked():
    for path in PATHS:
        answers = {}
        for code, option in path.items():
            assert standing_of(answers).most >= len(path), path
            assert standing_of(answers).asked.code == code
            answers[code] = option


def test_the_data_names_only_what_there_is():
    known = {each.code: {option.code for option in each.options} for each in questions()}
    table = bundled_table("situations.toml")
    rows = [row for part in (*PARTS, "questions") for row in table[part]]
    rows += [option for row in table["questions"] for option in row["options"]]
    for row in rows:
        for when in (row.get("when", {}), *row.get("unless", ())):
            for code, options in when.items():
                assert set(options) <= known[code], (row, code)
    for row in table["items"]:
        assert listed_item(row["code"]), row
    for row in (*table["limits"], *table["advice"]):
        assert row.get("basis") or not row.get("settled", True) or "when" in row, row


def test_every_row_holds_on_some_path():
    table = bundled_table("situations.toml")
    found = [answer_of(standing_of(path)) for path in PATHS]
    for part, attribute in (("materials", "name"), ("not_needed", "name"), ("limits", "text"),
                            ("advice", "text"), ("places", "text")):  # fmt: skip
        shown = {getattr(each, attribute) for one in found for each in getattr(one, part)}
        assert {row[attribute] for row in table[part]} <= shown, part
    assert {row["code"] for row in table["items"]} == {
        each.code for one in found for each in one.items
    }


def test_every_item_of_the_list_can_be_reached():
    reached = {each.code for path in PATHS for each in answer_of(standing_of(path)).items}
    assert {each.code for each in listed_items()} == reached


CASES = """
matter=buy home=second-hand place=away paid=loan family=married together=yes who=self
  办 购买自住住房提取
  带 不动产权证书 契税完税凭证 存量房买卖合同 购房地的户籍或者缴存地关系材料 配偶的身份证
  不带 增值税发票（首付款或者全款） 授权委托书
  限 自受理之日起3日内作出准予提取或者不准提取的决定，并通知您。
matter=buy home=new place=here paid=whole family=single who=self
  办 购买自住住房提取
  带 经备案的商品房买卖合同 增值税发票（首付款或者全款） 单位出具的提取证明
  不带 婚姻关系证明 购房借款合同 不动产权证书 配偶的身份证
  限 提取购房款的，应当是购买自住住房。
matter=retire retirement=age who=agent
  办 离休退休提取
  带 授权委托书 代办人的身份证
  不带 单位出具的提取证明 退休证或者退休审批表
  限 办理提取的同时注销住房公积金账户。
matter=loan loans=settled where=away-here house=second-hand family=married
  办 住房公积金贷款申请
  带 异地贷款缴存使用证明 贷款结清证明 原房主的不动产权证书 担保材料
  不带 授权委托书
  限 自受理之日起15日内作出准予贷款或者不准贷款的决定，并通知您。
matter=employer task=register
  办 单位缴存登记 职工账户设立
  带 单位的统一社会信用代码证照 职工名册
  不带 本人居民身份证
  限 新设立的单位自设立之日起30日内登记，自登记之日起20日内为职工设立账户。
matter=employer task=defer
  办 缓缴申请
  带 职工代表大会或者工会讨论通过的决议
  不带 职工名册
  限 经本中心审核、报住房公积金管理委员会批准后实行；效益好转后恢复比例，或者补缴。
matter=papers paper=cross-city taken=settled
  办 异地贷款缴存使用证明
  带 本人居民身份证
  不带 单位盖章
  限 用过两次以上公积金贷款（含外地）的，不出具异地贷款缴存使用证明。
"""


def cases():
    lines = [line.strip() for line in CASES.strip().splitlines()]
    for start in range(0, len(lines), 5):
        yield pytest.param(*lines[start : start + 5], id=lines[start])


@pytest.mark.parametrize(("path", "items", "needed", "without", "limit"), list(cases()))
def test_cases(path, items, needed, without, limit):
    found = answer(*path.split())
    assert [each.name for each in found.items] == items.split()[1:]
    assert set(needed.split()[1:]) <= names(found.materials)
    assert not set(without.split()[1:]) & names(found.materials)
    assert limit.removeprefix("限 ") in {each.text for each in found.limits}


@pytest.mark.parametrize("path", ["loans=two", "loans=open"])
def test_who_has_had_his_loans_is_told_before_he_is_asked_more(path):
    found = answer("matter=loan", path)
    assert not found.items and not found.materials and found.advice


@pytest.mark.parametrize("taken", ["two", "open"])
def test_the_certificate_for_another_city_is_refused_after_two_loans_or_an_open_one(taken):
    found = answer("matter=papers", "paper=cross-city", f"taken={taken}")
    assert not found.items
    assert "建金〔2016〕230号" in {each.basis for each in found.advice}


def test_answers_that_are_no_longer_asked_for_do_not_count():
    full = {"matter": "rent", "owns": "yes", "renting": "market", "home": "new", "who": "self"}
    standing = standing_of(full)
    assert standing.asked is None
    assert standing.answers == {"matter": "rent", "owns": "yes"}
    assert standing_of({"matter": "nonsense"}).asked.code == "matter"
