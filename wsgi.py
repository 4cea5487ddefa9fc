"""The application for gunicorn and for `flask`."""

import sys

from app import create_app
from app.config import BadSetting

try:
    app = create_app()
except BadSetting as error:
    sys.exit(f"Bad setting: {error}")
