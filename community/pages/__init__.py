"""Editors' pages: home, boards, plain pages. What editors write is Japanese first, with English beside it.

Words: ホーム home · ボードのページ board page (points to a taxonomy.Board) · ふつうのページ standard page · 部品 block.

    HomePage ─┬─ boards/ (StandardPage) ── BoardPage ──▶ Board
              └─ help/ , terms/ … (StandardPage)
"""
