"""Past-tense news of posts, sent after the commit; the one exception says so."""

from django.dispatch import Signal

issue_posted = Signal()  # issue_id
issue_approved = Signal()  # issue_id
issue_hidden = Signal()  # issue_id
issue_visibility_set = Signal()  # issue; sent with `send` INSIDE the transaction: what belongs to the issue follows it
status_changed = Signal()  # issue_id, change_id
