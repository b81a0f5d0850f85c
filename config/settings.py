"""Settings of one Panelbook installation, read from the environment. Safe defaults of Django stay unsaid."""

import os
import secrets
import tempfile
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from environs import Env

from foundation.history.whole import made_once

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("PANELBOOK_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
# One of the environment, or one made once and kept in the var folder.
SECRET_KEY = env.str("SECRET_KEY", "") or made_once(VAR_DIR / "secret-key", lambda: secrets.token_urlsafe(64))
# What seals the history: several keys with a comma between them, the first seals, earlier ones only check.
# Without it a file is made at first use, outside the database and outside its backups.
HISTORY_KEY: list[str] = env.list("HISTORY_KEY", [])
HISTORY_KEY_FILE = Path(env.str("HISTORY_KEY_FILE", str(VAR_DIR / "history-key")))
# Where the end of the chain is written down; who gets it by mail each day, so that it stands elsewhere too.
HISTORY_ANCHORS = Path(env.str("HISTORY_ANCHORS", str(VAR_DIR / "history-anchors")))
HISTORY_ANCHOR_MAIL = env.str("HISTORY_ANCHOR_MAIL", "")
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
# What stands in the header of pages that belong to no single panel.
SITE_NAME = env.str("SITE_NAME", "Panelbook")
SITE_ADDRESS = env.str("SITE_ADDRESS", "")
IS_ADDRESS_SAID = bool(SITE_ADDRESS)
SITE_ADDRESS = SITE_ADDRESS or "http://localhost:8000"
IS_HTTPS = SITE_ADDRESS.startswith("https://")
# Only an address that says http:// makes cookies that travel unencrypted; config/starting.py warns of it.
ARE_COOKIES_SECURE = IS_HTTPS or not IS_ADDRESS_SAID

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_prose_editor",
    "foundation.history",
    "foundation.ui",
    "foundation.accounts",
    "foundation.jobs",
    "foundation.documents",
    "foundation.library",
    "panels",
    "meetings",
    "partnerships",
    "scrutiny",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "foundation.ui.middleware.refuse_too_much",
    "foundation.accounts.middleware.keep_to_yourself",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "meetings.practice.middleware.open_practice",
    "foundation.accounts.middleware.deny_by_default",
    "foundation.ui.once.count_once",
    "foundation.ui.middleware.show_refusals",
    "foundation.library.middleware.notice_guessing",
    "config.middleware.hide_restored_copy",
    "foundation.jobs.middleware.wait_for_worker",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "foundation.ui.templatetags.ui",
                "crispy_forms.templatetags.crispy_forms_tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.site",
            ],
        },
    }
]
FORM_RENDERER = "foundation.ui.forms.GovukRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'panelbook.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    # A file, not memory: tests with a live server and several processes need the real locks.
    _test_file = Path(tempfile.gettempdir()) / f"panelbook-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_test_file)}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    # After the database was restarted the first request finds its old connection dead: ask before using it.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Shared by every process, so that the sign-in limits count all of them.
    "default": {
        "BACKEND": "foundation.accounts.shared_cache.SharedCache",
        "LOCATION": "shared_cache",
        # Far above what an attacker fills in an hour: what is thrown out when it is full would be counts.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "foundation.accounts.adapter.NoSelfSignUp"
ACCOUNT_FORMS = {
    "login": "foundation.accounts.forms.LoginForm",
    "request_login_code": "foundation.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "foundation.accounts.forms.ConfirmLoginCodeForm",
    "reset_password": "foundation.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "foundation.accounts.forms.ResetPasswordKeyForm",
    "change_password": "foundation.accounts.forms.ChangePasswordForm",
    "set_password": "foundation.accounts.forms.SetPasswordForm",
    "reauthenticate": "foundation.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
# Whoever finds a browser signed in could give the account a password: its owner is told of every new one.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Whole councils sign in from one address. "key" is an account from one visitor, or what
# foundation/accounts/limits.py counts; it stops one person before they count for everybody at their address.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/5m/key,15/h/key,60/10m/ip",
    "login_failed_account": "100/h/key",
    "request_login_code": "60/10m/ip",
    "reset_password": "60/10m/ip",
    "mail_by_visitor": "3/5m/key,6/h/key",
    "mail_to_address": "30/h/key",
    "mail_to_stranger": "1/d/key",
}

EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "panelbook@localhost")

LANGUAGE_CODE = "en-gb"
# English stands in the code and needs no file here: see docs/decisions/0068-translation.md.
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
# Where acts and background work ask for the time, see foundation/history/clock.py.
TIME_SOURCE = "foundation.history.clock.of_database"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Bytes of papers, packs and publications: never below a folder that a web server serves by itself.
FILES_DIR = Path(env.str("PANELBOOK_FILES", str(VAR_DIR / "files")))
# Practice meetings: a file for each person, left out of every backup.
PRACTICE_DIR = VAR_DIR / "practice"
# The largest file and the longest text together; more is refused before any of it is read or kept.
REQUEST_LIMIT_BYTES = 130 * 1024 * 1024
# A report comes back from its editor with its pictures written into the text.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ARE_COOKIES_SECURE
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
BEHIND_HTTPS_PROXY = env.bool("BEHIND_HTTPS_PROXY", False)
# Networks of the proxies in front, and "unix" for one on a socket: see foundation/accounts/visitors.py.
TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", [])
if BEHIND_HTTPS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        # The rich editor writes style attributes while a table column is being resized.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

RENDER_PROCESSES = env.int("RENDER_PROCESSES", 2)
# Where the optional tool is installed, it tags uploaded PDFs that have no tags.
TAG_UPLOADS = env.bool("TAG_UPLOADS", True)
# The rest of a document's limits stand with what keeps them: foundation/documents/processes/limits.py.
WORKER_LEASE_SECONDS = env.int("WORKER_LEASE_SECONDS", 30)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"no_secrets": {"()": "foundation.accounts.redaction.HideSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_secrets"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "panelbook": {"level": "INFO"},
        "weasyprint": {"level": "CRITICAL"},
        "fontTools": {"level": "ERROR"},
    },
}
