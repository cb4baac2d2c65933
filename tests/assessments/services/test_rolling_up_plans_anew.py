# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import date

from assessments.models import GroupPlan, UnitPlan
from assessments.services.planning import OwnAction, add_own_action, change_item
from assessments.services.rolling_up_plans_anew import roll_up_all_plans
from tests.factories import make_edition, make_organization

PACK = "ospo-journey"


def test_faults_are_found_named_and_mended(aozora, mana, now):
    imaging = make_organization("Imaging", above=aozora)
    key = {"by": mana, "now": now}
    item = add_own_action(
        organization=imaging, edition=make_edition(), own=OwnAction("Ask"), idempotency_key=uuid.uuid4(), **key
    )
    change_item(item=item, seen=1, changes={"due_on": date(2026, 9, 30)}, idempotency_key=uuid.uuid4(), **key)
    kept = list(UnitPlan.unscoped.order_by("period").values("path", "period", "counts", "open"))
    sums = GroupPlan.objects.within(aozora).get().counts
    UnitPlan.objects.within(imaging).filter(period="").update(counts={"planned": 7})
    UnitPlan.objects.within(imaging).filter(period="2026-Q3").update(open=4)
    UnitPlan.objects.create(organization=aozora, root="", path="", pack=PACK, period="2026-Q2", counts={"open": 1})
    GroupPlan.objects.within(aozora).update(counts={})

    found = list(roll_up_all_plans(write=False))

    assert sorted(found) == sorted(
        [
            f"{aozora.pk}: the plan of {PACK} for 2026-Q2",
            f"{imaging.pk}: the plan of {PACK} for now",
            f"{imaging.pk}: the plan of {PACK} for 2026-Q3",
            f"{aozora.pk}: the sums of the plans of {PACK}",
        ]
    )
    list(roll_up_all_plans(write=True))
    assert list(roll_up_all_plans(write=False)) == []
    assert list(UnitPlan.unscoped.order_by("period").values("path", "period", "counts", "open")) == kept
    assert GroupPlan.objects.within(aozora).get().counts == sums


def test_looking_writes_nothing(aozora, mana, now):
    imaging = make_organization("Imaging", above=aozora)
    UnitPlan.objects.create(organization=imaging, root="", path="", pack=PACK, period="2026-Q2", counts={"open": 1})
    GroupPlan.unscoped.all().delete()

    assert list(roll_up_all_plans(write=False))
    assert not GroupPlan.unscoped.exists()


def test_a_group_without_plans_any_more_has_empty_sums(aozora, mana):
    GroupPlan.objects.create(organization=aozora, pack=PACK, counts={"": {"planned": 1}})
    make_organization("Imaging", above=aozora)

    assert len(list(roll_up_all_plans(write=True))) == 1
    assert GroupPlan.objects.within(aozora).get().counts == {}
    assert list(roll_up_all_plans(write=False)) == []
