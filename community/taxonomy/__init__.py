"""How posts are sorted and who takes them: categories, departments, boards. Editors change all of it in Wagtail.

Words: 種類 category (17, each with an icon, words people use, promised working days, words for emergencies) ·
部署 department · ボード board (the main one, later themes; its switches say what may be posted).

    Category ──default──▶ Department        Board ──▶ categories, wards, moderation
"""
