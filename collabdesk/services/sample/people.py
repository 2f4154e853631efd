"""The sample's places, teams and coaches."""

from __future__ import annotations

import math
from collections.abc import Iterator

from collabdesk.models.places import OrgLevel, OrgUnit, Person, Team, TeamPerson
from collabdesk.periods import MONTH
from collabdesk.services.sample.making import Making


def make_teams(making: Making) -> None:
    writer, plan, rng = making.writer, making.plan, making.rng
    levels = [
        writer.add(OrgLevel(position=place, name=name))
        for place, name in enumerate(("Region", "District", "Facility"), start=1)
    ]
    region = writer.add(OrgUnit(level_id=levels[0].id, name=plan["region"]))
    districts = [
        writer.add(OrgUnit(level_id=levels[1].id, parent_id=region.id, name=name))
        for name in plan["districts"]
    ]
    making.coaches = [
        writer.add(Person(name=name, phone=phone, job="Coach")) for name, phone in plan["coaches"]
    ]
    names = list(_team_names(plan["teams"], making.size.teams))
    share = math.ceil(len(names) / len(districts))
    for number, name in enumerate(names):
        district = districts[number // share]
        late = rng.random() < 0.17
        unit = writer.add(OrgUnit(level_id=levels[2].id, parent_id=district.id, name=name))
        joined = making.first + (rng.randint(3, 6) if late and making.size.months > 8 else 0)
        gone = number == 10 and making.size.months > 8
        making.teams.append(
            writer.add(
                Team(
                    collaborative_id=making.collaborative.id,
                    org_unit_id=unit.id,
                    name=name,
                    code=f"NP-{number + 1:03d}",
                    wave=2 if late else 1,
                    coach_id=making.coaches[number // share % len(making.coaches)].id,
                    joined=MONTH.first_day(joined),
                    left=MONTH.last_day(making.last - 5) if gone else None,
                    note="Closed for rebuilding." if gone else "",
                )
            )
        )


def make_people(making: Making) -> None:
    """Two or three people in each of the teams that are told about in detail."""
    rng, plan = making.apart("people"), making.plan
    given, family = zip(*(name.split() for name in plan["people"]), strict=True)
    names = [f"{one} {other}" for one in given for other in family]
    rng.shuffle(names)
    for team in making.detailed:
        making.people[team.id] = []
        for place in range(rng.choice([2, 3])):
            person = Person(
                name=names.pop(),
                phone=f"+000 700 {rng.randint(200, 999)} {rng.randint(100, 999)}",
                job=plan["jobs"][place] if place < 2 else rng.choice(plan["jobs"]),
                org_unit_id=team.org_unit_id,
            )
            added = making.writer.add(person)
            role = "leader" if place == 0 else "member"
            making.writer.add(TeamPerson(team_id=team.id, person_id=added.id, role=role))
            making.people[team.id].append(added)


def _team_names(names: list[str], count: int) -> Iterator[str]:
    yield from names[:count]
    starts = [
        "Ama",
        "Beru",
        "Chila",
        "Dora",
        "Emba",
        "Funa",
        "Gira",
        "Hola",
        "Imba",
        "Juru",
        "Kesa",
        "Lowe",
        "Musi",
    ]
    ends = [
        "bari",
        "londa",
        "meru",
        "ndiko",
        "pasha",
        "rungu",
        "sinde",
        "tali",
        "vero",
        "wanga",
        "yaro",
        "zembe",
    ]
    kinds = ["HC II", "HC III", "HC III", "HC IV", "Dispensary", "Hospital", "Mission Health Centre"]
    for number in range(max(0, count - len(names))):
        turn, place = divmod(number, len(starts) * len(ends))
        root = starts[place % len(starts)] + ends[place // len(starts)]
        yield f"{root} {kinds[turn % len(kinds)]}" + (
            f" {turn // len(kinds) + 1}" if turn >= len(kinds) else ""
        )
