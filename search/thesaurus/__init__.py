"""Words of city life in five languages, shipped as data and changed by staff in the admin."""
