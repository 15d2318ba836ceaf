import pytest
from django.db import DatabaseError, connection, transaction

from community.core import journal
from community.core.models import AppendOnly, JournalEntry

pytestmark = pytest.mark.django_db


def test_line_of_the_journal_cannot_be_changed_or_deleted():
    entry = journal.record(act="test", by=None, kind="issue", number=1)

    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()


@pytest.mark.parametrize("sql", ["UPDATE core_journalentry SET act = 'x'", "DELETE FROM core_journalentry"])
def test_database_refuses_it_too(sql):
    journal.record(act="test", by=None, kind="issue", number=1)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert JournalEntry.objects.filter(act="test").exists()
