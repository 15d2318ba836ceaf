"""Needs meet what is offered, until thanks.

Words: ほしい力 need · 手の貸し借り match · お願い request · 承諾 accept · 日時 schedule · お渡し deliver ·
確認 confirm · お礼 thank · 見送る decline · やめる withdraw.

    proposed ─▶ accepted (held) ─▶ scheduled ─▶ delivered (handed out) ─▶ confirmed ─▶ thanked ─▶ a draft story
        └─▶ declined · withdrawn · expired           └─▶ failed · withdrawn (the hold is released)
"""
