"""How many pictures a person, or a network, may have decoded, whether they are then posted or not."""

from community.core.ratelimit import Rate

PHOTO_RATES = (Rate(40, 600), Rate(200, 86400))
