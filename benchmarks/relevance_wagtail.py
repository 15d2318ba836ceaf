"""What Wagtail's own database search finds: `python -m benchmarks.relevance_wagtail FOLDER`.

A table of posts on the minimal Wagtail site of benchmarks/floor, in an SQLite database in memory; nothing is tuned.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.floor.settings", "FLOOR_DATABASE": ":memory:"}
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be ready first
from django.db import connection, models  # noqa: E402
from wagtail.search import index  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402

from search import evaluation  # noqa: E402

MOST = 100


class Post(index.Indexed, models.Model):
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    body = models.TextField()

    search_fields = [index.SearchField("title"), index.SearchField("body")]

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.title


def main() -> None:
    posts, asked = evaluation.read(Path(sys.argv[1]))
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Post)
    documents = evaluation.PostSource(posts).documents(str(post["id"]) for post in posts)
    Post.objects.bulk_create(Post(key=it.key, title=it.title, body=it.body) for it in documents)
    call_command("update_index", verbosity=0)
    search = get_search_backend().search
    found = {one.id: [post.key for post in search(one.words, Post)[:MOST]] for one in asked}
    print(json.dumps({"Wagtail's own": found}))


if __name__ == "__main__":
    main()
