"""The people of the demo city: residents, and one officer a department. Nobody can log in as any of them."""

from dataclasses import dataclass

from community.accounts import actions
from community.accounts.models import DeskRole, Standing, User
from community.taxonomy.models import Department

RESIDENTS = {
    "yuko": ("ゆうこ@天六", "天神橋で生まれて、天神橋で子育て。"),
    "nakamura": ("なかむら", "夜の犬の散歩で、町を見ています。"),
    "michiko": ("みちこ", "生野で30年。花と猫が好きです。"),
    "tetsu": ("てつ工務店", "塀、屋根、雨どい。見るだけならただです。"),
    "haru": ("はる（小3の母）", ""),
    "ken": ("ケン", "歩いて通勤40分。"),
    "linh": ("Linh（留学生）", "にほんごを べんきょうしています。"),
    "oda": ("小田のおばあちゃん", "目がわるいので、字は大きく。"),
    "sakai": ("さかい", ""),
    "minami": ("みなみ子ども食堂", "毎週水曜17時から。だれでもどうぞ。"),
    "matsumoto": ("まつもと電器", "天神橋5丁目の電器店。脚立と投光器あります。"),
    "wan": ("北区わんわんパトロール", "犬の散歩のついでに見守り。いま12頭。"),
    "kawa": ("大川クリーン隊", "第2日曜の朝、桜之宮から。"),
    "takeshi": ("タケシ", ""),
    "emi": ("えみ", ""),
    "chen": ("陳", "在大阪第六年。"),
    "park": ("朴ミンジ", "コリアタウンの店の娘です。"),
    "sato": ("サトウ", ""),
    "wheel": ("車いすのまさ", "段差2cmの世界から書いています。"),
    "bike": ("ちゃりんこ通勤", "都島から本町まで毎日。"),
    "neko": ("地域猫ボランティア", "天王寺で手術と見守りをしています。"),
    "shop": ("千林の八百屋", "大根、にんじん、世間話。"),
    "engineer": ("平野のエンジニア", "数えるのが好きです。"),
    "grandpa": ("港のじいじ", "孫に打ってもらってます。"),
    "student": ("大学2回生", ""),
    "nurse": ("夜勤の看護師", "帰りは朝です。"),
    "dad": ("二児の父", ""),
    "tour": ("ゲストハウス店主", "English OK, 日本語もOK."),
    "jishubo": ("自主防災会 班長", "月1回、消火栓を見てまわります。"),
    "quiet": ("しずか", ""),
    "sento": ("銭湯の番頭", "一番風呂は15時です。"),
    "taxi": ("タクシー28年", "市内の裏道なら、だいたい。"),
    "maria": ("Maria", "From Cebu. Caregiver in Ikuno. にほんご、すこしずつ。"),
    "wang": ("王", "开杂货店。店里可以说中文。"),
    "teacher": ("日本語教室の木曜組", "やさしい日本語で話します。"),
    "factory": ("町工場の二代目", "ねじと、ばねと、冗談。"),
    "baker": ("パン屋4時起き", ""),
    "florist": ("花屋のこと", "売れ残りは、公園の花壇へ。"),
    "gakudo": ("学童の先生", "放課後に42人。"),
    "papa": ("育休パパ", "ベビーカーで一日1万歩。"),
    "uta": ("うた（小6）", "おとうさんのアカウントをかりています。"),
    "guide": ("ポポと歩く人", "盲導犬ポポと暮らしています。読み上げで読んでいます。"),
    "ai": ("手話カフェのあい", "耳が聞こえません。文字なら早口です。"),
    "runner": ("長居を走る人", ""),
    "tsuri": ("南港の釣り人", "つれない日のほうが多い。"),
    "chokai": ("町会長 83歳", "会長を頼まれて、はや19年。"),
    "shinbun": ("新聞配達", "3時から6時の町を見ています。"),
    "toshokan": ("図書館ボランティア", "読み聞かせと、本の背なおし。"),
}  # fmt: skip


@dataclass(frozen=True)
class Cast:
    residents: dict[str, User]
    officers: dict[str, User]
    clerk: User
    chief: User

    def of(self, key: str) -> User:
        """A resident by key, or the officer behind `city:<department>`."""
        return self.officers[key.removeprefix("city:")] if key.startswith("city:") else self.residents[key]


def make_cast() -> Cast:
    """Everybody, made once."""
    residents = {key: _person(name, bio=bio, standing=Standing.TRUSTED) for key, (name, bio) in RESIDENTS.items()}
    officers = {
        department.slug: _officer(department.name, department.name, department.name_en)
        for department in Department.objects.all()
    }
    clerk = _officer("岡本", "大阪市 市民協働課", "Osaka City, Civic Collaboration")
    chief = _officer("田中", "大阪市 市民協働課", "Osaka City, Civic Collaboration", role=DeskRole.Role.CHIEF)
    return Cast(residents, officers, clerk, chief)


def _person(name: str, **fields: str) -> User:
    return User.objects.create_user(None, None, display_name=name, **fields)


def _officer(last_name: str, office: str, office_en: str, role: str = DeskRole.Role.DESK) -> User:
    user = _person(office, last_name=last_name)
    actions.give_desk(user=user, by=None, role=role, wards=(), office=office, office_en=office_en)
    user.on_duty = True
    return user
