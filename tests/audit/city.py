"""A made-up city: its ledger as an office keeps it, what its units sent, and what must come of it.

The same seed gives the same city.  What stands in the reports is taken from the samples, sentence by sentence, a third
of the words exchanged, so that two reports have no more in common than two reports have.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
_SENTENCE = re.compile(r"[^。\n]+。")
_OTHERS = re.compile(
    r"(?:广东省?|山东省?|湖南省?)?(?:东莞|威海|廉江|开平|东安|江门|湛江|永州)[市县]?|人民政府|应急管理局|应急局"
)
"""Names of those whose reports the samples are."""
_HAN = re.compile(r"[^\W\d_]{2,}")
_DIRECT = (
    ("民政局", "民政局"),
    ("民宗局", "民族宗教事务局"),
    ("教育局", "教育局"),
    ("科技局", "科学技术局"),
    ("公安局", "公安局"),
    ("司法局", "司法局"),
    ("财政局", "财政局"),
    ("人社局", "人力资源和社会保障局"),
    ("自然资源局", "自然资源和规划局"),
    ("生态环境局", "生态环境局"),
    ("住建局", "住房和城乡建设局"),
    ("交通局", "交通运输局"),
    ("水利局", "水利局"),
    ("农业农村局", "农业农村局"),
    ("文旅局", "文化旅游广电体育局"),
    ("卫健委", "卫生健康委员会"),
    ("应急局", "应急管理局"),
    ("审计局", "审计局"),
    ("国资委", "人民政府国有资产监督管理委员会"),
    ("市监局", "市场监督管理局"),
    ("统计局", "统计局"),
    ("医保局", "医疗保障局"),
    ("城管局", "城市管理和综合执法局"),
    ("政务服务局", "政务服务和大数据局"),
    ("发改委", "发展和改革委员会"),
    ("工信局", "工业和信息化局"),
    ("信访局", "信访局"),
    ("税务局", ""),
)
_TOWNS = ("城东街道", "城西街道", "梅林街道", "上岭镇", "下坪镇", "石桥镇", "高山乡", "大河镇")
_ABOVE = "国家税务总局{city}税务局"


class Sent(NamedTuple):
    """One file: where, whose it really is (``None``: nobody's of the ledger), and whether it can be read."""

    path: str
    unit: str | None
    readable: bool = True
    counts: bool = True


class City(NamedTuple):
    """What must come of an audit of ``reports`` with ``roster`` (and ``last_year``) on 2025."""

    reports: Path
    roster: Path
    last_year: Path
    units: tuple[str, ...]
    sent: tuple[Sent, ...]
    missing: frozenset[str]
    late: frozenset[str]
    twice: frozenset[str]
    unreadable: frozenset[str]
    alike: frozenset[frozenset[str]]
    near: frozenset[frozenset[str]]
    takers: frozenset[str]
    no_letter: frozenset[str]
    """Units that no letter may tell that nothing of theirs was received."""


class _Writer:
    """Writes reports of the genre, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
        texts = [_OTHERS.sub("", text) for text in texts]
        self.sentences = [one.strip() for text in texts for one in _SENTENCE.findall(text) if 20 < len(one) < 160]
        self.stock = "".join(_HAN.findall("".join(texts)))

    def sentence(self, share: float = 0.34) -> str:
        """One sentence with about so many of its characters exchanged."""
        text = self.chance.choice(self.sentences)
        pieces, at = [], 0
        while at < len(text):
            length = self.chance.randint(2, 5)
            piece = text[at : at + length]
            if "。" not in piece and self.chance.random() < share:
                start = self.chance.randrange(len(self.stock) - length)
                piece = self.stock[start : start + length]
            pieces.append(piece)
            at += length
        return "".join(pieces)

    def body(self, many: int = 14) -> list[str]:
        """So many paragraphs of three sentences."""
        return ["".join(self.sentence() for _ in range(3)) for _ in range(many)]

    def report(self, name: str, year: int, day: str | None, body: list[str] | None = None) -> str:
        """A whole report of the unit *name*."""
        own = body or self.body()
        third = len(own) // 3
        parts = [
            f"{name}{year}年法治政府建设年度报告",
            f"{year}年，{name}认真贯彻落实上级部署，扎实推进法治政府建设。现将有关情况报告如下：",
            "一、主要举措和成效",
            *own[:third],
            "二、存在的不足和原因",
            *own[third : third + 2],
            "主要原因是业务学习不够深入，人员力量不足。",
            "三、党政主要负责人履行推进法治建设第一责任人职责情况",
            *own[third + 2 : 2 * third],
            f"四、{year + 1}年工作安排",
            *own[2 * third :],
        ]
        if day:
            year_, month, number = day.split("-")
            parts += [name, f"{year_}年{int(month)}月{int(number)}日"]
        return "\n".join(parts) + "\n"


def as_docx(text: str) -> bytes:
    """*text* as a document of Word."""
    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(text: str) -> bytes:
    """*text* as a page."""
    head, *lines = text.splitlines()
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><meta charset='utf-8'><title>{head}</title><body><h1>{head}</h1>{body}</body></html>".encode()


def as_pdf(text: str) -> bytes:
    """*text* as a pdf with its words in it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    lines = [line[at : at + 36] for line in text.splitlines() for at in range(0, len(line), 36)]
    for start in range(0, len(lines), 44):
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(lines[start : start + 44]):
            canvas.drawString(60, 790 - 17 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def as_scan(text: str) -> bytes | None:
    """*text* as a pdf of pictures with a seal over its last lines; ``None`` where there is no font to draw it with."""
    from PIL import Image, ImageDraw, ImageFont

    font_file = next((path for path in _FONTS if Path(path).is_file()), None)
    if font_file is None:
        return None
    font = ImageFont.truetype(font_file, 32)
    lines = [line[at : at + 32] for line in text.splitlines() for at in range(0, len(line), 32)]
    pages = []
    for start in range(0, len(lines), 34):
        page = Image.new("RGB", (1240, 1754), "white")
        draw = ImageDraw.Draw(page)
        for number, line in enumerate(lines[start : start + 34]):
            draw.text((110, 120 + 46 * number), line, fill="black", font=font)
        pages.append(page)
    bottom = 120 + 46 * (len(lines) % 34)
    ImageDraw.Draw(pages[-1]).ellipse((760, bottom - 160, 1040, bottom + 120), outline="red", width=8)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)


def make(folder: Path, seed: int = 1, city: str = "江洲市", district: str = "北湖区", *, scans: bool = False) -> City:
    """Make the city in *folder*; with *scans* some of its reports come as pictures too."""
    maker = _Maker(folder, seed, city, district)
    maker.departments(scans=scans)
    maker.counties()
    maker.towns()
    maker.others()
    return maker.city()


class _Maker:
    def __init__(self, folder: Path, seed: int, city: str, district: str) -> None:
        self.folder, self.name, self.district = folder, city, district
        self.write = _Writer(seed)
        self.sent: list[Sent] = []
        self.rows: list[list[Any]] = []
        self.found: dict[str, set[Any]] = {
            name: set() for name in ("missing", "late", "twice", "unreadable", "alike", "near", "takers", "no_letter")
        }
        for name in ("报送", "去年"):
            (folder / name).mkdir(parents=True)

    def file(self, path: str, unit: str | None, data: bytes | str, **more: Any) -> None:
        """One more file that was sent."""
        target = self.folder / "报送" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
        self.sent.append(Sent(path, unit, **more))
        if not more.get("readable", True):
            self.found["unreadable"].add(path)

    def before(self, name: str, text: str) -> None:
        """One more report of the year before."""
        (self.folder / "去年" / f"{name}.txt").write_text(text, encoding="utf-8")

    def formal(self, full: str) -> str:
        """The whole name of a department of the city."""
        return f"{self.name}{full}" if full else _ABOVE.format(city=self.name)

    def full(self, short: str) -> str:
        """The same by what the ledger calls it."""
        return self.formal(dict(_DIRECT)[short])

    def departments(self, *, scans: bool) -> None:  # noqa: C901, PLR0912, PLR0915 - a case for each unit
        """The departments of the city, each with something of its own."""
        write, file = self.write, self.file
        self.rows.append([f"一、市直单位（{len(_DIRECT)}个）"])
        received: dict[str, str] = {"司法局": "3月20日", "财政局": "3月10日", "水利局": "—"}
        bodies = {short: write.body() for short, _ in _DIRECT}
        bodies["自然资源局"] = self.altered(bodies["住建局"], 0.1)
        bodies["生态环境局"] = [
            *self.altered(bodies["交通局"], 0.15)[:-1],
            f"{self.full('交通局')}将继续努力。" + bodies["交通局"][-1],
        ]
        bodies["市监局"] = self.altered(bodies["统计局"], 0.54)
        days = {"人社局": "2026-04-02", "财政局": "2026-03-25", "自然资源局": "2026-03-08", "生态环境局": "2026-03-09"}
        texts = {
            short: write.report(self.formal(full), 2025, days.get(short, "2026-02-20"), bodies[short])
            for short, full in _DIRECT
        }
        for number, (short, full) in enumerate(_DIRECT):
            unit, text = f"市{short}", texts[short]
            self.rows.append([number + 1, f"★{unit}" if number % 9 == 4 else unit, "", received.get(short, "")])
            if short in ("水利局", "农业农村局", "文旅局", "工信局", "政务服务局"):
                self.found["missing"].add(unit)
            if short in ("审计局", "卫健委", "文旅局"):
                old = write.report(self.formal(full), 2024, "2025-02-20", None if short != "审计局" else bodies[short])
                self.before(self.formal(full), old)
            match short:
                case "民政局":
                    file("市民政局/报告.docx", unit, as_docx(text))
                case "民宗局":
                    file(f"{unit}2025年度法治政府建设报告.txt", unit, text)
                case "教育局":
                    file("教育局/2025年度报告.docx", unit, as_docx(text))
                    scan = as_scan(text) if scans else None
                    if scan:
                        file("教育局/2025年度报告（盖章）.pdf", unit, scan, counts=False)
                case "科技局":
                    file(f"{self.formal(full)}.docx", unit, as_docx(text))
                    file(f"{self.formal(full)}（盖章版）.pdf", unit, as_pdf(text), counts=False)
                case "公安局":
                    file(
                        "公安局/公安局征求意见稿.docx",
                        unit,
                        as_docx(text.replace("不够深入", "有待加强")),
                        counts=False,
                    )
                    file("公安局/公安局定稿.docx", unit, as_docx(text))
                case "农业农村局":
                    file(f"{unit}.docx", unit, b"PK\x03\x04 broken", readable=False)
                case "文旅局":
                    file(f"{unit}2024年报告.txt", unit, old, counts=False)
                case "卫健委":
                    file(f"{unit}/2025年报告.docx", unit, as_docx(text))
                    file(f"{unit}/2024年报告（供参考）.docx", unit, as_docx(old), counts=False)
                case "应急局":
                    file("应急局报告.docx", unit, as_docx(text), counts=False)
                    file(
                        "补报/应急管理局2025年法治政府建设年度报告.docx",
                        unit,
                        as_docx(write.report(self.formal(full), 2025, "2026-03-01")),
                        counts=True,
                    )
                case "医保局":
                    out = io.BytesIO()
                    with zipfile.ZipFile(out, "w") as archive:
                        archive.writestr("医保局/报告.docx", as_docx(text))
                    self.file("打包.zip", None, out.getvalue(), counts=False)
                    self.sent[-1] = Sent("打包.zip!/医保局/报告.docx", unit)
                case "城管局":
                    own = text.replace(self.formal(full), "").replace("2025年法治", "2025年度法治", 1)
                    file("市城管局/报告.txt", unit, re.sub("[省市县区镇乡]", "", own))  # names no place, and no unit
                case "政务服务局":
                    other = write.report(self.full("信访局"), 2025, "2026-02-11")
                    file(f"{unit}/2025年报告.docx", None, as_docx(other), counts=False)
                    self.found["no_letter"] |= {unit}
                case "工信局":
                    file(f"{unit}.rar", unit, b"Rar!\x1a\x07\x01\x00" + bytes(200), readable=False)
                    self.found["no_letter"].add(unit)
                case "水利局":
                    pass
                case _:
                    kind = number % 3
                    name = (
                        f"{unit}",
                        f"{number:02} {short}2025年度法治政府建设情况报告",
                        f"{self.formal(full)}关于2025年度法治政府建设情况的报告",
                    )[kind]
                    data: bytes | str = (as_docx(text), text, as_html(text))[number % 3]
                    file(f"{name}{('.docx', '.txt', '.html')[number % 3]}", unit, data)
        self.found["no_letter"].add("市农业农村局")
        self.found["late"] |= {"市司法局", "市人社局"}
        self.found["twice"] |= {"市应急局"}
        self.found["alike"] |= {frozenset(("市自然资源局", "市住建局")), frozenset(("市生态环境局", "市交通局"))}
        self.found["near"].add(frozenset(("市市监局", "市统计局")))
        self.found["takers"] |= {"市自然资源局", "市生态环境局", "市审计局"}

    def altered(self, body: list[str], share: float) -> list[str]:
        """*body* with about so many of its sentences exchanged, and other figures."""
        chance = self.write.chance
        return [
            "".join(
                self.write.sentence()
                if chance.random() < share
                else re.sub(r"\d+", lambda _: str(chance.randint(2, 900)), one)
                for one in _SENTENCE.findall(text)
            )
            for text in body
        ]

    def counties(self) -> None:
        """The governments of districts and counties: one is missing, one late."""
        self.rows.append(["二、各县区政府"])
        for number, place in enumerate((self.district, "南山区", "青岭县", "白水县")):
            unit = f"{place}政府"
            self.rows.append([number + 1, unit, "3月31日前", "4月9日" if place == "青岭县" else ""])
            if place == "白水县":
                self.found["missing"].add(unit)
            else:
                day = "2026-03-30" if place == "南山区" else "2026-03-12"
                text = self.write.report(f"{place}人民政府", 2025, day)
                self.file(f"县区/{place}.docx", unit, as_docx(text))
        self.found["late"].add("青岭县政府")

    def towns(self) -> None:
        """The towns of one district, under a heading of their own."""
        self.rows.append([f"三、{self.district}镇街"])
        for number, town in enumerate(_TOWNS):
            self.rows.append([number + 1, town, "2月底前", ""])
            if town in ("高山乡", "大河镇"):
                self.found["missing"].add(town)
                continue
            late = town == "石桥镇"
            office = f"{town}办事处" if town.endswith("街道") else f"{town}人民政府"
            name = f"{self.district}人民政府{office}" if number % 2 == 0 else f"{self.district}{office}"
            text = self.write.report(name, 2025, "2026-03-06" if late else "2026-02-03")
            self.file(f"{self.district}/{town}.docx", town, as_docx(text))
            if late:
                self.found["late"].add(town)
        self.file(f"{self.district}/大河镇.jpg", "大河镇", b"\xff\xd8\xff\xe0" + bytes(400), counts=False)
        self.found["no_letter"].add("大河镇")

    def others(self) -> None:
        """What nobody of the ledger sent."""
        self.file("外来/教育局.docx", None, as_docx(self.write.report("另市教育局", 2025, "2026-02-01")), counts=False)
        self.file("外来/学院.txt", None, self.write.report("江南职业学院", 2025, "2026-02-01"), counts=False)

    def ledger(self) -> Path:
        """The ledger, as a workbook."""
        import xlsxwriter

        path = self.folder / "台账.xlsx"
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("2025年度")
        sheet.merge_range(0, 0, 0, 4, f"{self.name}2025年度法治政府建设年度报告报送台账")
        for column, title in ((0, "序号"), (1, "单位名称\n（盖章）"), (4, "备注")):
            sheet.merge_range(1, column, 2, column, title)
        sheet.merge_range(1, 2, 1, 3, "报送情况")
        sheet.write_row(2, 2, ["报送时限", "收到日期"])
        for number, row in enumerate(self.rows, 3):
            if len(row) == 1:
                sheet.merge_range(number, 0, number, 4, row[0])
            else:
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(number, column, value)
        sheet.merge_range(4, 2, 3 + len(_DIRECT), 2, "3月15日前")
        sheet.write_row(3 + len(self.rows), 0, ["合计", f"{sum(len(row) > 1 for row in self.rows)}个"])
        book.add_worksheet("旧表").hide()
        book.close()
        return path

    def city(self) -> City:
        """All of it."""
        units = tuple(str(row[1]).lstrip("★") for row in self.rows if len(row) > 1)
        sets = {name: frozenset(found) for name, found in self.found.items()}
        return City(self.folder / "报送", self.ledger(), self.folder / "去年", units, tuple(self.sent), **sets)
