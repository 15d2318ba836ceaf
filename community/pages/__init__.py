"""Editors' pages: home, boards, plain pages. What editors write is Japanese first, with English beside it.

Words: ホーム home · ボードのページ board page (points to a taxonomy.Board; テーマ theme) · 区のページ ward page ·
お知らせ news · ふつうのページ standard page · 部品 block.

    HomePage ─┬─ boards/ (StandardPage) ── BoardPage ──▶ Board
              ├─ wards/ ── WardPage ──▶ Ward        news/ ── NewsPage
              ├─ events/, stories/ (projects)
              └─ help/ , terms/ … (StandardPage)
"""
