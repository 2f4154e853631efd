"""A chart as a picture to take elsewhere: title, chart, sentence and list of changes in one; PNG, SVG, PDF, clipboard.

Pictures are always drawn in the light palette: they land in documents and on paper. Prints are grey.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from collabdesk.charts.chart_words import judged_by
from collabdesk.charts.funnel import FunnelSpec
from collabdesk.charts.funnel_words import MARKS
from collabdesk.charts.spec import ChartSpec, Sign, Text
from collabdesk.charts.words import rules_named
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator, msg
from collabdesk.ui.charts.funnel_plot import lay_out_funnel, paint_funnel
from collabdesk.ui.charts.marks import paint_sign
from collabdesk.ui.charts.painter import paint_chart
from collabdesk.ui.charts.style import ChartStyle, Detail, Tone
from collabdesk.ui.theme import GAP, LIGHT, Palette, Theme, Type

SUFFIXES = (".png", ".svg", ".pdf")
_SIZE = QSize(960, 600)
_SHARPNESS = 2
_PDF_DPI = 1200
_SCREEN_DPI = 96
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


Drawn = ChartSpec | FunnelSpec
"""What can be taken elsewhere as a picture."""


def picture_of(
    spec: Drawn, theme: Theme, translator: Translator, size: QSize = _SIZE, palette: Palette = LIGHT
) -> Picture:
    """The picture of a chart or of a funnel plot."""
    if isinstance(spec, FunnelSpec):
        return FunnelPicture(spec, theme, translator, size, palette)
    return ChartPicture(spec, theme, translator, size, palette)


class Picture:
    """Something with a title, a sentence and a drawing, ready to be written to a file or the clipboard."""

    def __init__(
        self, title: Text, theme: Theme, translator: Translator, size: QSize = _SIZE, palette: Palette = LIGHT
    ):
        self._title, self._size = translator.text(title), size
        self._say, self._translator = translator.text, translator
        self._style = ChartStyle.of(palette, theme.font(Type.CAPTION))
        self._title_font = theme.font(Type.SECTION, bold=True)
        self._body_font = theme.font(Type.BODY)

    def image(self) -> QImage:
        """The picture at twice its size in px, so that it stays sharp in a document."""
        image = QImage(self._size * _SHARPNESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARPNESS)
        painter = QPainter(image)
        self.paint(painter)
        painter.end()
        image.setDotsPerMeterX(round(_SHARPNESS * _SCREEN_DPI / 0.0254))
        image.setDotsPerMeterY(round(_SHARPNESS * _SCREEN_DPI / 0.0254))
        return image

    def save(self, path: Path) -> None:
        """Write a .png, .svg or .pdf. Raises UserFacingError for another ending or if the file can't be written."""
        makers = dict(zip(SUFFIXES, (self._png, self._svg, self._pdf), strict=True))
        maker = makers.get(path.suffix.lower())
        if maker is None:
            raise UserFacingError(
                f"A chart can be saved as {', '.join(SUFFIXES)}; “{path.name}” ends with none of these."
            )
        try:
            path.write_bytes(maker())
        except OSError as error:
            reason = error.strerror or str(error)
            raise UserFacingError(
                f"The picture could not be written to {path}: {reason}. Nothing else was changed."
            ) from error

    def paint(self, painter: QPainter) -> None:
        """The whole picture from (0, 0), in logical px."""
        width, height = self._size.width(), self._size.height()
        painter.fillRect(QRectF(0, 0, width, height), self._style.ground)
        top = self._paint_head(painter, width)
        foot = self._foot_lines()
        foot_height = sum(self._text_height(text, width - 2 * GAP) + 4 for text in foot)
        chart = QRectF(GAP, top, width - 2 * GAP, height - top - foot_height - GAP)
        self._draw(painter, chart)
        self._paint_foot(painter, foot, chart.bottom() + 6)

    def _draw(self, painter: QPainter, within: QRectF) -> None:
        """The drawing itself."""
        raise NotImplementedError

    def _under_title(self) -> str:
        """The line under the title."""
        raise NotImplementedError

    def _sign(self) -> Sign | None:
        """The sign beside that line."""
        return None

    def _paint_head(self, painter: QPainter, width: int) -> float:
        painter.setPen(self._style.tones[Tone.INK])
        painter.setFont(self._title_font)
        painter.drawText(QRectF(GAP, 10, width - 2 * GAP, 20), Qt.AlignmentFlag.AlignVCenter, self._title)
        painter.setFont(self._body_font)
        painter.setPen(self._style.tones[Tone.SOFT])
        line, sign = self._under_title(), self._sign()
        painter.drawText(QRectF(GAP, 31, width - 2 * GAP, 18), Qt.AlignmentFlag.AlignVCenter, line)
        if sign is not None:
            left = GAP + QFontMetricsF(self._body_font).horizontalAdvance(line) + (8 if line else 0)
            paint_sign(painter, sign, QRectF(left, 35, 10, 10), self._style)
        return 58

    def _foot_lines(self) -> list[str]:
        """The texts under the drawing."""
        raise NotImplementedError

    def _paint_foot(self, painter: QPainter, lines: list[str], top: float) -> None:
        painter.setFont(self._body_font)
        painter.setPen(self._style.tones[Tone.INK])
        for text in lines:
            room = QRectF(
                GAP, top, self._size.width() - 2 * GAP, self._text_height(text, self._size.width() - 2 * GAP)
            )
            painter.drawText(room, _WRAP, text)
            top += room.height() + 4

    def _text_height(self, text: str, width: float) -> float:
        return QFontMetricsF(self._body_font).boundingRect(QRectF(0, 0, width, 1000), _WRAP, text).height()

    def _png(self) -> bytes:
        buffer = _open_buffer()
        QImageWriter(buffer, QByteArray(b"png")).write(self.image())
        return bytes(buffer.data().data())

    def _svg(self) -> bytes:
        buffer = _open_buffer()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self._size)
        generator.setViewBox(QRectF(0, 0, self._size.width(), self._size.height()))
        generator.setTitle(self._title)
        painter = QPainter(generator)
        self.paint(painter)
        painter.end()
        return bytes(buffer.data().data())

    def _pdf(self) -> bytes:
        buffer = _open_buffer()
        writer = QPdfWriter(buffer)
        writer.setResolution(_PDF_DPI)
        inches = QSizeF(self._size.width() / _SCREEN_DPI, self._size.height() / _SCREEN_DPI)
        writer.setPageSize(QPageSize(inches, QPageSize.Unit.Inch, "", QPageSize.SizeMatchPolicy.ExactMatch))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setTitle(self._title)
        painter = QPainter(writer)
        painter.scale(_PDF_DPI / _SCREEN_DPI, _PDF_DPI / _SCREEN_DPI)
        self.paint(painter)
        painter.end()
        return bytes(buffer.data().data())


class ChartPicture(Picture):
    """One chart with its sentence and its list of changes."""

    def __init__(
        self,
        spec: ChartSpec,
        theme: Theme,
        translator: Translator,
        size: QSize = _SIZE,
        palette: Palette = LIGHT,
    ):
        super().__init__(spec.title, theme, translator, size, palette)
        self._spec = spec

    def _draw(self, painter: QPainter, within: QRectF) -> None:
        paint_chart(painter, within, self._spec, self._style, self._translator, Detail.FULL)

    def _under_title(self) -> str:
        parts = (self._say(self._spec.subtitle), self._say(self._spec.headline))
        return "   ".join(text for text in parts if text)

    def _sign(self) -> Sign | None:
        return self._spec.sign

    def _foot_lines(self) -> list[str]:
        flags = [
            f"{flag.number}  {flag_text(flag.change, flag.decision, self._translator)}"
            for flag in self._spec.flags
        ]
        lines = [
            self._say(self._spec.sentence),
            "     ".join(flags),
            rules_text(self._spec, self._translator),
        ]
        return [line for line in lines if line]


class FunnelPicture(Picture):
    """A funnel plot with its sentence, what its marks say, and who is not on it."""

    def __init__(
        self,
        spec: FunnelSpec,
        theme: Theme,
        translator: Translator,
        size: QSize = _SIZE,
        palette: Palette = LIGHT,
    ):
        super().__init__(spec.title, theme, translator, size, palette)
        self._spec = spec

    def _draw(self, painter: QPainter, within: QRectF) -> None:
        paint_funnel(painter, lay_out_funnel(self._spec, within, self._style, self._translator), self._style)

    def _under_title(self) -> str:
        return self._say(self._spec.subtitle)

    def _foot_lines(self) -> list[str]:
        return [self._say(one) for one in (self._spec.sentence, MARKS, *self._spec.left_out)]


def flag_text(change: str, decision: Text, translator: Translator) -> str:
    """A change with the decision about it: ``Triage desk (adopted)``."""
    decided = translator.text(decision)
    return f"{change} ({decided})" if decided else change


def rules_text(spec: ChartSpec, translator: Translator) -> str:
    """The kind of chart and the rule set, which every chart names; on paper it stands behind the sentence, shorter."""
    rules = rules_named(spec.rules)
    if spec.chart == "run":
        return translator.text(msg("Run chart rules: {rules}", rules=rules))
    return translator.text(judged_by(spec.chart, rules))


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
