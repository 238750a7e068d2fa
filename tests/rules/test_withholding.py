"""The grounds for hiding a part of a document."""

from gongkai.rules.withholding import grounds


def test_each_ground_cites_one_of_the_three_articles():
    found = grounds()
    assert len(found) == 8
    articles = [ground.article.partition("》")[2] for ground in found.values()]
    assert articles == sorted(articles, key=["第十四条", "第十五条", "第十六条第一款",
                                             "第十六条第二款"].index)  # fmt: skip
    assert found["PRIVACY"].article.endswith("第十五条")
    assert len({ground.label for ground in found.values()}) == 8
