"""The files on offer, and what is hard about each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: `name` is what it should be saved as (None where the server gives none), `content` an attribute of Files."""

    key: str
    title: str
    line: str
    name: str | None
    path: str
    content: str
    media_type: str = "text/csv"
    disposition: str = ""
    group: str = ""
    attributes: str = ""


_CSV = "text/csv"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ANY = "application/octet-stream"

SHELF = (
    Entry("plain", "Plain name", "Content-Disposition without quotes.", "plain.csv", "plain.csv", "csv", _CSV,
          "attachment; filename=plain.csv", "named"),
    Entry("quoted", "Name in quotes", "With a space and a semicolon in it.", "coast; spring tide.csv", "quoted", "csv", _CSV,
          'attachment; filename="coast; spring tide.csv"', "named"),
    Entry("utf8", "Name in UTF-8", "filename* with letters outside ASCII.", "Übersicht Ærø \N{EN DASH} 2026.csv", "utf8", "csv", _CSV,
          "attachment; filename=overview.csv; filename*=UTF-8''%C3%9Cbersicht%20%C3%86r%C3%B8%20%E2%80%93%202026.csv", "named"),
    Entry("noname", "No name", "An attachment that leaves the name to the address.", None, "noname", "csv", _CSV, "attachment", "named"),
    Entry("xlsx", "Workbook", "Excel, as an attachment.", "measurements.xlsx", "measurements.xlsx", "xlsx", _XLSX, "attachment", "named"),
    Entry("zip", "Archive", "Two files, one in a folder.", "archive.zip", "archive.zip", "zip", "application/zip", "attachment", "named"),
    Entry("pdf", "PDF, shown in the page", "No attachment: a browser may show it instead.", "measurements.pdf", "measurements.pdf",
          "pdf", "application/pdf", "inline", "named"),
    Entry("newtab", "In a new tab", "The link opens another tab, which closes at once.", "newtab.csv", "newtab.csv", "csv", _CSV,
          "attachment; filename=newtab.csv", "made", ' target="_blank"'),
    Entry("redirect", "Behind three redirects", "The file is not where the link says.", "plain.csv", "hop/3", "", group="hard"),
    Entry("slow", "Slow", "A line every tenth of a second.", "slow.txt", "slow.txt", "slow", "text/plain", group="hard"),
    Entry("large", "Large", "Ten megabytes that do not compress.", "large.bin", "large.bin", "", _ANY, group="hard"),
    Entry("wrongtype", "Wrong type", "A CSV file that says it is a PDF.", "wrongtype.csv", "wrongtype", "csv", "application/pdf",
          "attachment; filename=wrongtype.csv", "hard"),
    Entry("empty", "Empty", "No bytes at all.", "empty.csv", "empty.csv", "nothing", _CSV, "attachment", "hard"),
    Entry("truncated", "Truncated", "Half of the file, then the connection breaks.", "truncated.csv", "truncated.csv", "", group="hard"),
    Entry("members", "Members only", "Needs the cookie of the terms.", "members.csv", "members.csv", ""),
    Entry("blob", "Blob URL", "A script of the page puts it together.", "blob.csv", "", "csv"),
    Entry("data", "Data URL", "The address is the file.", "data.txt", "note.txt", "note", "text/plain"),
    Entry("report", "Made while you wait", "Ready after a few questions.", "report.csv", "", "csv"),
)  # fmt: skip
"""In the order of the page; entries without a group have a place of their own on it."""
