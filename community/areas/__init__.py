"""Places: the 24 wards with their shapes, 1,903 towns with a point each, school districts where they are known.

Words: 区 ward (its 5-digit code is its name in addresses) · 町丁目 town · 校区 school district · 町名まで town only.

    a point ──▶ geometry.ward_at ──▶ Ward        words ──▶ Town.objects.named ──▶ points
            └─▶ Town.objects.nearest ──▶ the name people call it

Sources: data/NOTICE.md. 国土数値情報（行政区域データ）（国土交通省）を加工して作成 ·
Geolonia 住所データ（CC BY 4.0）を加工して作成.
"""
