"""Past-tense news of the city's answers, sent after the commit."""

from django.dispatch import Signal

reply_published = Signal()  # reply_id, issue_id
