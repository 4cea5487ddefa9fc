"""Error pages: a 404 that helps, and 500 and 503 pages that need neither database, session nor index."""

from typing import Any

from flask import Flask, redirect, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app import i18n
from app.security import path_for_log

WORDS = {
    400: (
        {"zh": "这个请求看不懂", "en": "This request makes no sense to us"},
        {"zh": "网址里有不认识的条件。", "en": "The address asks for something we do not know."},
    ),
    403: ({"zh": "这里不开放", "en": "Not open to you"}, {"zh": "您没有这一步的权限。", "en": "You may not do this."}),
    404: (
        {"zh": "没有这一页", "en": "There is no such page"},
        {"zh": "网址可能写错了，或这一页已经撤下。", "en": "The address may be mistyped, or the page was withdrawn."},
    ),
    405: ({"zh": "不能这样打开", "en": "It does not open that way"}, {"zh": "请从链接进入这一页。", "en": "Please open the page by a link."}),
    413: ({"zh": "发来的内容太大", "en": "Too much was sent"}, {"zh": "请缩短后再试。", "en": "Please shorten it and try again."}),
    429: ({"zh": "请求太多", "en": "Too many requests"}, {"zh": "请稍等片刻再试。", "en": "Please wait a moment and try again."}),
    500: ({"zh": "出了故障", "en": "Something broke"}, {"zh": "这是我们的问题，请稍后再试。", "en": "The fault is ours. Please try again later."}),
    503: (
        {"zh": "暂时不能用", "en": "Not available just now"},
        {"zh": "正在恢复，请稍后再试。", "en": "We are putting it right. Please try again later."},
    ),
}


def error_page(status: int, detail: str = "") -> tuple[str, int]:
    """Give the page of an error in the language of the path, or of the person at the desk; it reads nothing but this module."""
    is_desk = request.path.startswith("/admin/")
    if not is_desk:
        i18n.speak(i18n.language_of_path(request.path))
    title, advice = WORDS.get(status, WORDS[500] if status >= 500 else WORDS[400])
    return render_template("admin/error.html" if is_desk else "error.html", status=status, title=title, advice=advice, detail=detail), status


def without_slash(app: Flask) -> str:
    """Give the address of the page that the path means with a needless slash at its end; empty when there is none."""
    path = request.path.rstrip("/")
    if path == request.path or not path or path.startswith("/admin/"):
        return ""
    try:
        app.url_map.bind("").match(path)
    except HTTPException:
        return ""
    return path + (f"?{request.query_string.decode('latin-1')}" if request.query_string else "")


def init_app(app: Flask) -> None:
    """Let an application answer every error with our page."""

    @app.errorhandler(HTTPException)
    def answer(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error.get_response()
        if error.code == 404 and without_slash(app):
            return redirect(without_slash(app), 308)
        detail = error.description if isinstance(error, Refused | Absent) else ""
        return error_page(error.code, detail or "")

    @app.errorhandler(OperationalError)
    def without_database(error: OperationalError) -> Any:
        if request.path.startswith("/admin/"):
            return app.extensions["desk_store_refused"](error)
        app.logger.exception("the database does not answer: %s", path_for_log())
        return error_page(503)

    @app.errorhandler(Exception)
    def broken(error: Exception) -> tuple[str, int]:
        if app.testing:
            raise error
        app.logger.exception("a view failed: %s", path_for_log())
        return error_page(500)


class Refused(HTTPException):
    """A request that a view refuses in words for the visitor; the words are already in their language."""

    code = 400


class Absent(HTTPException):
    """A page that is not there, with the reason in words; they are already in the visitor's language."""

    code = 404
