from .calls import Call, CallAnswer
from .challenges import Challenge
from .data import Dataset
from .pages import EventIndexPage, EventPage, StoryIndexPage, StoryPage
from .projects import Member, Project, ProjectDataset, ProjectIssue, Role, Stage

__all__ = [
    "Call",
    "CallAnswer",
    "Challenge",
    "Dataset",
    "EventIndexPage",
    "EventPage",
    "Member",
    "Project",
    "ProjectDataset",
    "ProjectIssue",
    "Role",
    "Stage",
    "StoryIndexPage",
    "StoryPage",
]
