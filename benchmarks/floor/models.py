from django.contrib.auth.models import User
from django.db import models


class Category(models.Model):
    name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name


class Issue(models.Model):
    title = models.CharField(max_length=100)
    body = models.TextField()
    category = models.ForeignKey(Category, models.PROTECT)
    author = models.ForeignKey(User, models.PROTECT)
    status = models.CharField(max_length=20, default="received")
    place = models.CharField(max_length=80)
    supports = models.IntegerField(default=0)
    comment_count = models.IntegerField(default=0)
    posted_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.title


class Comment(models.Model):
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, models.PROTECT)
    body = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.body
