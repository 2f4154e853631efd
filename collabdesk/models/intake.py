"""What came from files: imports and the remembered way to read them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from collabdesk.models.records import NEW, Record, Ref, record


@record("recipe")
class Recipe(Record):
    """How to read a shape of sheet from a sender: the answers that a person gave once."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    name: str
    fingerprint: str
    sender: str = ""
    answers: str = "{}"
    made: dt.datetime
    used: dt.datetime | None = None


@record("import_batch")
class ImportBatch(Record):
    """One file brought in, in one transaction that can be reverted as a whole."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    file: str
    sha256: str
    at: dt.datetime
    person: str = ""
    recipe_id: Annotated[int | None, Ref("recipe")] = None
    counts: str = "{}"
    reverted: dt.datetime | None = None
