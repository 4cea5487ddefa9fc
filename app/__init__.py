"""The guide as a Flask application."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, clock, errors, formatting, i18n, routes, security
from app.config import ROOT, Settings
from app.extensions import babel, csrf, db, migrate
from app.page_cache import PageCache
from app.routes.early_suggestions import EarlySuggestions
from app.services import site_version
from app.services.search import index as search_index
from app.services.transactions import prepare_sqlite
from app.views import Views

MAX_FORM = 2 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application from settings, by default those of the environment; raise BadSetting naming a bad value."""
    settings = settings or Settings.read()
    app = Flask(__name__)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=MAX_FORM,
        MAX_FORM_MEMORY_SIZE=MAX_FORM,
        **routes.admin.cookie_settings(settings),
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
    )
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    babel.init_app(app, locale_selector=i18n.babel_locale, timezone_selector=lambda: "Asia/Shanghai")
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)
    for part in (i18n, formatting, security, errors, routes, cli, search_index):
        part.init_app(app)
    add_page_cache(app, settings)
    app.wsgi_app = EarlySuggestions(app, app.wsgi_app)  # type: ignore[method-assign]  # Flask's own way
    views = Views(app.wsgi_app)
    app.extensions["views"] = views
    app.wsgi_app = views  # type: ignore[method-assign]  # Flask's own way
    app.wsgi_app = security.trust_proxies(app.wsgi_app, settings, ProxyFix)  # type: ignore[method-assign]  # Flask's own way
    return app


def add_page_cache(app: Flask, settings: Settings) -> None:
    """Put the page cache before Flask, unless it is switched off."""
    if settings.page_cache:
        app.wsgi_app = PageCache(  # type: ignore[method-assign]  # Flask's own way
            app.wsgi_app,
            now=clock.now,
            read_version=site_version.reader(settings.database_url),
            max_bytes=settings.page_cache_mb * 1024 * 1024,
            known_arguments=routes.known_arguments(app),
        )
