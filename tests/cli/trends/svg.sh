# Pictures are XML that stands alone, whatever the titles hold.
. "$CASES/shows.inc"
picture() {
    quoth trends "$@"
    python3 - out.svg <<'PYTHON'
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == SVG + "svg", root.tag
for element in root.iter():
    assert element.tag[len(SVG):] in {
        "svg", "title", "style", "rect", "text", "line"}, element.tag
    assert not any(name.endswith("href") for name in element.keys())
for bar in root.iter(SVG + "rect"):
    tip = bar.find(SVG + "title")
    if tip is not None:
        print(bar.get("class"), bar.get("width"), bar.get("height"), tip.text)
for text in root.iter(SVG + "text"):
    print(text.text)
PYTHON
}
picture heron -o out.svg
picture 'heron OR "</svg><script>"' --by episode -o out.svg
picture heron --by speaker --format svg -o out.svg
