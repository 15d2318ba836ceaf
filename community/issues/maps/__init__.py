"""The board as a map: where posts stand, counted fast and fresh.

Words: 升 cell, a square of about 500 m · 集まり cluster · 範囲 region, a box or a circle · 帳 tally, how many posts of
each sort stand in each cell.

    shown_lat, shown_lng ─▶ grid.cell_of ─▶ Issue.cell ─(triggers.py)─▶ Tally, +1 and -1 in the same transaction
    a region ─▶ cells wholly inside: Tally · cells it cuts: the posts themselves ─▶ clusters · counts
"""
