"""How gunicorn serves the guide; every value comes from the settings in `app/config.py`."""

import sys

from app.config import BadSetting, Settings

try:
    settings = Settings.read()
except BadSetting as error:
    sys.exit(f"Bad setting: {error}")

host = f"[{settings.host}]" if ":" in settings.host else settings.host
bind = f"{host}:{settings.port}"
workers = settings.web_workers
threads = settings.web_threads
worker_class = "gthread"
preload_app = True
timeout = 60
control_socket_disable = True
accesslog = None
forwarded_allow_ips = ",".join(settings.trusted_proxies)


def post_fork(server, worker):
    """Begin a worker's own life: connections of its own, the timed work, and what searches need, read before the first visitor."""
    from app.extensions import db  # slow import: the configuration is read before the application
    from app.services import timed_work, views
    from app.services.search import warming
    from wsgi import app

    with app.app_context():
        db.engine.dispose(close=False)
    worker.timed_work = timed_work.start(app)
    worker.warming = warming.start(app)
    worker.views = views.start(app)


def worker_exit(server, worker):
    """End the timed work, so that another worker takes over at once, the warming, and the counting of views."""
    if getattr(worker, "views", None):
        worker.views.stop()
    if getattr(worker, "timed_work", None):
        worker.timed_work.stop()
    if getattr(worker, "warming", None):
        worker.warming.stop()
