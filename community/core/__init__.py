"""What every package stands on: errors, clock, text, visibility, the journal, the outbox, panels, components.

Words: 記録 journal (who did what, when; append-only) · 発送箱 outbox (letters that wait for the worker) ·
公開範囲 visibility (who may see a thing) · 差し込み panel (a part of a page that a package above brings).

    an action ──▶ one transaction ─┬─ rows of its package
                                   ├─ core.journal   who, what, when, before, after
                                   └─ core.outbox    mail ──▶ manage.py worker ──▶ the mail server
"""
