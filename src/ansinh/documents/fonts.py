"""The font that the package carries: Tinos, which has Times New Roman's metrics and all Vietnamese letters."""

from pathlib import Path

from ansinh.kernel.errors import SettingError
from ansinh.kernel.language import message as _

FONT_FAMILY = "Tinos"
FONT_DIRECTORY = Path(__file__).with_name("fonts")


def require_fonts(directory: Path = FONT_DIRECTORY) -> None:
    """Complain now, and clearly, rather than print a document without letters."""
    if not any(directory.glob(f"{FONT_FAMILY}_*.ttf")):
        raise SettingError(
            _("The font {font} is missing in {directory}.", font=FONT_FAMILY, directory=directory),
            _("Reinstall the package ansinh: its installation brings the font."),
        )


def font_file(*, bold: bool, italic: bool) -> Path:
    require_fonts()
    return (
        FONT_DIRECTORY / f"{FONT_FAMILY}_{700 if bold else 400}{'Bold' if bold else 'Regular'}{'_Italic' * italic}.ttf"
    )
