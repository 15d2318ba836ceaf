"""Flags on anything that registers: stored with their reason, shown at the desk. (Weighing them comes later.)

Words: 気になる投稿 flag · 理由 reason · 届け出た人 reporter (seen by the desk only).

    a person ──▶ raise_flag ──▶ Flag (kind, number) ──▶ the desk's queue and the thing's page there
"""
