"""The city's official answers, in the shape it already publishes: drafted by an officer, published by a chief.

Words: 公式の回答 official reply · 件名 subject · 市民の声 voice · 市の考え方 view · 対応の種別 kind · 責任者 chief.

    draft_reply (officer) ─▶ OfficialReply, not live ─▶ publish_reply (chief of that ward) ─▶ live, at once
                                                    └─▶ return_reply (with a note) ─▶ draft again
    a chief's own reply is live at once
"""
