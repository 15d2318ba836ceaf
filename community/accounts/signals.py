"""Past-tense news about people."""

from django.dispatch import Signal

display_name_changed = Signal()  # user_id
