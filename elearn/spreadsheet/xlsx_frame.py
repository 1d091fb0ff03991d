"""The parts of a workbook around its sheets, as ECMA-376 wants them: types, relations, names, styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_FORMATS = "".join(
    (
        "<xf/>",  # 0: as the program likes
        '<xf numFmtId="49" applyNumberFormat="1"/>',  # 1: text
        '<xf numFmtId="164" applyNumberFormat="1"/>',  # 2: day
        '<xf numFmtId="165" applyNumberFormat="1"/>',  # 3: day and time
        '<xf numFmtId="49" fontId="1" applyFont="1" applyNumberFormat="1"/>',  # 4: header
        '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">'  # 5: text of several lines
        '<alignment vertical="top" wrapText="1"/></xf>',
    )
)
_STYLES = "".join(
    (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="2">',
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>',
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>',
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>',
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
        '<fills count="2"><fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill></fills>',
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>',
        f'<cellXfs count="6">{_FORMATS}</cellXfs><cellStyles count="1">',
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    )
)


def frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every part but the sheets of these names, as (path in the package, XML)."""
    numbers = range(1, len(names) + 1)
    yield "[Content_Types].xml", _content_types(numbers)
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>',
    )
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    styles = (f"rId{len(names) + 1}", "styles", "styles.xml")
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, styles])
    yield "xl/styles.xml", _STYLES


def _content_types(numbers: Sequence[int]) -> str:
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    kinds |= {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    parts = "".join(
        f'<Override PartName="{path}" ContentType="{_SHEETS}.{kind}+xml"/>' for path, kind in kinds.items()
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{_RELATIONS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(rows: Sequence[tuple[str, str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{key}" Type="{_LINKS}/{kind}" Target="{target}"/>' for key, kind, target in rows
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
