"""Large figures: a tenth of each in the whole tests, all of it in `make prove`."""

import csv
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.config import ROOT
from app.extensions import db
from app.rules.anchors import WEEKDAYS
from app.rules.expected import Regularity, parse
from app.rules.lunar import LunarDate, lunar_date
from app.services import content_files
from app.services.exporting import export_content
from app.services.loading import live_documents, load_content
from app.services.transactions import writing
from tests.content import __file__ as _  # noqa: F401  (the folder of the real content's tests must stay a package)
from tests.proofs import hostile
from tests.rules.series_rules import RULES

pytestmark = pytest.mark.tenth
