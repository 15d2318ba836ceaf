"""Live talk on anything that registers. The database is the log; sockets carry it.

Words: 話 thread · ひとこと message · できごと event (a message, a change of status, an official reply …) ·
通し番号 sequence number (1, 2, 3 … without gaps in each thread) ·
返信 reply · 返し reaction (役に立った helpful, …: an answer without words, counted and never named).

    post_message ─┐                          ┌─▶ form: the page, reloaded
    append_event ─┴─▶ one transaction:       │
                      lock thread, seq + 1, ─┼─▶ live.hint ──▶ hub ──▶ every open socket, from its last number on
                      event (+ message)      │
                                             └─▶ a socket that was away asks `?after=N` and misses nothing
"""
