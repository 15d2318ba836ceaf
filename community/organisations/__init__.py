"""Groups that act under a name of their own: NPOs, shops, companies, schools, area councils, circles.

Words: 団体 organisation · なかま member · 役割 role · 招待 invitation · 市の確認 verification.

    a person ──▶ register_organisation ──▶ owner ──▶ invites members ──▶ any of them acts for it, under its name
                                             └─▶ asks the city to verify it ──▶ the desk: evidence, until when
"""
