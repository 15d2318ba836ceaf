"""Flags, takedowns, bans and appeals on anything that registers.

Words: 気になる投稿 flag · 理由 reason · 届け出た人 reporter (seen by the desk only) · 重さ weight · 隠した takedown ·
お休み ban · 不服の申し立て appeal.

    a person ──▶ raise_flag ──▶ Flag (kind, number, part), weighed ──▶ the desk's queue
                                  └─ a newcomer's thing over the site's threshold ──▶ set aside for the desk
    the desk ──▶ hides (Takedown) or bans (Ban) ──▶ its author is told why ──▶ one Appeal ──▶ somebody else decides
"""
