"""The browser of the browser tests: a Chromium of this machine, else Playwright's own; brought where there is none.

python -m checks.browser
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without a sandbox root can start it, in a container too; it opens our own pages only, and sends nothing of itself.
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
NONE = """\
No browser for the browser tests. Install Chromium (Debian, Ubuntu: apt-get install chromium), or run
.venv/bin/playwright install --with-deps chromium; then run make test again.
Không có trình duyệt để kiểm thử các trang. Hãy cài Chromium (Debian, Ubuntu: apt-get install chromium) hoặc chạy
.venv/bin/playwright install --with-deps chromium; sau đó chạy lại make test."""


def launch(playwright: Playwright) -> Browser:
    """Raises playwright's Error where no browser starts."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=found, args=list(SWITCHES))


def starts() -> bool:
    with sync_playwright() as playwright:
        try:
            launch(playwright).close()
        except Error:
            return False
    return True


def ways() -> Iterator[list[str]]:
    """Commands that bring a browser, the one that needs least of the machine first."""
    yield [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        yield ["apt-get", "update", "--quiet"]
        yield ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]


def main() -> int:
    if starts():
        return 0
    for command in ways():
        print(" ".join(command))
        if subprocess.run(command, check=False).returncode == 0 and starts():
            return 0
    print(NONE, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
