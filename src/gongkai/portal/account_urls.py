"""Addresses of accounts: signing in and out, whom one acts for, what one can change."""

from django.urls import path

from gongkai.portal.views.accounts.acting import acting, answer_naming, choose
from gongkai.portal.views.accounts.agents import (
    agent,
    agents,
    take_back,
    withdraw,
)
from gongkai.portal.views.accounts.deleting import delete, deleted
from gongkai.portal.views.accounts.home import account_home, history
from gongkai.portal.views.accounts.managing import manage, withdraw_manage
from gongkai.portal.views.accounts.outside import (
    outside,
    outside_back,
    outside_phone,
    outside_unbind,
)
from gongkai.portal.views.accounts.password import password
from gongkai.portal.views.accounts.phone import phone
from gongkai.portal.views.accounts.proving import (
    forgotten,
    forgotten_proof,
    register,
    register_proof,
)
from gongkai.portal.views.accounts.sessions import end_one, end_others, sessions
from gongkai.portal.views.accounts.sign_in import sign_in, sign_out
from gongkai.portal.views.accounts.wechat import wechat

urlpatterns = [
    path("zhanghu/", account_home, name="account"),
    path("zhanghu/denglu/", sign_in, name="sign-in"),
    path("zhanghu/tuichu/", sign_out, name="sign-out"),
    path("zhanghu/kaitong/", register, name="register"),
    path("zhanghu/kaitong/yanzheng/", register_proof, name="register-proof"),
    path("zhanghu/zhaohui/", forgotten, name="forgotten"),
    path("zhanghu/zhaohui/yanzheng/", forgotten_proof, name="forgotten-proof"),
    path("zhanghu/tongyi/", outside, name="outside"),
    path("zhanghu/tongyi/huidiao/", outside_back, name="outside-back"),
    path("zhanghu/tongyi/shouji/", outside_phone, name="outside-phone"),
    path("zhanghu/tongyi/jiebang/", outside_unbind, name="outside-unbind"),
    path("zhanghu/shenfen/", acting, name="account-acting"),
    path("zhanghu/shenfen/xuanze/", choose, name="account-choose"),
    path("zhanghu/shouquan/<int:pk>/", answer_naming, name="account-naming"),
    path("zhanghu/mima/", password, name="account-password"),
    path("zhanghu/shouji/", phone, name="account-phone"),
    path("zhanghu/weixin/", wechat, name="account-wechat"),
    path("zhanghu/shebei/", sessions, name="account-sessions"),
    path("zhanghu/shebei/jieshu/", end_others, name="account-end-others"),
    path("zhanghu/shebei/<int:pk>/jieshu/", end_one, name="account-end-one"),
    path("zhanghu/jilu/", history, name="account-history"),
    path("zhanghu/zhuxiao/", delete, name="account-delete"),
    path("zhanghu/yizhuxiao/", deleted, name="account-deleted"),
    path("zhanghu/danwei/", manage, name="account-manage"),
    path("zhanghu/danwei/<int:pk>/chehui/", withdraw_manage, name="account-manage-withdraw"),
    path("zhanghu/jingban/", agents, name="account-agents"),
    path("zhanghu/jingban/<int:pk>/", agent, name="account-agent"),
    path("zhanghu/jingban/<int:pk>/quxiao/", withdraw, name="account-agent-withdraw"),
    path("zhanghu/jingban/shouquan/<int:pk>/shouhui/", take_back, name="account-naming-back"),
]
