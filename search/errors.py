"""The error tree of search.

SearchError
├── UnknownKind    no source was registered for this kind of thing
├── NoMeaning      no vector is to be had now; search goes on with words
└── EngineAway     the search server does not answer; search goes on in the database
"""


class SearchError(Exception):
    pass


class UnknownKind(SearchError):
    pass


class NoMeaning(SearchError):
    pass


class EngineAway(SearchError):
    pass
