"""Doing things together: events, calls for helpers, stories of what was solved.

Words: 催し event · サポーター募集 call · 応募 answer · ものがたり story.

    EventPage or Board (a theme) ◀── Call ◀── CallAnswer ──▶ person
    StoryPage ── numbers ──▶ public issues
"""
