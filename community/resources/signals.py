"""Past-tense news of resources, sent after the commit."""

from django.dispatch import Signal

resource_changed = Signal()  # resource_id
