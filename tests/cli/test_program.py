#!/usr/bin/python3
"""Tests of the program itself: what it says, writes and answers. Run by Meson, one class a test.

TIDELINE_PROGRAM names the program, TIDELINE_ROOT the source tree. Every run happens in an empty
folder with a small environment, so that nothing of the machine decides a result.
"""
import datetime
import hashlib
import json
import os
import pty
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
import zipfile

import jsonschema

PROGRAM = os.environ["TIDELINE_PROGRAM"]
ROOT = os.environ["TIDELINE_ROOT"]
KEPT = {k: v for k, v in os.environ.items() if k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")}
UTF8 = {"LC_ALL": "C.UTF-8", "TERM": "dumb"}
COMMANDS = ["read", "label", "coach", "simulate", "formats", "support"]


class Case(unittest.TestCase):
    """A test in an empty folder of its own, which is the working folder of the program."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="tideline-cli-")
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return name

    def run_program(self, *arguments, code=0, env=None, stdin=b""):
        """Standard output and standard error as text, after the exit code was checked."""
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, input=stdin,
                              env={**KEPT, **UTF8, **(env or {})}, capture_output=True, timeout=110)
        out, err = done.stdout.decode(), done.stderr.decode()
        self.assertEqual(done.returncode, code, f"{arguments}: {out[-800:]}{err}")
        return out, err

    def complaint(self, *arguments, code, **more):
        """The one line of a failed run: a sentence behind the program's name, and nothing else."""
        out, err = self.run_program(*arguments, code=code, **more)
        self.assertEqual(out, "")
        self.assertRegex(err, r"\Atideline: [^\n]+\n\Z")
        return err

    def simulate(self, name="chat.txt", **options):
        arguments = [a for k, v in options.items() for a in (f"--{k.replace('_', '-')}", str(v))]
        self.run_program("simulate", *arguments, "--out", name)
        return name

    def files(self):
        found = {}
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    digest = hashlib.sha256(file.read()).hexdigest()
                found[os.path.relpath(path, self.folder)] = digest
        return found


class Usage(Case):
    def test_help_and_version(self):
        out, err = self.run_program("--help")
        self.assertEqual(err, "")
        for command in COMMANDS:
            self.assertRegex(out, rf"(?m)^  {command} ")
        out, _ = self.run_program("--version")
        self.assertRegex(out, r"\Atideline \d+\.\d+\.\d+\n\Z")
        for command in COMMANDS:
            out, err = self.run_program(command, "--help")
            self.assertTrue(out.startswith(f"usage: tideline {command}"), out)
            self.assertEqual(err, "")

    def test_misused(self):
        self.assertIn("--help", self.complaint(code=2))
        self.assertIn("no command devine", self.complaint("devine", code=2))
        for command in COMMANDS:
            self.assertIn("option --frobnicate", self.complaint(command, "--frobnicate", code=2))
            self.assertIn("option -x", self.complaint(command, "-x", code=2))
        self.assertIn("needs a chat", self.complaint("read", code=2))
        self.assertIn("needs a value", self.complaint("read", "--me", code=2))
        self.assertIn("takes no value", self.complaint("read", "--quiet=yes", "a", code=2))
        self.assertIn("no arguments", self.complaint("formats", "x", code=2))
        self.assertIn("no arguments", self.complaint("simulate", "x", code=2))

    def test_values_that_cannot_be(self):
        for option, value in [("since", "yesterday"), ("since", "2024-02-30"), ("until", "2024"),
                              ("date-order", "ydm"), ("lost", "2024-05-01"),
                              ("lost", "2024-05-02..2024-05-01"), ("note", "2024-05-01..2024-05-20"),
                              ("note", "2024-05-01=exam"), ("lost", "2024-05-01..x"),
                              ("seed", "-1"), ("seed", "1.5"), ("seed", ""),
                              ("tz", "Mars/Phobos"), ("tz", "../../../etc/hostname"),
                              ("tz", "/etc/hostname"), ("tz", "Europe//Berlin"), ("tz", "")]:
            with self.subTest(option=option, value=value):
                said = self.complaint("read", f"--{option}={value}", "chat.txt", code=2)
                self.assertIn(value or "", said)
        for value in ("", ",2024-03", "both,2024-13", "both,2024-03,5", "both,March"):
            with self.subTest(felt=value):
                self.complaint("read", "--felt=" + value, "chat.txt", code=2)
        self.complaint("read", "--since", "2024-02-02", "--until", "2024-02-01", "c", code=2)
        for option, value in [("case", "S99"), ("weeks", "3"), ("weeks", "521"), ("per-day", "nan"),
                              ("per-day", "0"), ("per-day", "1e9"), ("seed", "x"),
                              ("format", "telegram")]:
            with self.subTest(option=option, value=value):
                self.complaint("simulate", "--" + option, value, code=2)

    def test_label(self):
        asked = ('{"id":"m1","from":"a","text":"thank you so much, love"}\n'
                 '{"id":7,"from":"a","text":"and then?","context":'
                 '[{"from":"b","min_before":2,"text":"the boat is sold"}]}\n')
        out, _ = self.run_program("label", "--jsonl", stdin=asked.encode())
        rows = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([row["id"] for row in rows], ["m1", 7])
        self.assertEqual(set(rows[0]), {"id", "labels", "valence", "vader", "why"})
        self.assertGreater(rows[0]["labels"]["emotion.gratitude"], 0.8)
        self.assertGreater(rows[0]["valence"], 0.3)
        self.assertTrue(all(0 <= p <= 1 for row in rows for p in row["labels"].values()))
        said = self.complaint("label", "--jsonl", stdin=b'\n\n{"id":3}\n', code=1)
        self.assertIn("standard input:3", said)
        self.complaint("label", "--jsonl", stdin=b"[1]", code=1)
        self.complaint("label", code=2)
        self.complaint("label", "--jsonl", "chat.txt", code=2)

    def test_support(self):
        out, _ = self.run_program("support")
        self.assertIn("local emergency number", out)
        self.assertIn("not yet checked on its official page", out)
        out, _ = self.run_program("support", "--country", "gb")
        self.assertIn("116 123", out)
        out, _ = self.run_program("support", "--country", "QQ")
        self.assertIn("findahelpline.com", out)
        self.complaint("support", "--country", "GBR", code=2)

    def chat(self, *texts):
        """A year of small talk by two, and these texts on the last day."""
        lines = []
        for day in range(360):
            date = (datetime.date(2023, 1, 2) + datetime.timedelta(days=day)).strftime("%d/%m/%Y")
            lines += [f"{date}, 18:{10 + k} - {'Ann' if k % 2 else 'Bo'}: see you at {k}"
                      for k in range(6)]
        lines += [f"28/12/2023, 20:{10 + k} - Ann: {text}" for k, text in enumerate(texts)]
        with open(os.path.join(self.folder, "chat.txt"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    def test_no_answer_where_somebody_may_be_in_danger(self):
        self.chat("if you leave i'll hurt you", "i mean it. i'll hurt you")
        out, _ = self.run_program("read", "chat.txt")
        self.assertEqual(out.split("\n\n")[0], "The file was read. There is no report for it.")
        self.assertIn("tideline support", out)
        self.assertNotIn("What might help", out)
        self.assertNotIn("Bo", out)
        data = json.loads(self.run_program("read", "chat.txt", "--json", "-", "--quotes")[0])
        self.assertEqual(data["card"]["kind"], "quiet")
        self.assertEqual(data["verdict"]["kind"], "cannot_tell")
        for key in ("findings", "alternatives", "suggestions", "measures", "totals", "exchanges"):
            self.assertEqual(data[key], [], key)
        self.chat("honestly i want to die")
        out, _ = self.run_program("read", "chat.txt")
        self.assertTrue(out.startswith("Some messages sound very heavy."))
        self.assertIn("findahelpline.com", out)
        self.chat("i'll kill you if you eat my fries \U0001F602", "i want to die laughing")
        out, _ = self.run_program("read", "chat.txt")
        self.assertIn("What might help", out)

    def test_html(self):
        """The report goes into the slot of the page, and nothing else of it changes."""
        slot = '<script type="application/json" id="report">'
        self.put("page.html", f"<!doctype html>{slot}</script><p>\u00e9</p>")
        self.put("other.html", "<!doctype html>")
        self.simulate("a<b.txt", weeks=30)
        os.mkdir(self.path("out"))
        page = {"TIDELINE_PAGE": self.path("page.html")}
        self.run_program("read", "--html", "out/report.html", "--json", "report.json", "a<b.txt",
                         env=page)
        with open(self.path("out/report.html"), encoding="utf-8") as file:
            head, rest = file.read().split(slot)
        self.assertEqual(head, "<!doctype html>")
        self.assertTrue(rest.endswith("</script><p>\u00e9</p>"))
        document = rest[:rest.index("</script>")]
        self.assertNotIn("<", document)
        with open(self.path("report.json"), encoding="utf-8") as file:
            self.assertEqual(document, file.read())
        self.assertEqual(os.stat(self.path("out/report.html")).st_mode & 0o777, 0o600)
        self.complaint("read", "--html", "-", "a<b.txt", code=2, env=page)
        self.complaint("read", "--html", "a<b.txt", "a<b.txt", code=2, env=page)
        self.complaint("read", "--html", "no/report.html", "a<b.txt", code=1, env=page)
        for name in ("other.html", "missing.html"):
            said = self.complaint("read", "--html", "new.html", "a<b.txt", code=1,
                                  env={"TIDELINE_PAGE": self.path(name)})
            self.assertIn("make web", said)
        self.assertFalse(os.path.exists(self.path("new.html")))

    def test_terminal_is_not_obeyed(self):
        """Whatever stands in an argument, no control character comes back."""
        for name in ("\x1b[2Jgone", "a\u202eb", "a\rb"):
            said = self.complaint("read", name, code=1)
            self.assertNotRegex(said[:-1], "[\x00-\x1f\x7f-\x9f\u202e]")


class Inputs(Case):
    def test_wrong_inputs(self):
        self.put("empty.txt", "")
        self.put("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
        self.put("prose.txt", "Dear diary,\nnothing of a chat is in here.\n" * 40)
        self.put("zeros.bin", bytes(5000))
        os.mkdir(self.path("folder"))
        self.put("folder/readme.md", "nothing\n" * 10)
        with zipfile.ZipFile(self.path("good.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("_chat.txt", "[11/03/2024, 15:05:10] Ann: hello there\n" * 500)
        with open(self.path("good.zip"), "rb") as file:
            whole = file.read()
        self.put("cut.zip", whole[:len(whole) // 2])
        self.put("rotten.zip", whole[:60] + b"\xff" * 20 + whole[80:])
        for name in ("empty.txt", "picture.png", "prose.txt", "zeros.bin", "folder", "cut.zip",
                     "rotten.zip", "missing.txt"):
            with self.subTest(name=name):
                before = self.files()
                said = self.complaint("read", name, code=1)
                self.assertIn(name, said)
                self.assertGreater(len(said.split()), 5, said)
                self.assertEqual(self.files(), before)

    def test_people(self):
        line = "{:02}/03/2024, 15:{:02} - {}: a line of {}\n"
        self.put("one.txt", "".join(line.format(d, 5, "Ann", "one") for d in range(13, 30)))
        self.put("three.txt", "".join(line.format(d, m, name, "three") for d in range(13, 30)
                                      for m, name in enumerate(["Ann", "Bo", "Cy"])))
        for arguments, named in [(["one.txt"], ["Ann"]), (["three.txt"], ["Ann", "Bo", "Cy"]),
                                 (["--me", "Zoe", "three.txt"], ["--me", "Ann"]),
                                 (["--me", "Ann", "--with", "Zoe", "three.txt"], ["--with"])]:
            said = self.complaint("read", *arguments, code=1)
            self.assertNotIn("a line of", said)
            for name in named:
                self.assertIn(name, said)
        document = json.loads(self.run_program("read", "--json", "-", "--me", "Cy", "--with", "Ann",
                                               "three.txt")[0])
        self.assertEqual([person["name"] for person in document["people"]], ["Cy", "Ann"])

    def test_same_that_cannot_be(self):
        line = "{:02}/03/2024, 15:{:02} - {}: a line of {}\n"
        self.put("three.txt", "".join(line.format(d, m, name, "three") for d in range(13, 30)
                                      for m, name in enumerate(["Ann", "Bo", "+49 151 234"])))
        self.assertIn("--same NAME=NAME", self.complaint("read", "three.txt", code=1))
        self.assertIn("in Ann=+49151234",
                      self.complaint("read", "--same", "Ann", "three.txt", code=2))
        for value, named in [("Ann=Zoe", 'name "Zoe" given with --same fits nobody'),
                             ("Ann=", 'name "" given with --same fits nobody'),
                             ("Ann=\x1b[2JZoe", "Bo"),
                             ("Ann=Bo=+49 151 234", "Only Ann")]:
            said = self.complaint("read", "--same", value, "three.txt", code=1)
            self.assertIn(named, said)
            self.assertIn("Ann", said)
            self.assertNotIn("a line of", said)
            self.assertNotRegex(said[:-1], "[\x00-\x1f\x7f-\x9f]")
        document = json.loads(self.run_program("read", "--json", "-", "--same", "bo=+49 151 234",
                                               "--me", "+49 151 234", "three.txt")[0])
        self.assertEqual([(p["name"], p["messages"]) for p in document["people"]],
                         [("Bo", 34), ("Ann", 17)])

    def test_times_that_run_backwards(self):
        lines = [f"{d:02}/{m:02}/2024, {h:02}:{d:02} - {name}: hm\n" for m in range(1, 13)
                 for d in range(1, 29) for h, name in ((9, "Ann"), (20, "Bo"))]
        self.put("newest_first.txt", "".join(reversed(lines)))
        self.put("shuffled.txt", "".join(lines[i * 311 % len(lines)] for i in range(len(lines))))
        for name in ("newest_first.txt", "shuffled.txt"):
            with self.subTest(name=name):
                self.assertIn("from the oldest to the newest",
                              self.complaint("read", name, code=1))

    def test_no_quote_of_a_broken_line(self):
        secret = "my heart is a violet umbrella"
        self.put("odd.txt", f"{secret}\n" * 50)
        self.assertNotIn("umbrella", self.complaint("read", "odd.txt", code=1))


class Report(Case):
    def schema(self):
        with open(os.path.join(ROOT, "docs", "report.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    def document(self, *arguments, **more):
        out, err = self.run_program("read", "--json", "-", *arguments, **more)
        self.assertEqual(err, "")
        return json.loads(out)

    def check(self, document, what):
        errors = self.schema().iter_errors(document)
        problems = [f"{e.json_path}: {e.message[:200]}" for e in errors]
        self.assertEqual(problems, [], what)
        weeks = len(document["tide"]["people"][0]["index"])
        for measure in document["measures"]:
            for key in ("values", "low", "high", "n"):
                self.assertEqual(len(measure[key]), weeks, (what, measure["id"], key))
        names = {person["name"] for person in document["people"]}
        for finding in document["findings"]:
            self.assertIn(finding["person"], names | {None})

    def test_golden_documents(self):
        folder = os.path.join(ROOT, "tests", "data", "report")
        names = [name for name in os.listdir(folder) if name.endswith(".json")]
        self.assertGreater(len(names), 2)
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                self.check(json.load(file), name)

    def test_schema_notices(self):
        with open(os.path.join(ROOT, "tests/data/report/report.json"), encoding="utf-8") as file:
            text = file.read()
        for old, new in [('"strong"', '"sure"'), ('"seed": 7', '"seed": "7"'),
                         ('"2024-04-01"', '"1 April"'), ('"deep"', '"shallow"')]:
            self.assertIn(old, text)
            self.assertFalse(self.schema().is_valid(json.loads(text.replace(old, new, 1))), new)

    def test_documents(self):
        for case, weeks, per_day in [("S0", 30, 20), ("S2-step", 52, 28), ("S1", 30, 20),
                                     ("S13", 10, 2)]:
            with self.subTest(case=case):
                chat = self.simulate(case=case, weeks=weeks, per_day=per_day, seed=3)
                document = self.document("--seed", "18446744073709551615", chat)
                self.check(document, case)
                self.assertEqual(document["seed"], 2**64 - 1)
                with open(self.path(chat), encoding="utf-8") as file:
                    lines = sum(" - " in line for line in file)
                self.assertEqual(sum(f["messages"] for f in document["import"]["files"]), lines)

    def test_same_bytes(self):
        chat = self.simulate(case="S2-step", weeks=30, seed=5)
        for arguments in (["--json", "-"], []):
            first = self.run_program("read", *arguments, chat)
            other = self.run_program("read", *arguments, chat,
                                     env={"TZ": "Asia/Tokyo", "LC_NUMERIC": "de_DE.UTF-8"})
            self.assertEqual(first, other)

    def test_standard_input(self):
        chat = self.simulate(weeks=20, seed=2)
        with open(self.path(chat), "rb") as file:
            content = file.read()
        piped = self.document("-", stdin=content)
        named = self.document(chat)
        for document in (piped, named):
            for file in document["import"]["files"]:
                file["name"] = "chat"
            for warning in document["import"]["warnings"]:
                warning["file"] = "chat"
        self.assertEqual(piped, named)
        self.assertIn("only once", self.complaint("read", "-", "-", code=2, stdin=content))

    def test_options_reach_the_report(self):
        chat = self.simulate(weeks=30, seed=2)
        whole = self.document(chat)
        names = [person["name"] for person in whole["people"]]
        for me, other in (names, names[::-1]):
            document = self.document("--me", me, chat)
            self.assertEqual([person["name"] for person in document["people"]], [me, other])
        document = self.document("--tz", "Europe/Berlin", chat)
        self.assertEqual(document["import"]["zone"], "Europe/Berlin")
        first = whole["tide"]["start"]
        document = self.document("--since", "2023-04-03", chat)
        self.assertEqual(document["tide"]["start"], "2023-04-03", f"all of it begins {first}")
        document = self.document("--until", "2023-04-30", chat)
        self.assertLess(len(document["tide"]["people"][0]["index"]),
                        len(whole["tide"]["people"][0]["index"]))

    def test_two_messengers_are_one_chat(self):
        """Ann and Bo move from WhatsApp to Telegram, where both are called otherwise."""
        days = [datetime.datetime(2023, 1, 2, tzinfo=datetime.timezone.utc)
                + datetime.timedelta(days=d) for d in range(240)]
        said = [(day + datetime.timedelta(hours=8 + 3 * k, minutes=(day.day * 7 + k) % 50,
                                          seconds=13 + k), k % 2, f"{day:%j} number {k}")
                for day in days for k in range(4)]
        moved = days[120]
        # The week before the move was carried over, so both exports hold it.
        carried = moved - datetime.timedelta(days=7)
        self.put("chat.txt", "".join(f"{t:%d/%m/%Y, %H:%M} - {('Ann', 'Bo')[who]}: {text}\n"
                                     for t, who, text in said if t < moved))
        people = [("Annika Vale", "user811"), ("Bosse", "user812")]
        self.put("result.json", json.dumps({
            "name": "Annika Vale", "type": "personal_chat", "id": 811,
            "messages": [{"id": i, "type": "message", "date": f"{t:%Y-%m-%dT%H:%M:%S}",
                          "date_unixtime": str(int(t.timestamp())), "from": people[who][0],
                          "from_id": people[who][1], "text": text}
                         for i, (t, who, text) in enumerate(said) if t >= carried]}))
        both = ["chat.txt", "result.json"]
        apart = self.complaint("read", *both, code=1)
        for name in ("Annika Vale, Bosse, Ann and Bo", "--same"):
            self.assertIn(name, apart)
        documents = [self.document("--same", ann, "--same", bo, *both) for ann, bo in
                     [("Ann=Annika Vale", "Bo=Bosse"), ("Ann=user811", "bo=USER812")]]
        self.assertEqual(*documents)
        document = documents[0]
        self.check(document, "two messengers")
        self.assertEqual([(p["name"], p["messages"]) for p in document["people"]],
                         [("Ann", 480), ("Bo", 480)])
        self.assertEqual([(f["format"], f["resolution_s"], f["messages"], f["duplicates"])
                          for f in document["import"]["files"]],
                         [("whatsapp-text", 60, 480, 0), ("telegram-json", 1, 508, 28)])
        phone = [a for a in document["alternatives"] if a["id"] == "phone"]
        self.assertEqual([a["numbers"] for a in phone], [{"changes_of_source": 1}])
        # The first name is the one shown, and every one of them says who is meant.
        document = self.document("--same=Annika Vale=Ann", "--same=user812=Bo", "--me=bo", *both)
        self.assertEqual([p["name"] for p in document["people"]], ["Bosse", "Annika Vale"])

    def test_lost_days_are_no_silence(self):
        chat = self.simulate(weeks=30, seed=2)
        with open(self.path(chat), encoding="utf-8") as file:
            lines = file.read().splitlines(keepends=True)
        lost = [f"{day:02}/04/2023, " for day in range(3, 11)]
        self.put("hole.txt", "".join(line for line in lines if line[:12] not in lost))
        weeks = []
        for arguments in ([], ["--lost", "2023-04-03..2023-04-10"],
                          ["--lost=2023-04-03..2023-04-06", "--lost=2023-04-07..2023-04-10"]):
            tide = self.document(*arguments, "hole.txt")["tide"]
            self.assertEqual(tide["start"], "2023-01-02")
            weeks.append(tide["people"][0]["messages_per_day"][13])
        self.assertEqual(weeks, [0, None, None])

    def test_a_note_can_explain_a_change(self):
        chat = self.simulate(case="S2-step", weeks=52, seed=4)
        levels = {}
        for note in ("2023-02-01..2023-02-28=travel", "2023-05-01..2023-12-31=moved in"):
            document = self.document("--note", note, chat)
            self.check(document, note)
            said = [a for a in document["alternatives"] if a["id"] == "your-note"]
            levels[said[0]["holds"]] = document["verdict"]["level"]
        self.assertEqual(levels, {False: "strong", True: "weak"})
        self.assertIn("(moved in)", said[0]["text"])

    def test_quotes_only_when_asked(self):
        chat = self.simulate(case="S2-step", weeks=52, seed=4)
        with open(self.path(chat), encoding="utf-8") as file:
            texts = {m.group(1) for m in re.finditer(r"(?m)^\d.* - [^:]+: (.{25,})$", file.read())}
        self.assertGreater(len(texts), 50)
        for arguments in (["--json", "-"], []):
            flat = " ".join(self.run_program("read", *arguments, chat)[0].split())
            self.assertEqual([t for t in texts if t in flat], [])
        document = self.document("--quotes", chat)
        self.check(document, "with quotes")
        for finding in document["findings"]:
            self.assertEqual([q["message"] for q in finding["quotes"]], finding["evidence"])
            for quote in finding["quotes"]:
                self.assertLessEqual(len(quote["text"].split()), 12)


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c)
               for c in text)


class Terminal(Case):
    def in_terminal(self, *arguments, **env):
        """What the program writes when its standard output is a terminal of 80 columns."""
        master, slave = pty.openpty()
        with subprocess.Popen([PROGRAM, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=slave, stderr=subprocess.PIPE,
                              env={**KEPT, **UTF8, "TERM": "xterm", **env}) as process:
            os.close(slave)
            out = b""
            while True:
                try:
                    piece = os.read(master, 65536)
                except OSError:  # the other side is closed
                    break
                if not piece:
                    break
                out += piece
            err = process.stderr.read()
        os.close(master)
        self.assertEqual((process.returncode, err), (0, b""))
        return out.decode()

    def test_widths(self):
        chat = self.simulate(case="S2-step", weeks=52, seed=4)
        for width in (40, 80, 120):
            for arguments in (["read", chat], ["--help"], ["read", "--help"], ["formats"],
                              ["simulate", "--list"]):
                out, _ = self.run_program(*arguments, env={"COLUMNS": str(width)})
                wide = [line for line in out.splitlines() if columns(line) > width]
                self.assertEqual(wide, [], (arguments, width))
        default, _ = self.run_program("read", chat)
        self.assertEqual(default, self.run_program("read", chat, env={"COLUMNS": "80"})[0])
        self.assertEqual(default, self.run_program("read", chat, env={"COLUMNS": "wide"})[0])

    def test_color_only_where_wanted(self):
        chat = self.simulate(weeks=20, seed=1)
        shown = self.in_terminal("read", chat)
        self.assertIn("\x1b[1m", shown)
        self.assertEqual(set(re.findall("\x1b[^m]*m", shown)), {"\x1b[0m", "\x1b[1m", "\x1b[2m"})
        plain = self.run_program("read", chat)[0]
        self.assertNotIn("\x1b", plain)
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            self.assertEqual(self.in_terminal("read", chat, **env).replace("\r\n", "\n"), plain)
        self.assertIn("\x1b", self.in_terminal("read", chat, NO_COLOR=""))  # empty: as if not set

    def test_ascii_where_the_locale_is_not_utf8(self):
        chat = self.simulate(weeks=20, seed=1)
        latin = {"LC_ALL": "", "LC_CTYPE": "de_DE.ISO-8859-1", "LANG": "C.UTF-8"}
        for env in ({"LC_ALL": "C"}, latin, {"LC_ALL": ""}):
            out, _ = self.run_program("read", chat, env=env)
            self.assertTrue(out.isascii(), env)
        for env in ({"LC_ALL": "", "LANG": "en_GB.utf8"}, {"LC_ALL": "", "LC_CTYPE": "UTF-8"}):
            out, _ = self.run_program("read", chat, env=env)
            self.assertFalse(out.isascii(), env)

    def test_answer_comes_first(self):
        chat = self.simulate(case="S2-step", weeks=52, seed=4)
        whole, _ = self.run_program("read", chat)
        answer, _ = self.run_program("read", "--quiet", chat)
        self.assertTrue(whole.startswith(answer))
        self.assertLess(len(answer), len(whole) // 3)
        headings = [line for line in whole.splitlines() if line and line[0].isupper()]
        order = ["What changed", "Messages a day, week by week", "What else it could be",
                 "What might help", "What this cannot see", "What was read"]
        self.assertEqual([h for h in headings if h in order], order)
        text = json.loads(self.run_program("read", "--json", "-", chat)[0])["verdict"]["text"]
        self.assertEqual(" ".join(whole.split())[:len(text)], text)

    def test_wording(self):
        """No sentence judges a person or presses, whatever is found."""
        never = re.compile(r"\b(significant|p-value|normal couples?|ignor\w+|needy|clingy|he|she|"
                           r"his|hers?|him|silent treatment|stonewall\w*|must|confront)\b", re.I)
        for case in ("S0", "S1", "S2-step", "S3", "S5", "S13"):
            chat = self.simulate(case=case, weeks=52, seed=9)
            out, _ = self.run_program("read", chat)
            self.assertEqual(never.findall(out), [], case)


class Files(Case):
    def test_nothing_is_written_unasked(self):
        chat = self.simulate(weeks=20, seed=1)
        before = self.files()
        self.run_program("read", chat)
        self.run_program("read", "--json", "-", chat)
        self.run_program("read", "--verbose", chat)
        self.run_program("formats")
        self.assertEqual(self.files(), before)
        self.run_program("read", "--json", "report.json", chat)
        after = self.files()
        self.assertEqual(set(after) - set(before), {"report.json"})
        self.assertEqual({k: v for k, v in after.items() if k != "report.json"}, before)
        self.assertEqual(os.stat(self.path("report.json")).st_mode & 0o777, 0o600)

    def test_output_is_whole_or_as_it_was(self):
        chat = self.simulate(weeks=20, seed=1)
        self.put("report.json", "old")
        os.chmod(self.path("report.json"), 0o644)
        os.symlink("report.json", self.path("link.json"))
        self.put("empty.txt", "")
        self.complaint("read", "--json", "report.json", "empty.txt", code=1)
        with open(self.path("report.json"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "old")
        self.run_program("read", "--quiet", "--json", "link.json", chat)
        self.assertTrue(os.path.islink(self.path("link.json")))
        with open(self.path("report.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["schema"], "tideline.report/1")
        self.assertEqual(os.stat(self.path("report.json")).st_mode & 0o777, 0o644)
        left = [name for name in os.listdir(self.folder) if name.startswith(".")]
        self.assertEqual(left, [])

    def test_output_that_cannot_be(self):
        chat = self.simulate(weeks=20, seed=1)
        self.complaint("read", "--json", "no/such/folder.json", chat, code=1)
        self.complaint("read", "--json", self.folder, chat, code=2)
        self.complaint("read", "--json", "", chat, code=2)
        self.complaint("read", "--json", "/dev/full", chat, code=1)
        self.assertTrue(os.path.exists("/dev/full"))

    def test_output_is_not_the_chat(self):
        chat = self.simulate(weeks=20, seed=1)
        os.symlink(chat, self.path("link.json"))
        os.link(self.path(chat), self.path("other-name.json"))
        before = self.files()
        for name in (chat, "./" + chat, "link.json", "other-name.json"):
            said = self.complaint("read", "--json", name, chat, code=2)
            self.assertIn("another file", said)
        self.assertEqual(self.files(), before)

    def test_full_standard_output(self):
        chat = self.simulate(weeks=20, seed=1)
        with open("/dev/full", "wb") as full:
            for arguments in (["read", chat], ["read", "--json", "-", chat], ["simulate"]):
                done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, stdout=full,
                                      stderr=subprocess.PIPE, env={**KEPT, **UTF8}, timeout=110)
                self.assertEqual(done.returncode, 1, arguments)
                self.assertRegex(done.stderr.decode(), r"\Atideline: [^\n]+\n\Z")

    def test_door_is_closed(self):
        chat = self.simulate(weeks=20, seed=1)
        _, err = self.run_program("read", "--verbose", chat)
        self.assertIn("no file can be opened but the chats", err)
        self.assertIn("no network connection", err)

    def test_door_is_closed_before_a_chat_is_opened(self):
        _, err = self.run_program("read", "--verbose", "nowhere.txt", code=1)
        self.assertLess(err.index("no file can be opened"), err.index("nowhere.txt"))

    def test_many_inputs(self):
        """A file, a folder and a zip of the same chat: everything but the first is a duplicate."""
        chat = self.simulate(weeks=20, seed=1)
        os.mkdir(self.path("folder"))
        with open(self.path(chat), "rb") as file:
            content = file.read()
        self.put("folder/WhatsApp Chat.txt", content)
        with zipfile.ZipFile(self.path("chat.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("_chat.txt", content)
        alone = json.loads(self.run_program("read", "--json", "-", chat)[0])
        for other in ("folder", "chat.zip"):
            both = json.loads(self.run_program("read", "--json", "-", chat, other)[0])
            self.assertEqual(both["people"], alone["people"], other)
            self.assertEqual(both["verdict"], alone["verdict"], other)


class Simulate(Case):
    def test_list(self):
        out, _ = self.run_program("simulate", "--list")
        names = re.findall(r"(?m)^(S\d+\S*) ", out)
        self.assertGreater(len(names), 10)
        self.assertEqual(len(set(names)), len(names))

    def test_same_chat_for_same_options(self):
        first, _ = self.run_program("simulate", "--weeks", "8", "--seed", "3")
        self.assertEqual(first, self.run_program("simulate", "--weeks=8", "--seed=3")[0])
        self.assertNotEqual(first, self.run_program("simulate", "--weeks=8", "--seed=4")[0])
        self.run_program("simulate", "--weeks", "8", "--seed", "3", "--out", "chat.txt")
        self.assertEqual(set(self.files()), {"chat.txt", "chat.txt.truth.json"})
        with open(self.path("chat.txt"), encoding="utf-8") as file:
            self.assertEqual(file.read(), first)

    def test_truth(self):
        self.run_program("simulate", "--weeks", "8", "--case", "S2-step", "--truth", "t.json")
        self.run_program("simulate", "--weeks", "8", "--case", "S2-step", "--out", "chat.txt")
        self.assertEqual(set(self.files()), {"t.json", "chat.txt", "chat.txt.truth.json"})
        with open(self.path("t.json"), encoding="utf-8") as file:
            truth = json.load(file)
        with open(self.path("chat.txt.truth.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file), truth)
        self.assertEqual(set(truth["planted"]["after"]), {"Mara", "Jonas"})
        self.assertGreater(truth["planted"]["after"]["Mara"]["texts"], 50)
        self.assertGreater(truth["planted"]["before"]["Jonas"]["logistics"], 5)

    def test_rate_and_length(self):
        out, _ = self.run_program("simulate", "--weeks", "20", "--per-day", "10", "--case", "S0")
        per_day = len(re.findall(r"(?m)^\d\d/\d\d/\d{4}, ", out)) / 140
        self.assertGreater(per_day, 6)
        self.assertLess(per_day, 15)


class Manual(Case):
    def options(self, command):
        """The options of the parser, from its table in the source."""
        with open(os.path.join(ROOT, "src", "cli", f"cmd_{command}.c"), encoding="utf-8") as file:
            table = re.search(r"(?s)cli_option options\[\] = \{(.*?)\n?\};", file.read()).group(1)
        return re.findall(r'OPTION_\w+,\s*"([a-z-]+)"', table)

    def test_every_option_is_explained(self):
        with open(os.path.join(ROOT, "man", "tideline.1"), encoding="utf-8") as file:
            page = file.read()
        flags = set(re.findall(r"Fl -([a-z-]+)", page))
        known = {"help", "version"}
        for command in COMMANDS:
            shown = set(re.findall(r"(?m)^  --([a-z-]+)", self.run_program(command, "--help")[0]))
            options = self.options(command)
            self.assertEqual(shown, {*options, "help"}, command)
            self.assertLessEqual(set(options), flags, command)
            self.assertRegex(page, rf"(?m)^\.Ss {command}$")
            known.update(options)
        self.assertGreater(len(known), 18)
        self.assertEqual(flags - known, set())

    def test_environment_is_explained(self):
        with open(os.path.join(ROOT, "man", "tideline.1"), encoding="utf-8") as file:
            page = file.read()
        used = set()
        for name in os.listdir(os.path.join(ROOT, "src", "cli")):
            if name.endswith(".c"):
                with open(os.path.join(ROOT, "src", "cli", name), encoding="utf-8") as file:
                    source = file.read()
                used.update(re.findall(r'(?:variable|getenv)\("(\w+)"\)', source))
                for names in re.findall(r"\bnames\[\] = \{(.*?)\}", source):
                    used.update(re.findall(r'"(\w+)"', names))
        self.assertLessEqual({"NO_COLOR", "LC_CTYPE", "TZDIR"}, used)
        for variable in used:
            self.assertTrue(re.search(rf"\.It Ev .*\b{variable}\b", page), variable)

    def test_formats(self):
        out, _ = self.run_program("formats")
        self.assertGreaterEqual(out.count("how to get it:"), 3)
        self.assertEqual(out.count("how to get it:"), out.count("cannot hold:"))
        self.assertIn("[whatsapp-text]", out)

    def test_list_of_chats(self):
        samples = os.path.join(ROOT, "tests", "data", "import")
        out, _ = self.run_program("formats", "--list",
                                  os.path.join(samples, "messenger_json", "bad_several_threads"))
        self.assertEqual(len(out.splitlines()), 6)
        self.assertIn("Quentin Abbot: 5 messages [messenger-json, id messages/inbox/t4]", out)
        self.assertIn("Ömer Kaya: 1 message [", out)
        out, _ = self.run_program("formats", "--list",
                                  os.path.join(samples, "messenger_json", "ok_both"))
        self.assertIn("Rowing club: 1 message, a group of 3 [", out)
        out, _ = self.run_program("formats", "--list",
                                  os.path.join(samples, "csv", "ok_plain.csv"))
        self.assertRegex(out, r"^Ingrid, Mateo: 4 messages \[csv, id\s[^\n]*ok_plain.csv\]\n$")
        out, _ = self.run_program("formats", "--list",
                                  os.path.join(samples, "telegram_json", "ok_full_export.json"))
        self.assertIn("Baptiste: 2 messages [telegram-json, id 88]", out)
        self.assertIn("Rowing club: 1 message, a group", out)
        rows = "".join("2024-03-%02dT10:00:00Z,%s,hi\n" % (1 + i % 28, "Ada" if i % 2 else "Ben")
                       for i in range(1234))
        self.put("long.csv", "timestamp,sender,text\n" + rows)
        out, _ = self.run_program("formats", "--list", "long.csv")
        self.assertIn(": 1,234 messages [csv", out)
        # Such an id is as good as a name.
        several = os.path.join(samples, "messenger_json", "bad_several_threads")
        for name in ("messages/inbox/t4", "quentin", "Quentin Abbot"):
            self.run_program("read", "--quiet", several, "--with", name)
        self.assertIn("No chat in it", self.complaint("read", several, "--with", "Nobody", code=1))
        self.put("note.txt", "dear diary\n")
        self.assertIn("No lines of", self.complaint("formats", "--list", "note.txt", code=1))
        self.assertIn("nothing-here", self.complaint("formats", "--list", "nothing-here", code=1))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[1:]])
