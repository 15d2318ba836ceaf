"""Figures beside their limits: `script/bench NAME`. A ratio is always of two measurements of one run.

board    the list, an issue's page, a message – beside the floor, at 1,000 and 100,000 issues (--million: more);
         the map's boxes and clusters
serving  a bare view through the gate beside Django's own ASGI handler; large bodies; slow people
floor/   a minimal Django and Wagtail site with one issue table: what the same pages cost at least
"""
