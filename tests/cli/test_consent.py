"""The words before the first reading (G02), and the time a pause is to end (F22): asked in a terminal
only, kept only where the person agrees, and gone with `tideline forget`."""
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.environ["TIDELINE_PROGRAM"]
WORDS = "Two people wrote it."
KEPT = os.path.join("tideline", "read-before")


class Consent(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="tideline-consent-")
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name
        self.settings = os.path.join(self.folder, "settings")
        self.env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm",
                    "NO_COLOR": "1", "XDG_CONFIG_HOME": self.settings,
                    "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
                    "UBSAN_OPTIONS": os.environ.get("UBSAN_OPTIONS", "")}
        with open(os.path.join(self.folder, "chat.txt"), "w", encoding="utf-8") as file:
            for day in range(20):
                for minute in range(4):
                    file.write("%02d/03/2024, 18:%02d - %s: see you at %d\n"
                               % (day + 1, minute + 10, "Ann" if minute % 2 else "Bo", minute))

    def terminal(self, answers, *arguments):
        """What a terminal shows when these answers are typed, one a question; and the exit code."""
        pid, fd = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execve(PROGRAM, [PROGRAM, *arguments], self.env)
        shown, answers, end = b"", list(answers), time.monotonic() + 100
        asked = 0
        while time.monotonic() < end:
            ready, _, _ = select.select([fd], [], [], 0.2)
            if ready:
                try:
                    got = os.read(fd, 65536)
                except OSError:
                    break
                if not got:
                    break
                shown += got
            questions = shown.count(b"[y/N] ") + shown.count(b"to leave it out: ") + \
                shown.count(b"an empty line ends it.")
            if questions > asked and answers:
                os.write(fd, answers.pop(0).encode())
                asked = questions
        os.close(fd)
        _, status = os.waitpid(pid, 0)
        return shown.decode(errors="replace"), os.waitstatus_to_exitcode(status)

    def kept(self):
        return os.path.exists(os.path.join(self.settings, KEPT))

    def test_asked_once_and_kept_with_leave(self):
        shown, code = self.terminal(["n\n"], "read", "chat.txt")
        self.assertIn(WORDS, shown)
        self.assertIn("not evidence", " ".join(shown.split()))
        self.assertEqual(code, 1)
        self.assertIn("nothing was read", shown)
        self.assertFalse(os.path.exists(self.settings))

        shown, code = self.terminal(["y\n", "n\n", "\n"], "read", "chat.txt")
        self.assertEqual(code, 0)
        self.assertFalse(os.path.exists(self.settings))

        shown, code = self.terminal(["y\n", "y\n", "\n"], "read", "chat.txt")
        self.assertEqual(code, 0)
        self.assertTrue(self.kept())
        shown, code = self.terminal(["\n"], "read", "chat.txt")
        self.assertEqual(code, 0)
        self.assertNotIn(WORDS, shown)

        shown, code = self.terminal([], "forget")
        self.assertEqual(code, 0)
        self.assertEqual(os.listdir(self.settings), [])
        shown, _ = self.terminal(["n\n"], "read", "chat.txt")
        self.assertIn(WORDS, shown)

    def test_never_where_nobody_is_asked(self):
        for arguments in (("--quiet",), ("--json", "-")):
            shown, code = self.terminal([], "read", "chat.txt", *arguments)
            self.assertEqual(code, 0)
            self.assertNotIn(WORDS, shown)
        for arguments in ((), ("--quiet",), ("--json", "-"), ("--joint",)):
            done = subprocess.run([PROGRAM, "read", "chat.txt", *arguments], cwd=self.folder,
                                  env=self.env, stdin=subprocess.DEVNULL, capture_output=True, timeout=100)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn(WORDS.encode(), done.stdout + done.stderr)
        self.assertFalse(os.path.exists(self.settings))

    def test_coach_asks_for_a_chat_alone(self):
        shown, _ = self.terminal([], "coach", "good morning")
        self.assertNotIn(WORDS, shown)
        shown, code = self.terminal(["n\n"], "coach", "--chat", "chat.txt", "--me", "Ann", "good morning")
        self.assertIn(WORDS, shown)
        self.assertEqual(code, 1)

    def test_a_time_to_go_on(self):
        draft = "I am too full right now. I care about this. Can we go on at 8?"
        at = "2024-03-01T12:00"
        # nothing is kept where the person never agreed to a file
        shown, _ = self.terminal([], "coach", "--now", at, draft)
        self.assertIn("a time to go on: 20:00 on Friday", " ".join(shown.split()))
        self.assertFalse(os.path.exists(self.settings))
        self.terminal(["y\n", "y\n"], "coach", "--chat", "chat.txt", "--me", "Ann", "--now", at, "hi")
        self.assertTrue(self.kept())
        name = os.path.join(self.settings, "tideline", "return")
        self.terminal(["n\n"], "coach", "--now", at, draft)
        self.assertFalse(os.path.exists(name))
        self.terminal(["y\n"], "coach", "--now", at, draft)
        with open(name, encoding="utf-8") as file:
            self.assertRegex(file.read(), r"\A[0-9]+\n\Z")
        shown, _ = self.terminal([], "coach", "--now", "2024-03-01T15:00", "good afternoon")
        self.assertIn("Until then you can rest", " ".join(shown.split()))
        shown, _ = self.terminal([], "coach", "--now", "2024-03-01T20:05", "I am back")
        self.assertIn("That time is here", " ".join(shown.split()))
        self.assertFalse(os.path.exists(name))
        # a pipe sees none of it
        done = subprocess.run([PROGRAM, "coach", "--now", at, draft], cwd=self.folder, env=self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=100)
        self.assertNotIn(b"[y/N]", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])
