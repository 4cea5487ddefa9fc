"""The extensions, as instances only; `create_app` binds them to an application."""

import json
from functools import partial

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from app.models.base import Base

db = SQLAlchemy(
    model_class=Base,
    engine_options={"json_serializer": partial(json.dumps, ensure_ascii=False, separators=(",", ":"))},
    session_options={"autoflush": False},
)
migrate = Migrate()
babel = Babel()
# Of Flask-WTF only the tokens against forged requests; the desk asks for them itself, so that public pages stay without a session.
csrf = CSRFProtect()
