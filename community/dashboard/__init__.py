"""The city's desk at /cms/desk/, inside Wagtail's frame: what waits, one issue with everything, the verbs.

Words: デスク desk · 公開まえの確認 waiting · 担当が未定 new · 期限をこえた overdue · 私の担当 mine.

    queue ──▶ one issue ──POST verb──▶ an action of issues or replies ──▶ back, or 409 with both texts
    every read starts from `at_desk_of(user)`: officers see their wards, nothing else
"""
