"""The city's official answers, in the shape it already publishes: drafted by an officer, published by a chief.

Words: 公式の回答 official reply · 件名 subject · 市民の声 voice · 市の考え方 view · 対応の種別 kind · 責任者 chief.

    draft_reply (officer) ─▶ OfficialReply, not live ─▶ publish_reply (chief of that ward) ─▶ live, at once
                                                    └─▶ return_reply (with a note) ─▶ draft again
    a chief's own reply is live at once; correct_reply (chief) ─▶ the earlier text stays below it (EarlierReply)

Wagtail's workflow 公式の回答 carries it (actions/approval.py): its one task, WardChiefTask, asks a chief of the ward.
It is driven from the desk only. A draft stays with its issue when that is hidden: whoever wrote the post still reads
the answer, and it is everybody's again when the post is.
"""
