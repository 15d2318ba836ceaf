"""The error tree of search.

SearchError
└── UnknownKind    no source was registered for this kind of thing
"""


class SearchError(Exception):
    pass


class UnknownKind(SearchError):
    pass
