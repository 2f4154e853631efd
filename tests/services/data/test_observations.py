"""Numbers as they are typed."""

from __future__ import annotations

import pytest

from collabdesk.models.measures import Indicator, IndicatorKind


def test_counts_and_rates_are_typed_as_their_kind() -> None:
    from collabdesk.services.data.observations import RefusedError, parse

    count = Indicator(collaborative_id=1, name="C", kind=IndicatorKind.COUNT)
    assert parse(count, "1 204").value == 1204
    for text in ("12/20", "12%"):
        with pytest.raises(RefusedError):
            parse(count, text)
    with pytest.raises(RefusedError, match="denominator"):
        parse(Indicator(collaborative_id=1, name="R", kind=IndicatorKind.RATE), "60%")
