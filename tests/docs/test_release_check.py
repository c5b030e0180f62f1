"""tools/release_check: a row 181 days old is named, one of 180 is not, and nothing fails (G07)."""
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.environ["TIDELINE_ROOT"]
HEAD = "# head\ncountry\tkind\tname\treach\tchecked_on\tchecked_by\tsource\n"


class ReleaseCheck(unittest.TestCase):
    def check(self, lines, day):
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
            file.write(HEAD + lines)
            file.flush()
            done = subprocess.run([sys.executable, os.path.join(ROOT, "tools", "release_check"), day],
                                  env={**os.environ, "TIDELINE_HELP_LINES": file.name},
                                  capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_age(self):
        row = "GB\tcrisis\tA Line\t1\t2024-01-01\tsomebody\tx\n"
        self.assertNotIn("A Line", self.check(row, "2024-06-29"))  # 180 days
        said = self.check(row, "2024-06-30")
        self.assertIn("line 3: GB crisis: A Line: checked 181 days ago, by somebody", said)
        self.assertIn("1 of 1 help lines", said)

    def test_unchecked(self):
        self.assertIn("not yet checked", self.check("GB\tcrisis\tA Line\t1\t-\t-\tx\n", "2024-01-01"))

    def test_the_lines_we_have(self):
        done = subprocess.run([sys.executable, os.path.join(ROOT, "tools", "release_check")],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("help lines", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
