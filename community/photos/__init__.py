"""Residents' pictures: nothing is served but pixels that we made anew.

Words: 写真 photo · 置き場 spool (uploads wait there, unseen, until their sizes exist) ·
大きさ size (card, large, share) · かくすところ area (a box of a picture; suggested, taken, covered for good).

    upload ──▶ spool (fsynced) ──▶ decoder, a limited process ──▶ card at once ──▶ Photo (draft)
                     └──▶ outbox ──▶ worker ──▶ decoder ──▶ large, share ──▶ the upload is deleted
    outbox ──▶ worker ──▶ decoder looks for faces, another for plates ──▶ PrivateArea (suggestions: of a draft, or asked
               for by an owner)
    albums: packages above say whose the photos of their things are, and lock them
    boxes ──▶ decoder ──▶ all sizes anew, another address ──▶ the old files are deleted
    GET /photos/<token>/<size>  ──▶ Photo.visible_to(user) ──▶ the file, or 404
"""
