"""Doing things together: events, calls for helpers, stories of what was solved; projects, their teams and their data.

Words: 催し event · サポーター募集 call · 応募 answer · ものがたり story · お題 challenge · プロジェクト project ·
役 role · 手を挙げる ask to join · データ dataset.

    EventPage or Board (a theme) ◀── Call ◀── CallAnswer ──▶ person
    StoryPage ── numbers ──▶ public issues
    EventPage ◀── Challenge ◀── Project ◀── Role, Member ──▶ person
    Issue ◀── Challenge, Project ──▶ Dataset
"""
