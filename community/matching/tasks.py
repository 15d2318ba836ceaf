"""What time does to hand-overs, every five minutes."""

from collections.abc import Callable
from typing import Any

from community.core import jobs, outbox
from community.core.clock import now
from community.notifications.actions import announce

from .actions import calling, due, send_yes, suggesting


@jobs.every(minutes=5)
def look_after_matches() -> None:
    """End what nobody answered, remind whom it waits for, close what is over; calls end after a week."""
    due.end_what_is_due()
    due.remind()
    due.close_contacts()
    calling.end_invitations()


@jobs.every(minutes=1)
def suggest_for_new_issues() -> None:
    """Offers for what was posted since, a few seconds a minute."""
    suggesting.catch_up()


@jobs.daily("02:40")
def suggest_again() -> None:
    """Lists that are a week old or made by other weights, the oldest first, for a quarter of an hour."""
    suggesting.renew()


@jobs.weekly(0, "08:00")
def monday_mail() -> None:
    """Owners hear of up to three open issues that their offers may help with; who has none hears nothing."""
    week = jobs.jobs["matching.monday_mail"].last_due(now())
    announce(news="match.fits", data={}, key=f"match.fits:{week:%Y-%m-%d}")


LOOKED_FOR: dict[str, Callable[[int], int]] = {
    "issue": lambda number: suggesting.suggest_for(issue_id=number),
    "resource": lambda number: suggesting.suggest_resource(resource_id=number),
    "project": lambda number: suggesting.suggest_project(project_id=number),
    "dataset": lambda number: suggesting.suggest_dataset(dataset_id=number),
}


@outbox.handles("fit")
def tell_yes(payload: dict[str, Any]) -> None:
    """「できます」, ten minutes after it was said."""
    send_yes(answer=payload["answer"])


@outbox.handles("suggest")
def suggest(payload: dict[str, Any]) -> None:
    """After a need, an offer, a project or data was said or changed."""
    for kind, number in payload.items():
        LOOKED_FOR[kind](number)
