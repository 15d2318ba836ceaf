"""The search page, what is offered while typing, and posts like this one.

Words: さがす search · 様子 state · しぼりこむ narrow · もしかして did you mean

    an address ──▶ asked.Asked ──▶ search.answer ──▶ results (groups, counts, ways out) ──▶ rows (what each kind shows)
"""
