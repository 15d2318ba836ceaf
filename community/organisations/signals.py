"""News of organisations, sent inside the transaction: what shows them elsewhere changes with them."""

from django.dispatch import Signal

organisation_visibility_set = Signal()  # organisation
