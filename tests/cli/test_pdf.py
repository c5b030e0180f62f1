#!/usr/bin/python3
"""Tests of `tideline read --pdf`: what poppler reads from the sheet, against the JSON of the same run.

TIDELINE_PDF says "yes" where the program was built with pango. Needs pdftotext and pdfinfo, and fonts
for the scripts below (tools/setup test).
"""
import datetime
import html
import json
import os
import random
import re
import subprocess
import unicodedata
import unittest

from test_program import KEPT, Case

BUILT = os.environ["TIDELINE_PDF"] == "yes"
# fontconfig 2.14 loses a pattern of its settings; behind the sandbox no list of known leaks can be
# read. tests/pdf/test_report_pdf.c looks for leaks of our own.
KEPT["ASAN_OPTIONS"] = KEPT.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
A4 = (595.28, 841.89)
MARGIN = 44
# Stands for text of messages: no word of the report's own.
WORDS = "quince lantern harbour violet thimble".split()


def poppler(tool, *arguments):
    done = subprocess.run([tool, *arguments], capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def plain(text):
    """One blank between words, without the marks that say which way a word runs."""
    text = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


@unittest.skipUnless(BUILT, "built without pango")
class Pdf(Case):
    def chat(self, name, first, second, weeks=40, steps_back=True, last=()):
        """Two people; after three fifths of the time the second one answers late and little."""
        draw = random.Random(4)
        lines = []
        begin = datetime.datetime(2023, 1, 2, 8)
        for day in range(7 * weeks):
            back = steps_back and day > 4.2 * weeks
            for _ in range(3):
                time = begin + datetime.timedelta(days=day, minutes=draw.randint(0, 700))
                who, other = (first, second) if back or draw.random() < .5 else (second, first)
                for _ in range(draw.randint(2, 5)):
                    if back and who == second and draw.random() < .5:
                        break
                    most = 2 if back and who == second else 8
                    lines.append((time, who, " ".join(draw.choices(WORDS, k=draw.randint(1, most)))))
                    time += datetime.timedelta(minutes=draw.randint(1, 40))
                    who, other = other, who
        lines.sort(key=lambda line: line[0])
        lines += [(lines[-1][0] + datetime.timedelta(minutes=1), first, text) for text in last]
        self.put(name, "".join(f"{t:%d/%m/%Y, %H:%M} - {who}: {text}\n" for t, who, text in lines))

    def sheet(self, chat, *options, said=""):
        """Reads the chat; the JSON, and what poppler gets out of the sheet as plain text."""
        name = f"{chat}.pdf"
        _, err = self.run_program("read", chat, "--quiet", "--pdf", name, "--json", "r.json", *options)
        self.assertIn(said, err) if said else self.assertEqual(err, "")
        with open(self.path("r.json"), encoding="utf-8") as file:
            document = json.load(file)
        info = poppler("pdfinfo", self.path(name))
        self.assertRegex(info, r"(?m)^Tagged: +yes$")
        self.assertRegex(info, r"(?m)^Page size: .*\(A4\)$")
        self.assertNotIn("CreationDate", info)
        self.assertRegex(info, rf"(?m)^Pages: +{1 if document['card'] else 2}$")
        self.check_boxes(name)
        return document, plain(poppler("pdftotext", "-raw", self.path(name), "-"))

    def check_boxes(self, name):
        """Nothing leaves the margins, and no two words lie on each other."""
        pages = poppler("pdftotext", "-bbox", self.path(name), "-").split("<page ")[1:]
        number = r'"([-\d.]+)"'
        for page in pages:
            boxes = [(*map(float, found[:4]), html.unescape(found[4])) for found in re.findall(
                rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>(.*?)</word>", page)]
            self.assertGreater(len(boxes), 5)
            for i, (left, top, right, bottom, word) in enumerate(boxes):
                self.assertGreaterEqual(left, MARGIN - 1, word)
                self.assertLessEqual(right, A4[0] - MARGIN + 1, word)
                self.assertGreaterEqual(top, MARGIN - 6, word)
                self.assertLessEqual(bottom, A4[1] - MARGIN + 6, word)
                for left2, top2, right2, bottom2, other in boxes[:i]:
                    wide = min(right, right2) - max(left, left2)
                    high = min(bottom, bottom2) - max(top, top2)
                    low = min(bottom - top, bottom2 - top2)
                    self.assertFalse(wide > 1 and high > 0.45 * low, f"{word} on {other}")

    def check_words(self, document, text):
        self.assertIn(plain(document["verdict"]["text"]), text)
        if document["verdict"]["probability"] is not None:
            odds = min(max(round(100 * document["verdict"]["probability"]), 1), 99)
            self.assertRegex(text, rf"pulling away, about\s+(less than |more than )?{odds} in 100")
        changed = document["verdict"]["kind"] not in ("no_change", "cannot_tell")
        looked_at = document["alternatives"]
        told = [row for row in looked_at if row["holds"] or
                row["lowers"] and (changed or row["holds"] is None)]
        counted = [row for row in looked_at if row not in told and row["holds"] is False]
        for part, rows in (("alternatives", told), ("limits", document["limits"]),
                           ("said", document["said"])):
            missing = [row["text"] for row in rows if plain(row["text"]) not in text]
            self.assertEqual(missing, [], part)
        if counted:
            self.assertRegex(text, rf"{len(counted)} (more )?explanations? looked at without")
        for row in document["help"]:
            self.assertIn(plain(f"{row['name']}: {row['reach']}"), text)
        for finding in document["findings"]:
            self.assertIn(plain(finding["unit"]), text)
        if document["dips"]["text"]:
            self.assertIn(plain(document["dips"]["text"]), text)
        people = [person["name"] for person in document["people"]]
        for who in people:
            news = sum(row["kind"] == "good_news" and row["from"] == who for row in document["exchanges"])
            often = {0: "", 1: "once", 2: "twice"}.get(news, f"{news} times")
            self.assertEqual(f"{who} told good news {often}. " in text, news > 0)
            if news == 1:
                self.assertRegex(text, rf"told good news once\. \w+ [a-z ]+\.")
        for word in WORDS:
            self.assertNotIn(word, text)

    def test_says_what_the_document_says(self):
        self.chat("c.txt", "Ana", "Ivo")
        document, text = self.sheet("c.txt", "--country", "GB", "--felt", "both,2023-05")
        self.assertEqual(document["verdict"]["kind"], "pulling_away")
        self.check_words(document, text)
        self.assertIn(plain(document["feeling"]["text"]), text)
        self.assertIn("Emergency: 999 or 112", text)
        self.assertIn("not evidence", text)
        since = datetime.date.fromisoformat(document["verdict"]["since"])
        self.assertIn(f"Since about {since.day} {since:%B %Y}", text)
        self.assertIn(f"{since.day} {since:%b %Y}", text)
        for person in document["people"]:
            self.assertIn(f"{person['name']}: {person['messages']:,} messages", text)
        # Headings and tables are there for a screen reader too.
        tags = poppler("pdfinfo", "-struct", self.path("c.txt.pdf"))
        for tag in ("Document", "H1", "H2", "Figure", "Table", "TH", "TD", "L", "LI"):
            self.assertRegex(tags, rf"(?m)^ *{tag}\b")

    def test_any_script(self):
        """Fonts are found behind the sandbox; what one name turns, the rest of its line is not."""
        for first, second, kept in [("\u0644\u064a\u0644\u0649", "\u05d9\u05d5\u05e1\u05e3", None),
                                    ("\u0917\u0940\u0924\u093e", "\u0e19\u0e34\u0e14", None),
                                    ("\u96ea\u82b1", "\u041e\u043b\u0435\u0433", None),
                                    ("Zo\u00eb \U0001F33B", "Bj\u00f6rn \U0001F43B",
                                     ("Zo\u00eb", "Bj\u00f6rn"))]:
            with self.subTest(first=first):
                self.chat("s.txt", first, second)
                document, _ = self.sheet("s.txt")
                text = plain(poppler("pdftotext", self.path("s.txt.pdf"), "-"))
                for name in kept or (first, second):
                    self.assertGreater(text.count(plain(name)), 5, name)
                for person in document["people"]:
                    self.assertRegex(text, rf": {person['messages']:,} messages, "
                                           rf"{person['words']:,} words")

    def test_a_letter_no_font_has(self):
        self.chat("u.txt", "Ana", "Ivo \ue123\U000F1234")
        self.sheet("u.txt", said="no font here")

    def test_very_long_names(self):
        self.chat("l.txt", "Wilhelmina Theodora " * 4 + "Ann", "\u0645" * 60)
        document, text = self.sheet("l.txt")
        self.assertGreater(len(document["findings"]), 3)
        self.assertIn("Wilhelmina Theodora Wilhelm...", text)
        for row in document["limits"]:
            self.assertIn(plain(row["text"]), text)

    def test_nothing_to_find(self):
        self.chat("n.txt", "Ana", "Ivo", steps_back=False)
        document, text = self.sheet("n.txt")
        self.assertEqual(document["verdict"]["kind"], "no_change")
        self.check_words(document, text)
        self.assertIn("No clear change in either of you", text)
        self.chat("f.txt", "Ana", "Ivo", weeks=3)
        document, text = self.sheet("f.txt")
        self.assertEqual(document["verdict"]["kind"], "cannot_tell")
        self.check_words(document, text)
        self.assertIn("cannot be told", text)
        self.chat("y.txt", "Ana", "Ivo", weeks=300)
        document, text = self.sheet("y.txt")
        self.check_words(document, text)

    def test_card_alone(self):
        support = "Information and support: tideline support."
        self.chat("q.txt", "Ana", "Ivo", last=["if you leave i'll hurt you", "i'll hurt you"])
        document, text = self.sheet("q.txt", "--country", "GB")
        self.assertEqual(text, f"{document['card']['text']} {support}")
        self.chat("h.txt", "Ana", "Ivo", last=["honestly i want to die"])
        document, text = self.sheet("h.txt", "--country", "GB")
        self.assertTrue(text.startswith(plain(document["card"]["text"])))
        self.assertTrue(text.endswith(support))
        self.assertIn("Samaritans: 116 123", text)
        for name in ("Ana", "Ivo", "pulling", "Men's Advice"):
            self.assertNotIn(name, text)

    def test_same_bytes_and_no_trace(self):
        """Neither time nor machine nor the wish for quotes is in the file, and nothing else is written."""
        self.chat("c.txt", "Ana", "Ivo")
        found = set()
        for i, (more, env) in enumerate([((), {}), (("--quotes",), {"TZ": "Asia/Tokyo"}),
                                         ((), {"LANG": "de_DE.UTF-8", "COLUMNS": "200"})]):
            name = f"{i}.pdf"
            self.run_program("read", "c.txt", "--quiet", "--pdf", name, *more, env=env)
            self.assertEqual(os.stat(self.path(name)).st_mode & 0o777, 0o600)
            with open(self.path(name), "rb") as file:
                found.add(file.read())
        self.assertEqual(len(found), 1)
        self.assertEqual(set(self.files()), {"c.txt", "0.pdf", "1.pdf", "2.pdf"})
        self.assertNotIn(os.path.basename(self.folder).encode(), found.pop())

    def test_misused(self):
        self.chat("c.txt", "Ana", "Ivo", weeks=3)
        before = self.files()
        self.assertIn("name one", self.complaint("read", "--pdf", "-", "c.txt", code=2))
        self.assertIn("the chat itself", self.complaint("read", "--pdf", "c.txt", "c.txt", code=2))
        self.complaint("read", "--pdf", "no/sheet.pdf", "c.txt", code=1)
        self.assertEqual(self.files(), before)


@unittest.skipIf(BUILT, "built with pango")
class Without(Case):
    def test_says_what_to_do(self):
        said = self.complaint("read", "--pdf", "f", "chat.txt", code=2)
        self.assertIn("--html FILE", said)
        self.assertEqual(self.files(), {})


if __name__ == "__main__":
    unittest.main()
