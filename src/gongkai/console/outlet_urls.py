"""Addresses of outlets, below /console/publishing/."""

from django.urls import URLPattern, path

from gongkai.console.views.publishing import deliveries, outlets

urlpatterns: list[URLPattern] = [
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:pk>/acts/<slug:name>/", deliveries.act, name="act-on-delivery"),
    path("deliveries/<int:pk>/enter/<slug:name>/", deliveries.enter, name="enter-of-delivery"),
    path("deliveries/<int:pk>/files/", deliveries.hand_over, name="delivery-files"),
    path("items/<int:pk>/deliveries/", deliveries.of_item, name="item-deliveries"),
    path("wechat/", outlets.wechat_account, name="wechat-account"),
    path("wechat/check/", outlets.check_account, name="check-wechat-account"),
    path("city/", outlets.city_site, name="city-site"),
]
