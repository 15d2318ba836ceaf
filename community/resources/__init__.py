"""What people and groups have for the city: people, things, places, money, information.

Words: 力・資源 resource · 出す offer · のこり what is left · とっておく hold · お渡し hand out · 返す take back ·
休む rest.

    offer_resource ──▶ Resource: total − held − handed out = left
                          ▲  held by an accepted match, handed out on delivery, back when it is returned
                          └─ after 60 days: 「まだできますか」; after 90 without a word it rests
"""
