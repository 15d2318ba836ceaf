"""Static files as they go out: hashed, compressed, imports of modules after the hashes, style sheets as one file."""

import re
from collections.abc import Iterator
from typing import Any

import brotli
from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLES = "css/site.css"
IMPORT = re.compile(r'@import url\("(?P<name>[^"]+)"\);\n')


class Quick(Compressor):
    """A fifth of the time for 8 % more bytes: somebody waits for the first start."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=9)


class ModuleStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
    manifest_strict = True

    def create_compressor(self, **options: Any) -> Compressor:
        return Quick(**options)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if STYLES in paths and not dry_run:
            self.delete(STYLES)
            self.save(STYLES, ContentFile(_folded(paths)))
            paths = paths | {STYLES: (self, STYLES)}
        yield from super().post_process(paths, dry_run, **options)


def _folded(paths: dict[str, Any]) -> str:
    """The entry with the text of its imports in their place: one request instead of fifty."""

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    return IMPORT.sub(lambda match: read(f"css/{match['name']}"), read(STYLES))
