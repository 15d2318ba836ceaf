"""A lively Osaka to look at: hand-written posts, talk and answers, with drawn photos. Only for demonstrations.

posts/*.json ──▶ seeding ──▶ the same actions as everybody's ──▶ issues, threads, replies
scenes/      ──▶ pictures drawn from a seed ──▶ photos, a few at once, the rest by the worker
"""
