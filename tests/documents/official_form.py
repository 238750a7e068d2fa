"""The tables of the 2021 form as printed, typed from the notice itself, not from our data."""

import re

COLUMNS = [
    *("natural_person", "business", "research", "public_interest", "legal_service"),
    *("other", "total"),
]
RESULTS = ["upheld", "corrected", "other", "pending", "total"]
ROUTES = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
REQUEST_HEAD = [
    [CORNER] * 3 + ["申请人情况"] * 7,
    [CORNER] * 3 + ["自然人"] + ["法人或其他组织"] * 5 + ["总计"],
    [CORNER] * 3
    + ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
]

REQUEST_ROWS = """
received                      | 一、本年新收政府信息公开申请数量
carried_in                    | 二、上年结转政府信息公开申请数量
disclosed                     | 三、本年度办理结果 | （一）予以公开
partly_disclosed              | 三、本年度办理结果 | （二）部分公开（区分处理的，只计这一情形，不计其他情形）
refused_state_secret          | 三、本年度办理结果 | （三）不予公开 | 1.属于国家秘密
refused_by_law                | 三、本年度办理结果 | （三）不予公开 | 2.其他法律行政法规禁止公开
refused_security_stability    | 三、本年度办理结果 | （三）不予公开 | 3.危及“三安全一稳定”
refused_third_party           | 三、本年度办理结果 | （三）不予公开 | 4.保护第三方合法权益
refused_internal_affairs      | 三、本年度办理结果 | （三）不予公开 | 5.属于三类内部事务信息
refused_deliberative          | 三、本年度办理结果 | （三）不予公开 | 6.属于四类过程性信息
refused_enforcement_file      | 三、本年度办理结果 | （三）不予公开 | 7.属于行政执法案卷
refused_registry_query        | 三、本年度办理结果 | （三）不予公开 | 8.属于行政查询事项
unavailable_not_held          | 三、本年度办理结果 | （四）无法提供 | 1.本机关不掌握相关政府信息
unavailable_needs_creation    | 三、本年度办理结果 | （四）无法提供 | 2.没有现成信息需要另行制作
unavailable_unclear           | 三、本年度办理结果 | （四）无法提供 | 3.补正后申请内容仍不明确
not_processed_petition        | 三、本年度办理结果 | （五）不予处理 | 1.信访举报投诉类申请
not_processed_repeat          | 三、本年度办理结果 | （五）不予处理 | 2.重复申请
not_processed_publication     | 三、本年度办理结果 | （五）不予处理 | 3.要求提供公开出版物
not_processed_excessive       | 三、本年度办理结果 | （五）不予处理 | 4.无正当理由大量反复申请
not_processed_reconfirmation  | 三、本年度办理结果 | （五）不予处理 | 5.要求行政机关确认或重新出具已获取信息
closed_not_corrected          | 三、本年度办理结果 | （六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
closed_fee_unpaid             | 三、本年度办理结果 | （六）其他处理 | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
closed_other                  | 三、本年度办理结果 | （六）其他处理 | 3.其他
total                         | 三、本年度办理结果 | （七）总计
carried_out                   | 四、结转下年度继续办理
"""  # noqa: E501

DISPUTE_HEAD = [
    ["行政复议"] * 5 + ["行政诉讼"] * 10,
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    + ["未经复议直接起诉"] * 5
    + ["复议后起诉"] * 5,
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3,
]


def proactive(report):
    """Return section 二's table, every merged place filled with its cell's text."""
    own = report["proactive"]
    rules, papers = own["regulations"], own["normative_documents"]
    block = "第二十条第（{}）项".format
    decisions = ["信息内容"] + ["本年处理决定数量"] * 3
    return [
        [block("一")] * 4,
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", *(text(rules[key]) for key in ("made", "repealed", "in_force"))],
        ["行政规范性文件", *(text(papers[key]) for key in ("made", "repealed", "in_force"))],
        [block("五")] * 4,
        decisions,
        ["行政许可"] + [text(own["licences"])] * 3,
        [block("六")] * 4,
        decisions,
        ["行政处罚"] + [text(own["penalties"])] * 3,
        ["行政强制"] + [text(own["coercive_measures"])] * 3,
        [block("八")] * 4,
        ["信息内容"] + ["本年收费金额（单位：万元）"] * 3,
        ["行政事业性收费"] + [text(own["administrative_fees_wan"])] * 3,
    ]


def requests(report):
    """Return section 三's table, 28 rows by 10 columns."""
    rows = [list(row) for row in REQUEST_HEAD]
    for line in REQUEST_ROWS.strip().split("\n"):
        key, *labels = re.split(r"\s*\|\s*", line.strip())
        labels += [labels[-1]] * (3 - len(labels))
        rows.append([*labels, *(text(report["requests"][key][column]) for column in COLUMNS)])
    return rows


def disputes(report):
    """Return section 四's table, 4 rows by 15 columns."""
    figures = [text(report["disputes"][route][result]) for route in ROUTES for result in RESULTS]
    return [*DISPUTE_HEAD, figures]


def tables(report):
    """Return the three tables of a report JSON."""
    return [proactive(report), requests(report), disputes(report)]


def text(value):
    """Return a figure as printed: 0 is "0", a blank is ""."""
    return "" if value is None else str(value)
