"""Settings of every installation; docs/operations.md lists the variables that steer them."""

import os
from pathlib import Path

from gongkai.config.identity_provider import (
    claim_names,
    identity_provider,
    signature_algorithms,
)
from gongkai.config.installation import (
    business_system,
    choice,
    database,
    home,
    keys,
    listed,
    mail_server,
    sms_gateway,
    sqlite_address,
    whole_days,
    whole_number,
)
from gongkai.config.seal_settings import organ_seal_settings, seal_settings

HOME = home()
PACKAGE = Path(__file__).resolve().parents[2]
_KEYS = keys(HOME)

SECRET_KEY = _KEYS["secret_key"]
GONGKAI_FIELD_KEY = _KEYS["field_key"]
GONGKAI_FIELD_CIPHER = choice("GONGKAI_FIELD_CIPHER", "aes", "sm4")
GONGKAI_FONTS = HOME / "fonts"
GONGKAI_FILES = HOME / "files"
# What is searched, a copy of each node that can be built anew.
GONGKAI_INDEX = HOME / "index"
# Byte patterns of files that are not taken in, besides the bundled ones; need not be there.
GONGKAI_ATTACHMENT_PATTERNS = HOME / "attachment-patterns.txt"
DEBUG = False
ALLOWED_HOSTS = listed("GONGKAI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("GONGKAI_ORIGINS")

INSTALLED_APPS = [
    "gongkai.agencies",
    "gongkai.audit",
    "gongkai.outbox",
    "gongkai.review",
    "gongkai.messages",
    "gongkai.oversight",
    "gongkai.publications",
    "gongkai.sites",
    "gongkai.participation",
    "gongkai.fund_services",
    "gongkai.casework",
    "gongkai.knowledge",
    "gongkai.hotline",
    "gongkai.ledgers",
    "gongkai.annual_reports",
    "gongkai.self_inspection",
    "gongkai.website_reports",
    "gongkai.search",
    "gongkai.portal",
    "gongkai.console",
    "gongkai.api",
    "gongkai.cli",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "modelsearch",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
    # Its files alone: the editor of texts, served from here.
    "tinymce",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "gongkai.portal.plain_refusals.PlainRefusals",
    "gongkai.portal.own_hosts.OwnHosts",
]

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL") or sqlite_address(HOME / "gongkai.sqlite3"))
}

REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}

# Letters go out by mail only where a server is named; nobody else sends mail.
_MAIL = mail_server(os.environ.get("GONGKAI_EMAIL_URL", ""))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"], _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["EMAIL_USE_TLS"], _MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
_FROM = os.environ.get("GONGKAI_EMAIL_FROM", "") or EMAIL_HOST_USER
DEFAULT_FROM_EMAIL = _FROM or "gongkai@localhost"

# SMS go out only where a gateway is named; the signature in front is else the organ's short name.
GONGKAI_SMS = sms_gateway(os.environ.get("GONGKAI_SMS_URL", ""))
GONGKAI_SMS_SIGN = os.environ.get("GONGKAI_SMS_SIGN", "")

# After how many minutes without a page, and after how many hours in any case, a citizen or an agent
# of an employer signs in again.
GONGKAI_ACCOUNT_IDLE_MINUTES = whole_number("GONGKAI_ACCOUNT_IDLE_MINUTES", 30, least=5, most=240)
GONGKAI_ACCOUNT_HOURS = whole_number("GONGKAI_ACCOUNT_HOURS", 8, least=1, most=24)

# The centre's own business system (核心业务系统); without one the embedded one with made-up people,
# where each step of business takes so many seconds.
GONGKAI_CORE = business_system(os.environ.get("GONGKAI_CORE_URL", ""))
GONGKAI_CORE_SECONDS = 6.0
GONGKAI_CORE_PACE = 60.0

# The key that seals certificates of the provident fund, and the server of its time stamps; an
# organ with a key of its own never seals with that of the installation.
GONGKAI_SEAL = seal_settings(HOME)
GONGKAI_ORGAN_SEALS = organ_seal_settings()

# Who confirms an employer's first manager: the console, or the employer's contact on record.
GONGKAI_AGENT_CONFIRMATION = choice("GONGKAI_AGENT_CONFIRMATION", "console", "contact")
# A government account signs in only where its provider is named (OpenID Connect).
GONGKAI_OIDC = identity_provider(os.environ.get("GONGKAI_OIDC_URL", ""))
GONGKAI_OIDC_NAME = os.environ.get("GONGKAI_OIDC_NAME", "") or "统一身份认证"
GONGKAI_OIDC_SCOPE = os.environ.get("GONGKAI_OIDC_SCOPE", "") or "openid profile phone"
GONGKAI_OIDC_CLAIMS = claim_names(os.environ.get("GONGKAI_OIDC_CLAIMS", ""))
GONGKAI_OIDC_ALGORITHMS = signature_algorithms("GONGKAI_OIDC_ALGORITHMS", "RS256,ES256")

# How many working days after the reply a closed case may be shown in the public log.
GONGKAI_LOG_DELAY_DAYS = whole_days("GONGKAI_LOG_DELAY_DAYS", 20)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "gongkai.config.visitors.address_of"
AXES_VERBOSE = False

WAGTAIL_SITE_NAME = "公开"
WAGTAILADMIN_BASE_URL = os.environ.get("GONGKAI_BASE_URL", "http://localhost:8000")
# What outlets are told of an item's page; the portal's own address book says the same.
GONGKAI_ITEM_ADDRESS = WAGTAILADMIN_BASE_URL.rstrip("/") + "/xinxi/{agency}/{item}/"
# What the QR code of a certificate opens; the portal's own address book says the same.
GONGKAI_VERIFY_ADDRESS = WAGTAILADMIN_BASE_URL.rstrip("/") + "/yanzheng/{number}/{code}/"
# Where the WeChat platform is reached; a relay where the server itself may not go out.
GONGKAI_WECHAT_API = (os.environ.get("GONGKAI_WECHAT_API") or "https://api.weixin.qq.com").rstrip(
    "/"
)
GONGKAI_OUTLET_SECONDS = 15.0
# Whether the self-inspection may ask other sites and look up the site's own name.
GONGKAI_INSPECT_OUTWARD = choice("GONGKAI_INSPECT_OUTWARD", "1", "0") == "1"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# No mail goes out; `gongkai officer password` gives a new one.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"
LOGIN_URL = "wagtailadmin_login"

# What the site's foot shows, each only where it is set.
GONGKAI_SITE_ID_CODE = os.environ.get("GONGKAI_SITE_ID_CODE", "")
GONGKAI_ICP_NO = os.environ.get("GONGKAI_ICP_NO", "")
GONGKAI_POLICE_NO = os.environ.get("GONGKAI_POLICE_NO", "")
GONGKAI_REPORT_ERROR_URL = os.environ.get("GONGKAI_REPORT_ERROR_URL", "")

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
    # How many proxies stand in front; without it the address a proxy forwards is not believed.
    "NUM_PROXIES": int(choice("GONGKAI_PROXIES", "0", "1", "2", "3")),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "公开 Gongkai",
    "DESCRIPTION": "政府信息公开工作年度报告等公开数据接口",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # It would judge the console's inner API as well, which is Wagtail's.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

SECURE = choice("GONGKAI_SECURE", "0", "1") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 8 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        # Wagtail's editor positions its panels with style attributes.
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}

# What each process of the web server works on at once, how many requests wait for that and how many
# seconds: the rest is told when to come again, and kept pages have threads of their own meanwhile.
GONGKAI_AT_WORK, GONGKAI_WAITING, GONGKAI_PATIENCE = 3, 6, 5.0

LOG_LEVEL = choice("GONGKAI_LOG_LEVEL", "WARNING", "DEBUG", "INFO", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    # Scanners ask for other hosts all day; they get status 400 and need no traceback each.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}
SILENCED_SYSTEM_CHECKS = [
    # The organ's other subdomains and the browsers' lists are not ours to bind.
    "security.W005",
    "security.W021",
    # The web server in front sends plain HTTP on to HTTPS (docs/operations.md).
    "security.W008",
    # Wagtail previews a page in a frame of the same site.
    "security.W019",
]
