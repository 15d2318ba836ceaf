"""What people can do for each other: volunteer cards, apart from the account and of nobody's business unless chosen.

Words: ボランティアカード volunteer card · できること can · おぼえたいこと learn · 休む rest · 消す erase.

    save_card ──▶ VolunteerCard ──▶ counts of groups (under three: 数人)
                       ├── public: its page, the list, search
                       └── private: only blind invitations know of it (matching)
"""
