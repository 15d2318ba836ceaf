"""How often a person may do a thing. Counted in the shared cache, in fixed windows."""

import logging
from dataclasses import dataclass
from ipaddress import ip_network

from django.core.cache import cache

from .clock import now
from .errors import TooFast

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rate:
    """At most `amount` times in `window` seconds."""

    amount: int
    window: int


def network_of(address: str) -> str:
    """Whom an address belongs to: IPv4 as it is, of IPv6 the /64 that a household gets; other words unchanged."""
    try:
        network = ip_network((address, 64 if ":" in address else 32), strict=False)
    except ValueError:
        return address
    return str(network.network_address)


def spend(action: str, who: str | int, *rates: Rate) -> None:
    """Count one `action` of `who` against every rate; raises TooFast when one is used up.

    Counts are kept in whole windows; a cache that fails lets people through and says so in the log.
    """
    moment = now().timestamp()
    for rate in rates:
        window = int(moment // rate.window)
        name = f"rate:{action}:{who}:{rate.window}:{window}"
        try:
            used = 1 if cache.add(name, 1, timeout=rate.window + 5) else cache.incr(name)
        except ValueError:  # expired between add and incr: a new window has begun
            continue
        except Exception:
            log.exception("rate limits are not counted")
            return
        if used > rate.amount:
            raise TooFast(int((window + 1) * rate.window - moment) + 1)
