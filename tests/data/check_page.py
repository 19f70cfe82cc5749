# Looks at a page as a browser would: what it may hold, and what its pictures are.
import os, sys
from html.parser import HTMLParser
from xml.etree import ElementTree

TAGS = set("""html head meta title style body header main nav section footer div span p b h1 h2 h3 h4
small br a ul li dl dt dd table thead tbody tr th td details summary pre code figure figcaption
svg g path rect circle use defs filter feflood fecomposite text tspan desc clippath polygon
polyline line""".split())


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.alt, self.ids, self.figures = [], [], 0

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        assert tag in TAGS, f"a tag that nothing of ours makes: {tag}"
        for name, value in attributes.items():
            assert not name.startswith("on"), f"{name}={value}"
            if name in ("href", "src", "xlink:href"):
                assert value.startswith(("#", "plots/")), value
                assert value[0] == "#" or os.path.exists(os.path.join(root, value)), value
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "figure":
            self.figures += 1
        if tag == "svg" and attributes.get("role") == "img":
            self.alt.append(attributes["aria-label"])


root = sys.argv[1]
page = Page()
with open(os.path.join(root, "index.html"), encoding="utf-8") as file:
    page.feed(file.read())
page.close()
assert len(page.ids) == len(set(page.ids)), "an id stands twice"
assert len(page.alt) == page.figures and all(page.alt), "a picture without alternative text"
for name in sorted(os.listdir(os.path.join(root, "plots"))):
    path = os.path.join(root, "plots", name)
    if name.endswith(".svg"):
        tree = ElementTree.parse(path)
        assert not [e for e in tree.iter() if e.tag.endswith(("script", "foreignObject"))], name
        assert "rgb(148,   0, 211)" not in open(path).read(), f"{name} has gnuplot's own first colour"
    elif name.endswith(".png"):
        with open(path, "rb") as file:
            assert file.read(8) == b"\x89PNG\r\n\x1a\n", name
    print(name)
for alt in page.alt:
    print(alt)
