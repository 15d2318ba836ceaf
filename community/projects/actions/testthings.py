"""What the accounts for tests and demonstrations have: `coder` leads project number 1."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from community.accounts.testaccounts import KITA
from community.areas.models import Ward
from community.taxonomy.models import NeedCode

from ..models import Project, Stage
from .starting import store
from .what import RoleSaid, What, cleaned


@transaction.atomic
def make_project(people: Mapping[str, Any]) -> None:
    """Number 1, which looks for two; what has become of it since stays."""
    if Project.objects.filter(pk=1).exists():
        return
    codes = NeedCode.objects.in_bulk(["app", "design", "survey"])
    roles = [
        RoleSaid("デザイナー", codes=[codes["design"]], hours=2, remote=True),
        RoleSaid("夜に歩いて試す人", codes=[codes["survey"]], hours=1),
    ]
    what = What(
        title="よみちマップ",
        title_en="Night walk map",
        does="街灯の番号を写真から読みとり、切れた灯りを1分で市に伝えるしくみ。暗い道が、地図で見えます。",
        stage=Stage.PROTOTYPE,
        repository="https://example.org/code/yomichi",
        demo="https://example.org/demo/yomichi",
        licence="MIT",
        ward=Ward.objects.listed().get(pk=KITA),
        codes=[codes["app"]],
        roles=roles,
    )
    store(people["coder"], None, cleaned(what), number=1)
