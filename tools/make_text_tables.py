#!/usr/bin/python3
"""Prints src/text/unicode_table.h: what src/text/unicode.c answers from.

Input: Unicode 15.0.0 as Debian's package unicode-data brings it.
- records: each different set of properties once; block and record_of lead from a code point to its
  record in two steps.
- decompositions: the full compatibility decomposition (NFKD) of every code point that has one, but
  for Hangul syllables, which are computed; UTF-16 in one pool.
- compositions: the primary composites, by first and second code point.

TL_CHAR_EMOJI is our own: Emoji_Presentation, and of the other Extended_Pictographic those of the
blocks Miscellaneous Symbols and Dingbats and of plane 1. So a heart is an emoji as people typed it
before there were variation selectors, and (c), (tm), arrows and squares are not.
"""
import sys

VERSION = "15.0.0"
FOLDER = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
POINTS = 0x110000
WORD_BREAK = ["Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Format", "Regional_Indicator",
              "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote", "Double_Quote", "MidNumLet",
              "MidLetter", "MidNum", "Numeric", "ExtendNumLet", "WSegSpace"]
PICTURE, EMOJI, SMALL, LETTER, NUMBER, BLANK, INVISIBLE, NFKC_NO, NFKC_MAYBE = \
    (1 << i for i in range(9))


def lines(name):
    try:
        with open(f"{FOLDER}/{name}", encoding="utf-8") as file:
            text = file.read().splitlines()
    except OSError as error:
        sys.exit(f"make_text_tables.py: {error}; apt-get install unicode-data brings it")
    return text


def check_version(name):
    if VERSION not in lines(name)[0]:
        sys.exit(f"make_text_tables.py: {FOLDER}/{name} is not version {VERSION}")


def properties(name):
    """Yields (first, last, fields) of a file of the form `0041..005A ; name ; value`."""
    for line in lines(name):
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if fields[0]:
            first, _, last = fields[0].partition("..")
            yield int(first, 16), int(last or first, 16), fields[1:]


for file in ("CaseFolding.txt", "DerivedCoreProperties.txt", "DerivedNormalizationProps.txt",
             "PropList.txt", "auxiliary/WordBreakProperty.txt"):
    check_version(file)

flags, word, combining, lower = ([0] * POINTS for _ in range(4))


def set_flag(first, last, flag):
    for point in range(first, last + 1):
        flags[point] |= flag


one_step = {}
canonical = {}
range_start = 0
for line in lines("UnicodeData.txt"):
    f = line.split(";")
    point = int(f[0], 16)
    if f[1].endswith("First>"):
        range_start = point
        continue
    for p in range(range_start if f[1].endswith("Last>") else point, point + 1):
        if f[2][0] == "L":
            flags[p] |= LETTER
        elif f[2][0] == "N":
            flags[p] |= NUMBER
    combining[point] = int(f[3])
    if f[13]:
        lower[point] = int(f[13], 16) - point
    if f[5]:
        tag = f[5].startswith("<")
        to = [int(x, 16) for x in f[5].split()[tag:]]
        one_step[point] = to
        if not tag:
            canonical[point] = to
lower[0x3C2] = 1  # final sigma, as CaseFolding.txt has it
lower[0x130] = 0  # decomposes to I and a dot above, which SpecialCasing.txt keeps

for first, last, fields in properties("DerivedCoreProperties.txt"):
    flag = {"Lowercase": SMALL, "Alphabetic": LETTER, "Default_Ignorable_Code_Point": INVISIBLE}
    set_flag(first, last, flag.get(fields[0], 0))
for first, last, fields in properties("PropList.txt"):
    set_flag(first, last, BLANK if fields[0] == "White_Space" else 0)
flags[0x200B] |= BLANK
excluded = set()
for first, last, fields in properties("DerivedNormalizationProps.txt"):
    if fields[0] == "NFKC_QC":
        set_flag(first, last, NFKC_NO if fields[1] == "N" else NFKC_MAYBE)
    elif fields[0] == "Full_Composition_Exclusion":
        excluded.update(range(first, last + 1))
for first, last, fields in properties("auxiliary/WordBreakProperty.txt"):
    for point in range(first, last + 1):
        word[point] = WORD_BREAK.index(fields[0])
for first, last, fields in properties("emoji/emoji-data.txt"):
    if fields[0] == "Emoji_Presentation":
        set_flag(first, last, EMOJI)
    elif fields[0] == "Extended_Pictographic":
        for point in range(first, last + 1):
            text_style = not (0x2600 <= point <= 0x27BF or point >= 0x1F000)
            flags[point] |= PICTURE | (0 if text_style else EMOJI)


def decompose(point):
    if point not in one_step:
        return [point]
    return [part for step in one_step[point] for part in decompose(step)]


def utf16(points):
    return tuple(unit for point in points for unit in
                 ([point] if point < 0x10000 else
                  [0xD800 + ((point - 0x10000) >> 10), 0xDC00 + (point & 0x3FF)]))


def write(opening, entries, closing="};"):
    print(opening)
    row = "   "
    for entry in entries:
        if len(row) + len(entry) + 2 > 100:
            print(row)
            row = "   "
        row += f" {entry},"
    print(row)
    print(closing)


print(f"/* Generated by tools/make_text_tables.py from Unicode {VERSION} (licence: Unicode, Inc.); "
      "do not edit. */")
print(f'#define UNICODE_VERSION "{VERSION}"')

records = {}
BLOCK = 128
blocks = {}
block_of = []
for start in range(0, POINTS, BLOCK):
    content = tuple(
        records.setdefault((lower[p], flags[p], word[p], combining[p]), len(records))
        for p in range(start, start + BLOCK))
    block_of.append(blocks.setdefault(content, len(blocks)))
assert len(blocks) < 65536 and len(records) < 256

write("static const struct tl_char records[] = {",
      ("{" + ", ".join(map(str, record)) + "}" for record in records))
print(f"enum {{ BLOCK = {BLOCK} }};")
while block_of[-1] == block_of[-2]:
    block_of.pop()
write("static const uint16_t block[] = {", map(str, block_of))
write("static const uint8_t record_of[] = {",
      (str(record) for content in blocks for record in content))

pool, starts = [], {}
decompositions = []
for point in sorted(one_step):
    units = utf16(decompose(point))
    if units not in starts:
        starts[units] = len(pool)
        pool += units
    decompositions.append((point, starts[units], len(units)))
assert len(pool) < 65536
write("static const uint16_t decomposition_pool[] = {", (f"0x{unit:04X}" for unit in pool))
write("static const struct decomposition {\n    uint32_t point;\n    uint16_t at, units;\n"
      "} decompositions[] = {",
      (f"{{0x{point:04X}, {at}, {n}}}" for point, at, n in decompositions))
pairs = sorted((to[0], to[1], point) for point, to in canonical.items()
               if len(to) == 2 and point not in excluded)
write("static const struct composition {\n    uint32_t first, second, composed;\n"
      "} compositions[] = {",
      (f"{{0x{a:04X}, 0x{b:04X}, 0x{c:04X}}}" for a, b, c in pairs))
