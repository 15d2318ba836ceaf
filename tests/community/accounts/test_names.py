"""Display names: what passes for the city is refused, what people are called is not."""

import pytest
from django.core.exceptions import ValidationError

from community.accounts.names import clean_display_name, looks_official

LOOKALIKES = [
    "大阪市", "大阪市役所", "大阪市職員", '\u5927\u962a\u200b\u5e02\u8077\u54e1',
    '\u5927\u2060\u962a\ufeff\u5e02', "⼤阪市", "太阪市", "大坂市", "犬阪市", "北区役所",
    "北区役所 まちづくり課", "大 阪 市", "大・阪・市", "大阪市公式", "公式アカウント", "【公式】おおさか",
    "市長", "中央区長", "建設局", "ｏｓａｋａ ｃｉｔｙ", "Osaka City", "0saka City", "Оsaka Сity",
    "osaka_city", "O S A K A C I T Y", "osаka city", '\u202eytic akaso', "ytiC akasO", "員職市阪大",
    "Official", "0fficial", "0ff1c1al", "0FFICIAL!", "Ｏｆｆｉｃｉａｌ", "ᴏfficial", "admin", "Adm1n",
    "аdmin", "ADMINISTRATOR", "moderator", "m0derat0r", "City Staff", "Staff@Osaka", "大阪府警察", "消防局",
    "運営", "うんえい 運営", "管理者", "事務局", "マイコミおおさか", "まいこみ運営", "MyComi",
    "My Community Osaka", "水道局おきゃくさまセンター", "教育委員会", "退会した人", "Ward Office", "p0lice",
    "Οsaka city",
]  # fmt: skip
PEOPLE = [
    "ゆうこ@天六", "なかむら", "大阪のおばちゃん", "おおさか太郎", "北区わんわんパトロール", "まつもと電器",
    "Linh（留学生）", "陳", "朴ミンジ", "José", "Ольга", "平野のエンジニア", "千林の八百屋",
    "みなみ子ども食堂", "大川クリーン隊", "ねこ🐈", "👨‍👩‍👧 二児の父", "てつ工務店", "Ken", "市川さん",
    "区民の一人", "大坂なおみ似", "いちご", "Osaka Taro", "Cityboy", "大阪", "なにわの住民",
]  # fmt: skip


@pytest.mark.parametrize("name", LOOKALIKES)
def test_name_that_passes_for_the_city_is_refused(name):
    with pytest.raises(ValidationError):
        clean_display_name(name)


@pytest.mark.parametrize("name", PEOPLE)
def test_peoples_names_are_taken(name):
    assert clean_display_name(name)
    assert not looks_official(name)


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200b", "…", "a\x00b", "x" * 31, "ﷺ" * 30, "me@example.jp"])
def test_name_that_is_none_gets_a_sentence(name):
    with pytest.raises(ValidationError) as refused:
        clean_display_name(name)

    assert refused.value.messages[0].endswith(("。", "。）", "）。"))


def test_full_width_letters_are_folded_to_one_form():
    assert clean_display_name("Ｋｅｎ　１") == "Ken 1"
