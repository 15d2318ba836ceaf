"""The community: residents, helpers and the city around one board. Arrows between its packages run down only.

demo
pages │ dashboard             editors' pages; the city's desk
replies                       the city's official answers
issues                        posts and what becomes of them
discussion                    live talk on anything that registers
moderation                    flags on anything that registers
photos │ areas │ taxonomy │ accounts
core
"""
