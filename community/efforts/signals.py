"""Past-tense news of reports, sent after the commit."""

from django.dispatch import Signal

effort_reported = Signal()  # effort_id, issue_id
effort_confirmed = Signal()  # effort_id, issue_id
