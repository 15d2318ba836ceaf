"""Posts – problems, ideas, things people like – and what becomes of them.

Words: 課題 problem · アイデア idea · これはいいね! good · 様子 status · 公開範囲 visibility · わたしも support ·
約束の日 promised date · 担当 department (public) and officer (never public) · 区 ward.

    post_issue ─▶ Issue ─┬─ StatusChange …   append-only: the time line, by department
                         ├─ Thread           the talk (discussion)
                         ├─ IssuePhoto ─▶ Photo
                         └─ Support          by account or by signed cookie, once a person
    status: workflow.py, a table · visibility: core.visibility, another axis
"""
