"""The items of 条例第二十条 and 第二十一条, as the articles have them."""

from gongkai.rules.statutory_items import statutory_item, statutory_items, statutory_source

# As the article numbers them, up to each semicolon.
ARTICLE_20 = (
    "行政法规、规章和规范性文件；"
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名；"
    "国民经济和社会发展规划、专项规划、区域规划及相关政策；"
    "国民经济和社会发展统计信息；"
    "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果；"
    "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定；"
    "财政预算、决算信息；"
    "行政事业性收费项目及其依据、标准；"
    "政府集中采购项目的目录、标准及实施情况；"
    "重大建设项目的批准和实施情况；"
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况；"
    "突发公共事件的应急预案、预警信息及应对情况；"
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况；"
    "公务员招考的职位、名额、报考条件等事项以及录用结果；"
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"
)
ARTICLE_21_CITY = "市政建设、公共服务、公益事业、土地征收、房屋征收、治安管理、社会救助"
ARTICLE_21_TOWNSHIP = (
    "贯彻落实农业农村政策、农田水利工程建设运营、农村土地承包经营权流转、宅基地使用情况审核、"
    "土地征收、房屋征收、筹资筹劳、社会救助"
)


def test_the_words_are_the_articles():
    fifteen = statutory_items()[:15]
    assert "；".join(item.text for item in fifteen) == ARTICLE_20
    assert "、".join(item.text for item in statutory_items()[15:]) == ARTICLE_21_CITY
    of_township = statutory_items(is_township=True)
    assert of_township[:15] == fifteen
    assert "、".join(item.text for item in of_township[15:]) == ARTICLE_21_TOWNSHIP


def test_every_item_has_its_number_once_and_names_its_article():
    numbers = [item.no for item in (*statutory_items(), *statutory_items(is_township=True)[15:])]
    assert len(set(numbers)) == len(numbers) == 30
    assert [item.no for item in statutory_items()[:15]] == [f"20-{n}" for n in range(1, 16)]
    assert statutory_item("20-15").article == "第二十条第（十五）项"
    assert statutory_item("22-1") is None
    assert "711号" in statutory_source()
