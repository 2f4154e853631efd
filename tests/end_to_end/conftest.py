"""The window of the whole-job test is that of the window's own tests."""

from tests.ui.conftest import (  # noqa: F401 - pytest finds fixtures by their names here
    context,
    file_dialogs,
    messages,
    tasks,
    theme,
    translator,
    window,
)
