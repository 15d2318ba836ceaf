"""The search page, what is offered while typing, posts like this one, and searches that people follow.

Words: さがす search · 様子 state · しぼりこむ narrow · もしかして did you mean · 見まもる follow

    an address ──▶ asked.Asked ──▶ search.answer ──▶ results (groups, counts, ways out) ──▶ rows (what each kind shows)
    a new post ──▶ outbox ──worker──▶ followed.fitting ──▶ news: followers of the searches that it fits
"""
