from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone

from .models import Comment, Issue


def ok(request):
    return HttpResponse("ok\n", content_type="text/plain")


def board(request):
    page = Paginator(Issue.objects.select_related("category", "author").order_by("-id"), 20).get_page(
        request.GET.get("page")
    )
    return render(request, "floor/board.html", {"page": page})


def detail(request, pk):
    issue = get_object_or_404(Issue.objects.select_related("category", "author"), pk=pk)
    if request.method == "POST":
        Comment.objects.create(issue=issue, author=request.user, body=request.POST["body"], at=timezone.now())
        Issue.objects.filter(pk=pk).update(comment_count=F("comment_count") + 1)
        return redirect("detail", pk)
    comments = issue.comments.select_related("author").order_by("id")
    return render(request, "floor/detail.html", {"issue": issue, "comments": comments})


urlpatterns = [
    path("ok", ok),
    path("issues/", board),
    path("issues/<int:pk>/", detail, name="detail"),
]
