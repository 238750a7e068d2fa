"""What stands around the article on a web page: menus, lists, decoys, footers, hidden parts."""

_CONTAINERS = {
    "zoom": '<div id="zoom" class="content">\n{}\n</div>',
    "editor": '<div class="TRS_Editor"><div class="Custom_UnionStyle">\n{}\n</div></div>',
    "article": "<article>\n{}\n</article>",
    "none": "{}",
}
_NESTED = (
    '<table width="1000" align="center" cellpadding="0"><tr><td width="200" valign="top">{menu}'
    '</td><td valign="top"><table width="100%"><tr><td>当前位置：首页 &gt; 政府信息公开年报</td>'
    '</tr><tr><td class="bt_content">\n{article}\n</td></tr></table></td></tr></table>'
)
_MENU = (
    '<ul class="menu"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>'
    '<li><a href="/nb/">政府信息公开年报</a></li><li><a href="/hd/">互动交流</a></li></ul>'
)
_TOP = (
    '<div class="header"><div class="logo">某某市人民政府门户网站</div>{menu}'
    '<form action="/s"><input type="text" name="q"><input type="submit" value="搜索"></form></div>'
    '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; '
    "政府信息公开年报</div>"
)
_SIDE = (
    '<div class="side"><h3>相关链接</h3><ul><li><a href="a.html">2022年政府信息公开工作年度报告'
    '</a></li><li><a href="b.html">2021年政府信息公开工作年度报告</a></li></ul>'
    '<h3>热点排行</h3><ol><li><a href="c.html">关于公积金贷款额度的通知</a> 1024次</li></ol></div>'
)
_INFORMATION = (
    '<div class="info">发布时间：{day} 10:30 　来源：{organ} 　浏览次数：<span>356</span> '
    '【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</div>'
)
_BOTTOM = (
    '<div class="share">分享到：微信 微博</div><div class="pages"><p>上一篇：<a href="d.html">'
    "2022年政府网站工作年度报表</a></p><p>下一篇：没有了</p></div>"
    '<div class="footer"><p>主办：某某市人民政府办公室　网站标识码：2114000001</p>'
    "<p>辽ICP备05000000号　地址：中央大街1号　电话：0429-3100000</p></div>"
)
_DECOYS = (
    '<div class="stat"><h3>政策文件统计</h3><table border="1"><tr><th>类别</th><th>数量</th></tr>'
    "<tr><td>政策文件</td><td>25</td></tr><tr><td>政策解读</td><td>12</td></tr></table>"
    "<h3>建议提案办理情况</h3><table border='1'><tr><td>类别</td><td>承办</td><td>办结</td>"
    "<td>总计</td></tr><tr><td>人大代表建议</td><td>8</td><td>8</td><td>16</td></tr>"
    "<tr><td>政协提案</td><td>5</td><td>5</td><td>10</td></tr></table></div>"
)
_HIDDEN = (
    "<!-- <table><tr><td>行政许可</td><td>77777</td></tr></table> -->"
    '<div style="display:none"><table><tr><td>信息内容</td><td>本年处理决定数量</td></tr>'
    "<tr><td>行政许可</td><td>88888</td></tr></table></div>"
    '<script>var t = "<table><tr><td>行政强制</td><td>99999</td></tr></table>";</script>'
    "<style>.x { content: '行政处罚 66666'; }</style>"
)


def page_html(drawing, article, layout):
    """Return the page around an article."""
    kind = layout.page["page"]
    # Where a page has more than the article, something holds the article together.
    bare_only = kind == "bare" or layout.page["container"] != "none"
    held = _CONTAINERS[layout.page["container"] if bare_only else "zoom"].format(article)
    if layout.page["hidden"]:
        held = _HIDDEN + held
    decoys = _DECOYS if layout.page["decoys"] else ""
    day = f"{drawing.year + 1}-01-25"
    if kind == "portal":
        information = _INFORMATION.format(day=day, organ=drawing.organ)
        body = _TOP.format(menu=_MENU) + _SIDE + information + held + decoys + _BOTTOM
    elif kind == "nested":
        body = _NESTED.format(menu=_MENU + decoys, article=held) + _BOTTOM
    else:
        body = decoys + held
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n'
        f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>{_meta(layout)}'
        f"<title>{drawing.title}_某某市人民政府</title>"
        f'<meta name="ArticleTitle" content="{drawing.title}"><meta name="PubDate" '
        f'content="{day} 10:30"></head>\n<body>\n{body}\n</body></html>\n'
    )


def _meta(layout):
    charset = layout.page["encoding"][1]
    if not charset:
        return ""
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
