"""The only thread code: work runs in a pool, its results come back to the window's thread.

Work gets values and returns values: no widget, workspace or row crosses over (architecture.md, principle 6).
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from collabdesk.apart.calls import Call
from collabdesk.apart.helper import Helper, SameProcess
from collabdesk.errors import Cancelled
from collabdesk.i18n import Message
from collabdesk.stopping import stoppable

Text = Message | str
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]
_REPORT_EVERY = 0.05  # seconds; a faster worker would flood the window with notices


class Progress:
    """Handed to the work: call it with (done, total) now and then; it raises `Cancelled` when asked to stop."""

    def __init__(self, report: Callable[[int, int], None], cancelled: threading.Event) -> None:
        self._report = report
        self._cancelled = cancelled
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is. Raises Cancelled."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= _REPORT_EVERY or done >= total:
            self._last = now
            self._report(done, total)

    @property
    def cancelled(self) -> bool:
        """Whether the person pressed Cancel."""
        return self._cancelled.is_set()


Work = Callable[[Progress], Any]
_TURN = 0.001
"""So long a worker may keep the interpreter while the window wants it, in seconds; a frame has 0.016."""


class Task(QObject):
    """One piece of work under way. Lives in the window's thread and belongs to `Tasks`."""

    reported = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, label: Text, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.done = 0
        self.total = 0
        self.stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report; nothing is delivered but the end."""
        self.stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self.stop.is_set()


class _Job(QRunnable):
    """Runs in the pool. The signals are the task's, which the window's thread owns."""

    def __init__(self, task: Task, work: Work) -> None:
        super().__init__()
        self._task = task
        self._work = work

    def run(self) -> None:
        try:
            with stoppable(self._task.stop.is_set):
                result = self._work(Progress(self._task.reported.emit, self._task.stop))
        except BaseException as error:
            self._task.failed.emit(error)
        else:
            self._task.succeeded.emit(result)


class Tasks(QObject):
    """Starts work, brings its result back, and stops all before the window goes."""

    changed = Signal()
    """A task began, reported or ended: look at `running`."""
    crashed = Signal(object)
    """An error that the starter of the work does not handle."""

    def __init__(self, parent: QObject | None = None, helper: Helper | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._pool = QThreadPool(self)
        self._apart = QThreadPool(self)
        self._apart.setMaxThreadCount(1)  # the helping process does one thing after the other
        self.helper = helper or Helper()
        """The process that reads files and writes many rows; for work that runs ``apart``."""
        self._begun: list[threading.Thread] = []
        self._running: list[Task] = []
        self._answers: dict[Task, tuple[Done, Failed | None]] = {}

    @property
    def running(self) -> tuple[Task, ...]:
        """What is under way, the oldest first."""
        return tuple(self._running)

    def run(
        self,
        fn: Work,
        on_done: Done,
        on_failed: Failed | None = None,
        progress: Text = "",
        *,
        apart: bool = False,
    ) -> Task:
        """Run ``fn(progress)`` in the pool; ``on_done(result)`` follows in the window's thread.

        ``on_failed(error)`` gets any error; without it, the error is handled as a crash is. A cancelled task
        calls neither unless ``on_failed`` is given, which then gets `Cancelled`. ``progress`` is the text shown
        in the status bar; with an empty one the work shows nothing. ``apart``: the work only waits for the helping
        process, in a line of its own, so that it takes no thread from others.
        """
        task = Task(progress, self)
        task.reported.connect(self._reported)
        task.succeeded.connect(self._succeeded)
        task.failed.connect(self._failed)
        self._running.append(task)
        self._answers[task] = (on_done, on_failed)
        self.changed.emit()
        self._start(task, fn, self._apart if apart else self._pool)
        return task

    def call(self, call: Call, on_done: Done, on_failed: Failed | None = None, progress: Text = "") -> Task:
        """`run` for a call that the helping process carries out; Cancel ends that process."""

        def work(said: Progress) -> Any:
            said(0, 0)
            return self.helper.call(call)

        return self.run(work, on_done, on_failed, progress, apart=True)

    def begin(self, fn: Callable[[], Any]) -> Callable[[], Any]:
        """Begin ``fn`` beside other work, on a thread that no other work can hold up; what is given waits for its
        result, or raises what it raised.
        """
        made: Future[Any] = Future()
        thread = threading.Thread(target=_fill, args=(made, fn), daemon=True)
        self._begun = [one for one in self._begun if one.is_alive()] + [thread]
        thread.start()
        return made.result

    def cancel_all(self) -> None:
        """Ask everything to stop."""
        for task in self._running:
            task.cancel()

    def drain(self) -> None:
        """Cancel everything and wait until no thread works any more; nothing is delivered after this."""
        self.cancel_all()
        self._answers.clear()
        for pool in (self._pool, self._apart):
            pool.waitForDone()
        self.helper.close()
        for thread in self._begun:
            thread.join()
        for task in self._running:
            task.deleteLater()
        self._running.clear()

    def _start(self, task: Task, fn: Work, pool: QThreadPool) -> None:
        pool.start(_Job(task, fn))

    @Slot(int, int)
    def _reported(self, done: int, total: int) -> None:
        task = self.sender()
        if isinstance(task, Task):
            task.done, task.total = done, total
            self.changed.emit()

    @Slot(object)
    def _succeeded(self, result: object) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._end(task, None, result)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._end(task, error, None)

    def _end(self, task: Task, error: BaseException | None, result: object) -> None:
        answers = self._answers.pop(task, None)
        if task in self._running:
            self._running.remove(task)
        task.deleteLater()
        self.changed.emit()
        if answers is None:  # drained meanwhile
            return
        on_done, on_failed = answers
        if task.cancelled and error is None:
            error = Cancelled()
        if error is None:
            on_done(result)
        elif on_failed is not None:
            on_failed(error)
        elif not isinstance(error, Cancelled):
            self.crashed.emit(error)


def _fill(made: Future[Any], fn: Callable[[], Any]) -> None:
    try:
        made.set_result(fn())
    except BaseException as error:
        made.set_exception(error)


class InlineTasks(Tasks):
    """Does the work at once in the calling thread: for tests of what surrounds it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent, SameProcess())

    def begin(self, fn: Callable[[], Any]) -> Callable[[], Any]:
        made: Future[Any] = Future()
        _fill(made, fn)
        return made.result

    def _start(self, task: Task, fn: Work, pool: QThreadPool) -> None:  # noqa: ARG002 - no thread at all
        try:
            result = fn(Progress(task.reported.emit, task.stop))
        except Exception as error:
            task.failed.emit(error)
        else:
            task.succeeded.emit(result)
