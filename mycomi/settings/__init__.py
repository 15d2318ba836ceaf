"""Settings: `base` for all, then `development`, `production` or `test`. The environment is read here only."""
