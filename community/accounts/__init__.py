"""People: who they are to the world, how they log in, and which desk they serve.

Words: 表示名 display name (all that others see) · 公開ID public id · 担当 desk role (職員 desk officer, 責任者 chief) ·
勤務中 on duty (a staff session in which the second factor was used) · 信頼 trusted (posts appear at once).

    /accounts/… (allauth) ──▶ User ──1:1──▶ DeskRole (wards, office)
                                │
                                └─ on_duty, set for one request or socket by its session, opens the desk's eyes
"""
