"""Past-tense news of posts, sent after the commit."""

from django.dispatch import Signal

issue_posted = Signal()  # issue_id
issue_approved = Signal()  # issue_id
issue_hidden = Signal()  # issue_id
status_changed = Signal()  # issue_id, change_id
