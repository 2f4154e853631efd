"""Numbers as they are typed."""

from __future__ import annotations

import pytest

from collabdesk.models.measures import Indicator, IndicatorKind
from collabdesk.services.data.observations import RefusedError, parse


def test_counts_and_rates_are_typed_as_their_kind() -> None:
    count = Indicator(collaborative_id=1, name="C", kind=IndicatorKind.COUNT)
    assert parse(count, "1 204").value == 1204
    for text in ("12/20", "12%"):
        with pytest.raises(RefusedError):
            parse(count, text)
    with pytest.raises(RefusedError, match="denominator"):
        parse(Indicator(collaborative_id=1, name="R", kind=IndicatorKind.RATE), "60%")


def test_a_number_that_no_facility_can_count_is_a_slip_of_the_keyboard() -> None:
    count = Indicator(collaborative_id=1, name="C", kind=IndicatorKind.COUNT)
    assert parse(count, "1000000000").value == 1e9
    with pytest.raises(RefusedError, match="larger than any facility"):
        parse(count, "1000000001")
