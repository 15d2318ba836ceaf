"""Datasets: the list and its filters, one of them, search, files, and the screens on which editors keep it."""

import csv
import io
import json
import re

import pytest
from django.conf import settings

from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.projects.models import Dataset, ProjectDataset
from search import outbox
from tests import datamakers, makers

pytestmark = pytest.mark.django_db


def text(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


class TestList:
    def test_row_says_who_publishes_it_how_and_on_what_terms(self, client):
        made = datamakers.dataset()

        page = text(client, "/datasets/")

        assert f'href="/datasets/{made.pk}/"' in page
        assert all(words in page for words in (made.title, "大阪市建設局", "CC BY 4.0", "CSV"))

    def test_words_format_and_ward_narrow_it(self, client):
        datamakers.dataset(makers.KITA, title="北の街灯", format="CSV")
        datamakers.dataset(makers.HIRANO, title="平野の雨量", format="JSON", about="十分ごとの雨の量")
        datamakers.dataset(title="全市の標高", format="GeoJSON", about="高さ")

        assert "平野の雨量" in text(client, "/datasets/?q=雨の量") and "北の街灯" not in text(
            client, "/datasets/?q=雨の量"
        )
        assert "全市の標高" not in text(client, "/datasets/?format=CSV")
        of_kita = text(client, f"/datasets/?ward={makers.KITA}")
        assert "北の街灯" in of_kita and "全市の標高" in of_kita and "平野の雨量" not in of_kita

    def test_unknown_filters_are_ignored(self, client):
        made = datamakers.dataset()

        assert made.title in text(client, "/datasets/?format=nothing&ward=99999&page=x")

    def test_twenty_are_a_page(self, client):
        for nth in range(21):
            datamakers.dataset(title=f"データ{nth:02}")

        assert "データ20" not in text(client, "/datasets/") and "データ20" in text(client, "/datasets/?page=2")

    def test_only_public_projects_are_counted(self, client):
        made = datamakers.dataset()
        for visibility in (Visibility.PUBLIC, Visibility.PENDING, Visibility.HIDDEN):
            ProjectDataset.objects.create(project=datamakers.project(visibility=visibility), dataset=made)

        assert "1つのプロジェクト" in text(client, "/datasets/")

    def test_costs_the_same_with_many(self, client, django_assert_max_num_queries):
        for nth in range(20):
            made = datamakers.dataset(title=f"データ{nth:02}")
            ProjectDataset.objects.create(project=datamakers.project(), dataset=made)
        client.get("/datasets/")

        with django_assert_max_num_queries(10):
            client.get("/datasets/")

    def test_is_in_english_where_somebody_wrote_it(self, client):
        datamakers.dataset(title_en="Street lamp poles", publisher_en="Construction Bureau")
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

        assert "Street lamp poles" in text(client, "/datasets/")


class TestOne:
    def test_says_everything_and_that_its_link_leaves_the_site(self, client):
        made = datamakers.dataset(makers.KITA)

        page = text(client, made.get_absolute_url())

        link = re.search(r'<a [^>]*href="https://example.org/data/lamps"[^>]*>', page).group()
        assert "noopener" in link and "このサイトの外に出ます" in page
        assert "北区" in page and 'href="https://creativecommons.org/licenses/by/4.0/"' in page

    def test_what_is_off_the_list_does_not_exist(self, client, login):
        made = datamakers.dataset(listed=False)

        assert client.get(made.get_absolute_url()).status_code == 404
        assert login(makers.editor()).get(made.get_absolute_url()).status_code == 404

    def test_projects_that_use_or_need_it_are_named_when_everybody_may_see_them(self, login):
        made, author = datamakers.dataset(), makers.person()
        for title, visibility, use in (
            ("使う計画", Visibility.PUBLIC, "uses"),
            ("ほしい計画", Visibility.PUBLIC, "needs"),
            ("かくれた計画", Visibility.HIDDEN, "uses"),
            ("公開まちの計画", Visibility.PENDING, "needs"),
        ):
            project = datamakers.project(title=title, visibility=visibility, author=author)
            ProjectDataset.objects.create(project=project, dataset=made, use=use)

        page = text(login(author), made.get_absolute_url())

        assert (
            "使う計画" in page and "ほしい計画" in page and "かくれた計画" not in page and "公開まちの計画" not in page
        )

    def test_facts_for_machines_cannot_leave_their_block(self, client):
        made = datamakers.dataset(title="灯</script><script>alert(1)", about="A & <b>")

        page = text(client, made.get_absolute_url())

        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1)
        facts = json.loads(block)
        assert facts["@type"] == "Dataset" and facts["name"] == made.title and facts["description"] == "A & <b>"
        assert facts["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert "<script>alert(1)" not in page


class TestSearch:
    def test_finds_it_by_its_words_until_it_is_taken_off(self, client):
        made = datamakers.dataset(title="集水ますの位置", about="落ち葉で詰まる場所")
        outbox.drain()
        assert made.get_absolute_url() in text(client, "/search/?q=集水ます&of=dataset")

        Dataset.objects.filter(pk=made.pk).update(listed=False)

        assert made.get_absolute_url() not in text(client, "/search/?q=集水ます&of=dataset")


class TestFiles:
    def test_csv_has_a_row_for_each_that_is_listed(self, client):
        made = datamakers.dataset(makers.KITA, title="=1+1")
        datamakers.dataset(title="かくした表", listed=False)

        content = client.get("/data/datasets.csv").content.decode("utf-8-sig")

        (row,) = csv.DictReader(io.StringIO(content))
        assert row["title"] == "'=1+1" and row["wards"] == makers.KITA and row["number"] == str(made.pk)
        assert "題名" in client.get("/data/datasets.csv?header=ja").content.decode("utf-8-sig")

    def test_json_and_dcat_say_the_same(self, client):
        made = datamakers.dataset(title_en="Poles")
        datamakers.dataset(title="かくした表", listed=False)

        (row,) = client.get("/data/datasets.json").json()["datasets"]
        catalogue = json.loads(client.get("/data/datasets.jsonld").content)

        (known,) = catalogue["dcat:dataset"]
        assert catalogue["@type"] == "dcat:Catalog" and known["@id"] == row["url"]
        assert row["url"].endswith(made.get_absolute_url()) and row["link"] == made.url
        assert known["dct:title"][1] == {"@value": "Poles", "@language": "en"}
        assert known["dcat:distribution"][0]["dct:license"]["@id"].startswith("https://creativecommons.org/")

    def test_sitemap_holds_what_is_listed(self, client):
        made, off = datamakers.dataset(), datamakers.dataset(listed=False)

        page = text(client, "/sitemap-datasets.xml")

        assert made.get_absolute_url() in page and off.get_absolute_url() not in page


class TestEditors:
    FIELDS = {
        "title": "雨量計の記録",
        "title_en": "",
        "publisher": "大阪市",
        "publisher_en": "",
        "about": "十分ごとの雨量",
        "about_en": "",
        "licence": "CC BY 4.0",
        "format": "CSV",
        "url": "https://example.org/rain",
        "wards": [makers.HIRANO],
        "listed": "on",
    }

    def test_editor_adds_one_and_it_can_be_found_at_once(self, client, login):
        answer = login(makers.editor()).post("/cms/dataset/new/", self.FIELDS)

        made = Dataset.objects.get()
        assert answer.status_code == 302 and [ward.pk for ward in made.wards.all()] == [makers.HIRANO]
        assert JournalEntry.objects.filter(act="dataset.make", number=str(made.pk)).exists()
        assert made.get_absolute_url() in text(client, "/search/?q=雨量計")

    def test_editor_takes_one_off_the_list(self, client, login):
        made = datamakers.dataset()
        fields = {name: value for name, value in self.FIELDS.items() if name != "listed"}

        login(makers.editor()).post(f"/cms/dataset/edit/{made.pk}/", fields)

        assert client.get(made.get_absolute_url()).status_code == 404
        entry = JournalEntry.objects.get(act="dataset.change")
        assert entry.after["listed"] is False
        assert made.get_absolute_url() not in text(client, "/search/?q=雨量計")

    def test_nobody_deletes_one(self, login):
        made = datamakers.dataset()

        login(makers.editor()).post(f"/cms/dataset/delete/{made.pk}/")

        assert Dataset.objects.filter(pk=made.pk).exists()

    @pytest.mark.parametrize("who", [makers.officer, makers.person])
    def test_others_do_not_reach_the_screen(self, login, who):
        person = who(makers.KITA) if who is makers.officer else who()

        answer = login(person).post("/cms/dataset/new/", self.FIELDS)

        assert answer.status_code in (302, 404) and not Dataset.objects.exists()
