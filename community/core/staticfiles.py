from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed static files; imports between our ES modules follow the hashes."""

    support_js_module_import_aggregation = True
    manifest_strict = True
