"""Telling people: what they follow, the list in the site, mail at once or as a digest.

Words: お知らせ notice · フォロー follow · まとめメール digest · すぐに at once · 毎日 daily · 毎週 weekly.

    an act ──announce()──▶ outbox ──worker──▶ audience of the news ──▶ Notice (site) and letter (mail)

Packages above register their `NewsType`: whom it concerns, and how it is said to each of them.
"""
