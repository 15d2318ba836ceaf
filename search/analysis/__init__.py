"""Text → what engines store and what a query looks for. Every engine stores the same, so every engine answers alike.

    text ──▶ words (their dictionary forms) ──▶ concepts (what they are about, in five languages) ──▶ words of an entry
      └────▶ letters (overlapping pairs)                                                        ──▶ its net of pairs

Kinds of words in an entry, told apart by their first letter:
    街灯    a word in its dictionary form        #8536         words that the dictionary calls synonyms
    @light  a concept that is named              ~light        a concept that is described: 夜道が暗い
    ^light  a wider concept of one found         !ベンチ        a thing that is said to be missing, or does not work
"""
