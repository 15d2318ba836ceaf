"""Languages in which people can help each other, as pickers show them."""

LANGUAGES = {
    "ja": "日本語", "easy": "やさしい日本語", "en": "English", "zh": "中文", "ko": "한국어", "vi": "Tiếng Việt",
    "pt": "Português", "es": "Español", "tl": "Filipino", "ne": "नेपाली", "jsl": "手話",
}  # fmt: skip
