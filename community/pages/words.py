"""The first words of the help pages. Editors own them from the moment the site is planted."""


def _heading(text: str) -> tuple[str, str]:
    return ("heading", text)


def _text(*paragraphs: str) -> tuple[str, str]:
    return ("text", "".join(f"<p>{words}</p>" for words in paragraphs))


def _steps(*steps: tuple[str, str]) -> tuple[str, list[dict[str, str]]]:
    return ("steps", [{"title": title, "text": text} for title, text in steps])


FIRST_PAGES = [
    {
        "title": "使いかた",
        "title_en": "How it works",
        "slug": "help",
        "body": [
            _text("まちの困りごとやアイデアを、写真といっしょに出すところです。読むだけなら、登録はいりません。"),
            _steps(
                (
                    "写真を見せる",
                    "いま目の前にあるものを撮ってください。写真がなくても出せます。位置や機種の情報は、消してから保存します。",
                ),
                ("場所と種類をえらぶ", "地図にピンを置くか、区と目印を書きます。家の前なら、場所をぼかせます。"),
                ("ひとことで書く", "見たままでだいじょうぶです。くわしいことは、あとから話で足せます。"),
                ("橋を見まもる", "受付から対応まで、進むたびに日付と担当の部署が出ます。返事はこのページに届きます。"),
            ),
            _heading("急ぐとき"),
            _text("事件や事故は110番、火事とけがは119番へ。ここへの投稿は、すぐには読まれません。"),
        ],
        "body_en": [
            _text("A place to show local problems and ideas, with a photo. Reading needs no account."),
            _steps(
                (
                    "Show a photo",
                    "Take what is in front of you. You can post without one. We remove location and device data before we keep it.",
                ),
                (
                    "Say where and what",
                    "Put a pin on the map, or choose a ward and write a landmark. Near your home, blur the place.",
                ),
                ("One line is enough", "Write it as you see it. You can add details in the talk later."),
                (
                    "Watch the bridge",
                    "Each step shows its date and the department. The city’s answer appears on the same page.",
                ),
            ),
            _heading("In an emergency"),
            _text("Call 110 for crime and accidents, 119 for fire and injuries. Posts here are not read at once."),
        ],
    },
    {
        "title": "みんなの約束",
        "title_en": "Our promises",
        "slug": "terms",
        "body": [
            _text("ここは、住民と団体と市が、同じ板の上で話す場所です。次のことを守ってください。"),
            (
                "text",
                "<ul><li>人を傷つけることばや、だれのことかわかる悪口は書かない。</li>"
                "<li>電話番号、住所、車のナンバー、ほかの人の顔は出さない。</li>"
                "<li>見たことと、思ったことを分けて書く。</li>"
                "<li>宣伝やいたずらはしない。</li></ul>",
            ),
            _text("約束に合わない投稿は、理由をそえて隠します。投稿の文と写真は CC BY 4.0 で公開されます。"),
        ],
        "body_en": [
            _text("Here residents, groups and the city talk on one board. Please keep these promises."),
            (
                "text",
                "<ul><li>No words that hurt, no attacks on a person who can be recognised.</li>"
                "<li>No phone numbers, home addresses, number plates or other people’s faces.</li>"
                "<li>Keep what you saw apart from what you think.</li>"
                "<li>No advertising and no pranks.</li></ul>",
            ),
            _text("Posts that break them are hidden with a reason. Texts and photos are published under CC BY 4.0."),
        ],
    },
    {
        "title": "個人情報のあつかい",
        "title_en": "Your data",
        "slug": "privacy",
        "body": [
            _text(
                "みんなに見えるのは、表示名と、あなたが公開した投稿・話・写真だけです。メールアドレスは、だれにも見えません。",
                "写真の位置情報や機種の情報は保存しません。このサイトは、アクセス解析も広告も使いません。",
                "地図の背景をよそのサーバーから読むときだけ、そのサーバーにあなたの通信の宛先が伝わります。",
            ),
        ],
        "body_en": [
            _text(
                "Others see your display name and the posts, talk and photos you published. Nobody sees your e-mail address.",
                "We do not keep location or device data of photos. This site has no analytics and no advertising.",
                "Only when a map’s background comes from another server does that server see your network address.",
            ),
        ],
    },
    {
        "title": "このサイトについて",
        "title_en": "About this site",
        "slug": "about",
        "body": [
            _text(
                "マイコミおおさかは、大阪市ICT戦略（2016年3月）の「行政と住民の距離を縮め、課題と取り組みを共有し、いっしょに動く」から生まれました。",
                "地図：「国土数値情報（行政区域データ）」（国土交通省）を加工して作成。町の名前：「Geolonia 住所データ」（CC BY 4.0）を加工して作成。",
                "部署と電話番号は見本です。使う前に、市が確かめて直してください。",
            ),
        ],
        "body_en": [
            _text(
                "My Community Osaka grew out of Osaka City’s ICT strategy (March 2016): close the distance, share problems and efforts, act together.",
                "Maps: made from “National Land Numerical Information (administrative areas)”, MLIT. Town names: made from “Geolonia address data” (CC BY 4.0).",
                "Departments and telephone numbers are samples. The city checks and corrects them before use.",
            ),
        ],
    },
]
