"""Taking charts elsewhere: onto the clipboard, into files, onto paper. What draws them is imported when it is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import msg, nmsg
from collabdesk.ui.file_dialogs import PDF, PNG, SVG
from collabdesk.ui.pages.base import Page
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.ui.charts.picture import Drawn, Picture


class Taking(QObject):
    """The actions of a page whose chosen charts ``specs`` gives."""

    def __init__(self, page: Page, specs: Callable[[], Sequence[Drawn]]) -> None:
        super().__init__(page)
        self._page, self._specs = page, specs
        self.print = page.add_action(
            "charts_print",
            msg("Print…"),
            "print",
            self._print,
            tip=msg("Print this chart, or all selected ones, in grey"),
            shortcut="Ctrl+Shift+P",
            head=True,
        )
        self.copy = page.add_action(
            "charts_copy",
            msg("Copy picture"),
            "copy",
            self._copy_picture,
            tip=msg("Put this chart on the clipboard, for a letter or a slide"),
            shortcut="Ctrl+Shift+C",
        )
        self.save = page.add_action(
            "charts_save",
            msg("Save picture…"),
            "save",
            self._save_pictures,
            tip=msg("Save this chart, or all selected ones, as PNG, SVG or PDF"),
            shortcut="Ctrl+Shift+S",
        )
        self._picture = page.add_action("charts_picture", msg("Picture"), "copy", self._nothing, head=True)
        menu = QMenu(page)
        menu.setObjectName("charts_picture_menu")
        menu.addActions([self.copy, self.save])
        self._picture.setMenu(menu)
        self.allow(0)

    def allow(self, count: int) -> None:
        """So many charts are chosen."""
        text = self._page.text
        self.copy.setEnabled(count == 1)
        for action in (self.save, self.print, self._picture):
            action.setEnabled(count > 0)
        pictures = nmsg("Save {count} picture…", "Save {count} pictures…", count)
        prints = nmsg("Print {count} chart…", "Print {count} charts…", count)
        self.save.setText(text(pictures if count > 1 else msg("Save picture…")))
        self.print.setText(text(prints if count > 1 else msg("Print…")))

    @Slot()
    def _nothing(self) -> None:
        """The button opens its menu."""

    @Slot()
    def _copy_picture(self) -> None:
        for _name, picture in self._pictures():
            QGuiApplication.clipboard().setImage(picture.image())
            self._page.context.navigator.say(self._page.text(msg("The chart is on the clipboard.")))

    @Slot()
    def _print(self) -> None:
        from collabdesk.ui.charts.printing import print_charts

        context, specs = self._page.context, self._specs()
        if not specs:
            return
        office = self._page.workspace.collaborative
        title = nmsg("Print {count} chart", "Print {count} charts", len(specs))
        printer = context.files.choose_printer(
            title, context.messages.tell, paper=office.paper, landscape=len(specs) == 1
        )
        if printer is None:
            return

        def foot(page: int, of: int) -> str:
            said = msg(
                "{name}, printed {day}, page {page} of {of}",
                name=office.name,
                day=context.date(dt.date.today()),
                page=page,
                of=of,
            )
            return context.text(said)

        pages = print_charts(printer, specs, context.theme, context.translator, foot)
        context.navigator.say(context.text(nmsg("{count} page printed", "{count} pages printed", pages)))

    @Slot()
    def _save_pictures(self) -> None:
        pictures = self._pictures()
        if len(pictures) > 1:
            self._save_many(pictures)
            return
        context = self._page.context
        for name, picture in pictures:
            path = context.files.save_file(msg("Save the chart as a picture"), f"{name}.png", PNG, SVG, PDF)
            if path is not None and context.attempt(lambda: picture.save(path)):  # noqa: B023 - called at once
                context.navigator.say_made(context.text(msg("Saved: {name}", name=path.name)), path)

    def _save_many(self, made: list[tuple[str, Picture]]) -> None:
        context = self._page.context
        folder = context.files.choose_folder(msg("Where to save the pictures"))
        if folder is None:
            return

        from collabdesk.ui.pages.charts.pictures import save_all

        def save(progress: Progress) -> Path:
            return save_all(folder, made, progress)

        def saved(where: Path) -> None:
            said = nmsg("{count} picture saved", "{count} pictures saved", len(made))
            context.navigator.say_made(context.text(said), where)

        context.tasks.run(save, saved, self._save_failed, msg("Saving pictures"))

    @Slot(object)
    def _save_failed(self, error: BaseException) -> None:
        context = self._page.context
        if isinstance(error, UserFacingError):
            context.messages.warn(error.sentence)
        elif not isinstance(error, Cancelled):
            context.tasks.crashed.emit(error)

    def _pictures(self) -> list[tuple[str, Picture]]:
        from collabdesk.ui.charts.picture import picture_of
        from collabdesk.ui.pages.charts.pictures import file_name

        context = self._page.context
        return [
            (file_name(spec, context.translator), picture_of(spec, context.theme, context.translator))
            for spec in self._specs()
        ]
