"""Past-tense news of posts."""

from django.dispatch import Signal

issue_changed = Signal()  # issue; its author says it anew; sent like the next one
issue_visibility_set = Signal()  # issue; sent with `send` INSIDE the transaction: what belongs to the issue follows it
