"""`manage.py load_areas`: newer editions of the wards' shapes, the towns and the school districts, from files."""

import csv
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.areas import actions
from community.areas.models import Ward
from community.areas.names import shown, town_key

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Loads the wards' shapes (GeoJSON of 国土数値情報 N03) and the towns (CSV: ward_code, town, lat, lng)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wards", type=Path, help="a GeoJSON file of the 24 wards")
        parser.add_argument("--towns", type=Path, help="a CSV file of the towns")
        parser.add_argument("--schools", type=Path, help="a GeoJSON file of the school districts: code, ward, name")
        parser.add_argument("--write", action="store_true", help="also rewrite the files that ship with the product")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        wards, towns, schools = options["wards"], options["towns"], options["schools"]
        if not wards and not towns and not schools:
            raise CommandError("Say --wards FILE, --towns FILE, --schools FILE or several of them.")
        if wards:
            self._load_wards(wards, write)
        if towns:
            self._load_towns(towns, write)
        if schools:
            self._load_schools(schools)

    def _load_wards(self, path: Path, write: bool) -> None:
        from community.areas import shapes  # Shapely is loaded only here

        exact = shapes.read_wards(json.loads(path.read_text(encoding="utf-8")))
        missing = set(Ward.objects.values_list("pk", flat=True)) - set(exact)
        if missing:
            raise CommandError(f"{path} has no shape for {', '.join(sorted(missing))}.")
        light = shapes.outlines(exact)
        made = {
            code: {"shape": shapes.as_rings(exact[code]), "outline": shapes.as_rings(light[code])} for code in exact
        }
        rivers = shapes.rivers(light)
        count = actions.load_shapes(shapes=made, rivers=rivers)
        if write:
            text = json.dumps({"wards": made, "rivers": rivers}, ensure_ascii=False, separators=(",", ":"))
            (DATA / "shapes.json").write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"{count} wards have new shapes. Restart the server: it keeps them in memory.")

    def _load_towns(self, path: Path, write: bool) -> None:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        kept, gone = actions.load_towns(rows=rows)
        if write:
            with (DATA / "towns.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["ward", "name", "key", "lat", "lng"])
                writer.writerows(
                    [row["ward_code"], shown(row["town"]), town_key(row["town"]), row["lat"], row["lng"]]
                    for row in rows
                )
        self.stdout.write(f"{kept} towns loaded, {gone} old ones gone.")

    def _load_schools(self, path: Path) -> None:
        from community.areas import shapes

        try:
            rows = shapes.read_schools(json.loads(path.read_text(encoding="utf-8")))
        except KeyError as error:
            raise CommandError(f"A feature of {path} has no {error}. Each needs code, ward and name.") from error
        unknown = {row["ward_id"] for row in rows} - set(Ward.objects.values_list("pk", flat=True))
        if unknown:
            raise CommandError(f"{path} names wards that are none: {', '.join(sorted(unknown))}.")
        kept, gone = actions.load_schools(rows=rows)
        self.stdout.write(f"{kept} school districts loaded, {gone} old ones gone.")
