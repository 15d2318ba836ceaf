"""Past-tense news of the talk, sent after the commit."""

from django.dispatch import Signal

message_posted = Signal()  # thread_id, message_id, official
