from community.core.jobs import daily, every
from search import outbox
from search.engines import engine
from search.meaning import upkeep


@every(minutes=10)
def renew_index() -> None:
    """After a change of the thesaurus everything is put into the index anew, by the worker, little by little."""
    outbox.renew()


@daily("03:30")
def tidy_search() -> None:
    """How often words occur is counted anew; vectors that nothing has any more go."""
    engine().recount()
    upkeep.tidy()
