"""Thinning, staggering, nudging: pure geometry."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from collabdesk.ui.charts.placing import FreePlaces, nudged, rows_for, samples, stacked, thinned


def test_thinned_keeps_the_anchor() -> None:
    positions = [float(x * 10) for x in range(12)]
    assert thinned(positions, 8) == list(range(12))
    assert thinned(positions, 25, anchor=4) == [1, 4, 7, 10]
    assert thinned(positions, 500) == [0]
    assert thinned([], 5) == []


def test_rows_for() -> None:
    assert rows_for([(0, 10), (5, 15), (11, 20), (16, 30)]) == [0, 1, 0, 1]
    assert rows_for([]) == []


@given(st.lists(st.floats(0, 300), max_size=8))
def test_nudged_never_overlaps_and_stays_inside(wanted: list[float]) -> None:
    placed = nudged(wanted, 13, 0, 300)
    ordered = sorted(placed)
    assert all(b - a >= 13 - 1e-6 for a, b in itertools.pairwise(ordered))
    assert all(6.5 - 1e-6 <= middle <= 293.5 + 1e-6 for middle in placed)


def test_nudged_leaves_free_labels_alone() -> None:
    assert nudged([50, 20], 13, 0, 100) == [50, 20]


def test_stacked() -> None:
    assert stacked("12/20") == ("12", "20")
    assert stacked("5 sur 24") == ("5", "24")
    assert stacked("7") is None
    assert stacked("") is None


def test_samples_fill_a_line() -> None:
    assert len(samples([QPointF(0, 0), QPointF(60, 0)])) == 11


def test_free_places_avoid_points_and_each_other() -> None:
    places = FreePlaces(QRectF(0, 0, 100, 100), [QPointF(10, 10)], [])
    candidates = [QRectF(5, 5, 30, 14), QRectF(50, 50, 30, 14), QRectF(55, 70, 30, 14)]
    assert places.take(candidates) == candidates[1]
    assert places.take(candidates[1:]) == candidates[2]
    assert places.take([QRectF(90, 95, 30, 14)]) == QRectF(70, 85, 30, 14), "moved inside"


def test_a_label_without_a_free_place_is_left_out() -> None:
    places = FreePlaces(QRectF(0, 0, 100, 20), [], [])
    assert places.take([QRectF(5, 2, 80, 14)]) is not None
    assert places.take([QRectF(20, 2, 60, 14)]) is None
