"""The floor: a minimal Django and Wagtail site with one issue table, as a tutorial would build it."""
