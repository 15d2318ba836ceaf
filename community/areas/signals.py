from django.dispatch import Signal

schools_loaded = Signal()  # the school districts are others than before; no arguments
