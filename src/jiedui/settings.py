"""All settings. The only module, with the command line, that reads the environment.

What it reads: `JIEDUI_DATA_DIR` (the office's directory), `JIEDUI_DATABASE_URL` (a PostgreSQL
database instead of the embedded one), `JIEDUI_ENGINE` (duckdb or spark), `JIEDUI_CIPHER`
(aes-gcm or sm4-gcm, for the register of households), `JIEDUI_HOSTS` (names the
server answers to, separated by commas) and `JIEDUI_DEBUG`. A data directory that is named is made.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from jiedui.access.databases import postgres_database, sqlite_database

PACKAGE_DIR = Path(__file__).resolve().parent
_named = os.environ.get("JIEDUI_DATA_DIR", "")
DATA_DIR = Path(_named or "jiedui-data").resolve()
KEYS_DIR = DATA_DIR / "keys"
FACTS_DIR = DATA_DIR / "facts"
UPLOADS_DIR = DATA_DIR / "uploads"
BOOK_FILE = DATA_DIR / "book.sqlite3"
DATABASE_URL_FILE = DATA_DIR / "database.url"
REGISTER_CIPHER = os.environ.get("JIEDUI_CIPHER", "aes-gcm")
FACTS_ENGINE = os.environ.get("JIEDUI_ENGINE", "duckdb")


def make_folders(data_dir: Path) -> None:
    """Make an office's directory with what belongs in it, readable by its owner alone."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("keys", "facts", "uploads"):
        (data_dir / name).mkdir(mode=0o700, exist_ok=True)


def _database_url() -> str:
    told = os.environ.get("JIEDUI_DATABASE_URL", "")
    if told or not DATABASE_URL_FILE.exists():
        return told
    return DATABASE_URL_FILE.read_text(encoding="utf-8").strip()


def _secret_key() -> str:
    """Return the key that signs sessions: kept in the data directory; a passing one without."""
    if not _named:
        return secrets.token_urlsafe(48)
    file = KEYS_DIR / "session.key"
    if not file.exists():
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with contextlib.suppress(FileExistsError):  # Another process was first; its key stands.
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text(encoding="ascii")


if _named:
    make_folders(DATA_DIR)

DEBUG = os.environ.get("JIEDUI_DEBUG") == "1"
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [
    host for host in os.environ.get("JIEDUI_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host
]

_url = _database_url()
DATABASES = {
    "default": postgres_database(_url)
    if _url
    else sqlite_database(BOOK_FILE if _named else ":memory:")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "jiedui.access",
    "jiedui.books",
    "jiedui.attention",
    "jiedui.programme",
    "jiedui.cooperation",
    "jiedui.giving",
    "jiedui.registry",
    "jiedui.clues",
    "jiedui.exchange",
    "jiedui.publish",
    "jiedui.claims",
    "jiedui.forms",
    "jiedui.bundles",
    "jiedui.assess",
    "jiedui.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jiedui.web.doors.TwinSuffix",
    "jiedui.web.doors.RequestLimit",
    "jiedui.web.doors.RememberLanguage",
    "django.middleware.common.CommonMiddleware",
    "jiedui.web.desk.door.DeskDoor",  # Before the check of forms: a token that writes is told so.
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
    "jiedui.web.query.KnownWords",
    "jiedui.web.errors.SayNo",
]
ROOT_URLCONF = "jiedui.urls"
WSGI_APPLICATION = "jiedui.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiedui.web.desk.door.surroundings",
            ],
        },
    }
]

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "jiedui.web.errors.locked_out"
CSRF_FAILURE_VIEW = "jiedui.web.errors.csrf_failed"
JIEDUI_REQUEST_BYTES_MAX = 128 * 1024 * 1024
JIEDUI_REQUESTS_PER_MINUTE = {"read": 600, "write": 60}
LOGIN_URL = "/desk/sign-in"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE_DIR / "web" / "static"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
