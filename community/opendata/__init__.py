"""The board for programs and for paper: feeds, exports, figures, pictures for sharing, the ward's circular.

Words: データ data · フィード feed · 数字 figures · 回覧板 circular.

    every answer starts from what everybody may see: `visible_to(None)`
"""
