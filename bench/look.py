"""`make look`: every page of the demo at phone and desk width, beside its drawing where there is one.

Every page of its PDFs, too; all of it in look/.
"""

import os
import re
import shutil
import subprocess
from collections import deque
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlparse

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

from bench.beside import VISITOR, Screen, drawings, screens, side_by_side
from bench.site import ROOT, demo_site

WIDTHS = {"desk": 1280, "phone": 390}
OUT = ROOT / "look"
PAGES_PER_ROLE = 90
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# One page of a kind is enough: numbers and references in an address are folded away.
FOLD = re.compile(r"/(\d+|[23456789a-z]{12})(?=/|$)")
SKIPPED = re.compile(r"/(static|theme|accounts/logout)|\.pdf|/r/")


def crawl(page: Page, start: str) -> dict[str, str]:
    """Addresses that links lead to from the start, one of each shape."""
    found: dict[str, str] = {}
    queue = deque([start])
    while queue and len(found) < PAGES_PER_ROLE:
        address = queue.popleft()
        shape = FOLD.sub("/*", urlparse(address).path)
        if shape in found:
            continue
        response = page.goto(address)
        if response is None or response.status != 200:
            print(f"  {response.status if response else '?'} {address}")
            continue
        found[shape] = address
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            target = urldefrag(urljoin(address, link))[0]
            if urlparse(target).netloc == urlparse(start).netloc and not SKIPPED.search(target):
                queue.append(target)
    return found


def sign_in(page: Page, base: str, email: str, password: str) -> None:
    """As a person does it."""
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()


def shoot(
    browser: Browser, base: str, role: str, account: tuple[str, str] | None, drawn: list[Screen]
) -> None:
    """Screenshots of everything one role can reach, and of its screens that were drawn, side by side."""
    context = browser.new_context()
    page = context.new_page()
    if account:
        sign_in(page, base, *account)
    beside(browser, page, base, drawn)
    for shape, address in crawl(page, base + "/").items():
        name = re.sub(r"\W+", "-", shape).strip("-") or "home"
        for width_name, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            folder = OUT / width_name / role
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=True)
    context.close()


def beside(browser: Browser, page: Page, base: str, drawn: list[Screen]) -> None:
    """Each of these screens next to its drawing, at both widths."""
    known = drawings()
    for screen in drawn:
        for name, width in WIDTHS.items():
            target = OUT / "beside" / f"{screen.drawing}-{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(base + screen.address)
            page.screenshot(path=target, full_page=True)
            if screen.drawing in known:
                side_by_side(browser, known[screen.drawing], target, target, width)
            else:
                print(f"  {screen.drawing}: no drawing")


def contact_sheet(
    folder: Path, target: Path, *, columns: int = 5, width: int = 420, height: int = 620
) -> None:
    """All pictures of a folder, small, with their names, on sheets of four rows."""
    pictures = sorted(folder.rglob("*.png"))
    per_sheet = columns * 4
    for number in range(0, len(pictures), per_sheet):
        batch = pictures[number : number + per_sheet]
        rows = -(-len(batch) // columns)
        sheet = Image.new("RGB", (columns * (width + 10), rows * (height + 30)), "#888888")
        draw = ImageDraw.Draw(sheet)
        for place, path in enumerate(batch):
            picture = Image.open(path).convert("RGB")
            picture.thumbnail((width, 10_000))
            left, top = place % columns * (width + 10), place // columns * (height + 30)
            sheet.paste(picture.crop((0, 0, width, min(height, picture.height))), (left, top + 20))
            draw.text((left + 4, top + 4), str(path.relative_to(folder)), fill="#ffffff")
        sheet.save(target.with_name(f"{target.name}-{number // per_sheet + 1}.png"))


def packs(env: dict[str, str]) -> None:
    """The pages of every stored PDF of the demo."""
    for number, path in enumerate(sorted(Path(env["PANELBOOK_VAR"], "files").rglob("*"))):
        if path.is_file() and path.read_bytes()[:5] == b"%PDF-":
            folder = OUT / "pdf"
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(["pdftoppm", "-r", "50", "-png", path, folder / f"{number:03}"], check=True)


def main() -> None:
    """Make the whole set anew."""
    from config.demo.people import SIGN_INS

    shutil.rmtree(OUT, ignore_errors=True)
    with demo_site() as (base, env), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        drawn = screens(env)
        accounts = {role: (email, password) for role, email, password in SIGN_INS}
        for role in (VISITOR, *accounts):
            print(role)
            own = [screen for screen in drawn if screen.role == role]
            shoot(browser, base, role.lower().replace(" ", "-"), accounts.get(role), own)
        packs(env)
    for name in (*WIDTHS, "pdf"):
        contact_sheet(OUT / name, OUT / f"sheet-{name}")
    print(f"Contact sheets are in {OUT.name}/")


if __name__ == "__main__":
    main()
