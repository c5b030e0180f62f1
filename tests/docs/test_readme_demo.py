"""The screen of output in the README is what the program prints of the bundled chat."""
import os
import subprocess
import sys

root = os.environ["TIDELINE_ROOT"]
with open(os.path.join(root, "README.md"), encoding="utf-8") as f:
    readme = f.read()
start = readme.index("```text\n") + len("```text\n")
shown = readme[start:readme.index("\n...\n```", start)]
env = dict(os.environ, COLUMNS="80", NO_COLOR="1", LC_ALL="C.UTF-8")
printed = subprocess.run([os.environ["TIDELINE_PROGRAM"], "read", "demo/pulling_away.txt"], cwd=root,
                         env=env, check=True, capture_output=True, encoding="utf-8").stdout
if len(shown.splitlines()) < 20 or not printed.startswith(shown + "\n"):
    want, have = shown.splitlines(), printed.splitlines()
    for i, line in enumerate(want):
        if i >= len(have) or line != have[i]:
            print(f"README.md shows {line!r}\nprinted is    {have[i] if i < len(have) else None!r}")
            break
    sys.exit("the output in README.md is not what `make demo` prints; tools/readme_demo writes it anew")
