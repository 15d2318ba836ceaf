"""What people do about an issue: reports of work, and of its end, with photos before and after.

Words: 取り組み報告 progress · かいけつ報告 solved · まえ before · あと after · 確かめる confirm.

    anyone involved ──▶ report_effort ──▶ a line in the talk ──▶ the poster or the desk confirms ──▶ みんなで解決
"""
