"""Public numbers of posts: in order, never used twice."""

from django.db import connection

SEQUENCE = "issues_number"


def next_number() -> int:
    """The next number. Call inside the posting transaction.

    SQLite has one writer at a time, so the highest number plus one is safe; erased posts keep their row and number.
    PostgreSQL counts in a sequence, so that posts do not wait for each other; a post that fails leaves a gap.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT nextval('{SEQUENCE}')")
        else:
            cursor.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM issues_issue")
        return cursor.fetchone()[0]
