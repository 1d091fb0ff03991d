"""The preview of the working files on the author's own machine: who may see it, and when it has changed."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from flask import Flask, abort, request, session

from elearn.accounts import tokens
from elearn.accounts.demo import is_on_this_machine
from elearn.config import Settings
from elearn.publishing.stamps import stamps

EXTENSION = "working_files"
COOKIE = "elearn_working"
"""Not the cookie of the server: browsers keep one jar for all ports of a machine."""

_KEY = "working"


class WorkingFiles:
    """One run of the preview. Its token opens one browser, once; `start` is the path that it comes to."""

    def __init__(self, start: str) -> None:
        self.start = start
        self.token = tokens.new_token()
        self._browser = tokens.new_token()
        self._is_used = False

    def let_in(self, token: str) -> bool:
        """Whether this token opens the preview now; afterwards the browser of this request may see it."""
        if self.knows_browser():
            return True
        if self._is_used or not hmac.compare_digest(token.encode(), self.token.encode()):
            return False
        self._is_used = True
        session[_KEY] = self._browser
        return True

    def knows_browser(self) -> bool:
        """Whether this request comes from the browser that was let in."""
        return hmac.compare_digest(str(session.get(_KEY, "")).encode(), self._browser.encode())


def open_on(app: Flask, start: str) -> WorkingFiles:
    """Let this application show working files, to one browser of this machine."""
    working = WorkingFiles(start)
    app.extensions[EXTENSION] = working
    app.config.update(SESSION_COOKIE_NAME=COOKIE, PERMANENT_SESSION_LIFETIME=timedelta(days=1))
    # Seen by macros too, which know no variable of a page.
    app.jinja_env.globals["live_preview"] = True
    return working


def state_of(settings: Settings) -> str:
    """A word that is another one after every change of a file."""
    seen = sorted(stamps((settings.modules_dir, settings.quizzes_dir)))
    return hashlib.blake2b(repr(seen).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def working_or_404(app: Flask) -> WorkingFiles:
    """The preview of this process, for requests that were typed into a browser on this machine."""
    working = app.extensions.get(EXTENSION)
    names = [name for name, _ in request.headers]
    if not isinstance(working, WorkingFiles) or not is_on_this_machine(
        address=request.remote_addr, host=request.host, headers=names
    ):
        abort(404)
    return working
