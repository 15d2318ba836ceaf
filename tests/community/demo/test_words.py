"""Nobody in the demo city talks like a form: no sentence of more than 12 letters comes up more than three times."""

import re
from collections import Counter
from collections.abc import Iterator

from community.demo.posts import Post, all_posts, long_posts

LONG, MOST = 12, 3


def sentences(texts: Iterator[str]) -> Counter[str]:
    """How often each sentence is said, over all texts."""
    parts = (part.strip() for text in texts for part in re.split(r"[。！？!?\n]|(?<=[a-z])\. ", text))
    return Counter(part for part in parts if len(part) > LONG)


def words_of(post: Post) -> Iterator[str]:
    yield from (post.title, post.body, post.hidden_reason)
    if post.reply:
        yield from (post.reply["subject"], post.reply["voice"], post.reply["view"], post.reply.get("returned", ""))
    for line in post.life:
        yield line["sentence"]
    for said in (*post.comments, *post.notes):
        yield said["body"]
    for flag in post.flags:
        yield flag["note"]


def test_no_sentence_comes_up_more_than_three_times():
    said = sentences(text for post in all_posts() for text in words_of(post))

    assert len(said) > 1500
    assert {sentence: times for sentence, times in said.items() if times > MOST} == {}


def test_what_is_written_out_is_said_once():
    said = sentences(text for post in long_posts() for text in words_of(post))

    assert {sentence: times for sentence, times in said.items() if times > 1} == {}


def test_no_two_posts_have_the_same_title():
    titles = Counter(post.title for post in all_posts())

    assert {title for title, times in titles.items() if times > 1} == set()
