"""Past-tense news of projects and datasets, sent after the commit."""

from django.dispatch import Signal

project_changed = Signal()  # project_id
dataset_changed = Signal()  # dataset_id
