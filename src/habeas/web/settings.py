"""Django's settings, read from the project folder that HABEAS_PROJECT names (default: the current folder)."""

from __future__ import annotations

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import ValidationError

from habeas.datamap.business import Service
from habeas.datamap.secrets import SecretMissing, dereference

PROJECT_DIR = Path(os.environ.get("HABEAS_PROJECT", ".")).resolve()


def _service() -> Service:
    """habeas.toml, or the defaults where it cannot be read: `load_project` tells what is wrong with it."""
    try:
        return Service.model_validate(tomllib.loads((PROJECT_DIR / "habeas.toml").read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        return Service()


def _secret_key() -> str:
    try:
        return dereference(SERVICE.secret_key, PROJECT_DIR)
    except (SecretMissing, UnicodeDecodeError):
        # Without the file every start has its own key: nothing is weaker, sessions just end with the process.
        return secrets.token_urlsafe(48)


def _database(url: str) -> dict[str, Any]:
    if url.startswith("sqlite:"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(PROJECT_DIR / url.removeprefix("sqlite:")),
            "OPTIONS": {
                # Without IMMEDIATE a transaction that reads first fails when another wrote meanwhile.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
            },
            # The last connection to close copies the log into the file: not after every task.
            "CONN_MAX_AGE": 60,
        }
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))  # ?host=/run/postgresql names a socket
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _on_port(service: Service) -> Service:
    """The service at the port that HABEAS_PORT asks for, where it is reached directly."""
    parts, port = urlsplit(service.base_url), os.environ.get("HABEAS_PORT", "")
    if parts.hostname in ("127.0.0.1", "localhost") and port.isdecimal():
        return service.model_copy(update={"base_url": f"{parts.scheme}://{parts.hostname}:{port}"})
    return service


SERVICE = _on_port(_service())
DATA_DIR = PROJECT_DIR / SERVICE.data
DEMO = SERVICE.insecure_demo_mode
SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = list(SERVICE.allowed_hosts)
ROOT_URLCONF = "habeas.web.urls"
WSGI_APPLICATION = "habeas.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "habeas.web.accounts",
    "habeas.web.ledger",
    "habeas.web.requests",
    "habeas.web.holds",
    "habeas.web.kept",
    "habeas.web.notices",
    "habeas.web.portal",
    "habeas.web.console",
    "habeas.web.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "habeas.web.headers.SecurityHeaders",
    "habeas.web.headers.OnlyUtf8",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "habeas.web.project.template_context",
            ],
            "string_if_invalid": "",
        },
    }
]

try:
    DATABASES = {"default": _database(dereference(SERVICE.database, PROJECT_DIR))}
except SecretMissing:
    # Tools that only import the settings need no database; whoever opens it gets Django's own clear error.
    DATABASES = {}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "console:login"
LOGIN_REDIRECT_URL = "console:queue"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/Los_Angeles"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(__file__).parent / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

if SERVICE.mail == "outbox":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "outbox")
else:
    _mail = urlsplit(SERVICE.mail)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), os.environ.get("HABEAS_MAIL_PASSWORD", "")
    EMAIL_USE_TLS = _mail.scheme == "smtps" or EMAIL_PORT == 587
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVICE.mail_from

_https = SERVICE.base_url.startswith("https://")
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31536000 if _https else 0
# Behind a proxy that ends TLS the application itself is spoken to over http; forms come from the public address.
CSRF_TRUSTED_ORIGINS = [f"https://{urlsplit(SERVICE.base_url).netloc}"] if _https else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "habeas_session", "habeas_csrf"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "habeas.web.headers.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Their records hold the values of a request or of a task.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
