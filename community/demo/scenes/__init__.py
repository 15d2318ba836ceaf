"""Illustrated demo photos: forty-eight matters of a town, drawn flat, each new with its seed, hour and weather."""

from .palettes import PALETTES, Palette
from .scene import Scene, draw_scene
from .sketches import Sketch
from .subjects import SUBJECTS, Subject

__all__ = ["PALETTES", "SUBJECTS", "Palette", "Scene", "Sketch", "Subject", "draw_scene"]
