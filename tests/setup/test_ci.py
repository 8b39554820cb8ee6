"""`.ci/run` does what the README says, and fails when that fails."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.setup.postgres_keeper import ROOT

README = """# Title
```sh
echo the first block; exit 3
```
```python
print("another language")
```
```sh
{second}
```
```sh
echo the third block; exit 3
```
"""


def run(folder: Path, second: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of .ci/run beside a README with this second block, from somewhere else."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", folder / ".ci/run")
    (folder / "README.md").write_text(README.format(second=second))
    return subprocess.run(
        [str(folder / ".ci/run")],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_it_runs_the_second_block_in_the_checkout_under_ci(tmp_path: Path) -> None:
    done = run(tmp_path, 'pwd && echo "CI=$CI" && cat && echo "1 passed in 2.0s"')
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:] == [str(tmp_path), "CI=true", "1 passed in 2.0s"]


@pytest.mark.parametrize("second", ["false\necho never reached", "false | cat", "echo $UNSET", ""])
def test_it_fails_when_anything_fails(tmp_path: Path, second: str) -> None:
    done = run(tmp_path, second)
    assert done.returncode != 0
    assert "never reached" not in done.stdout.splitlines()


def test_the_second_block_of_our_readme_runs_the_tests() -> None:
    blocks = (ROOT / "README.md").read_text(encoding="utf-8").split("```sh\n")
    second = blocks[2].split("```")[0]
    assert "python -m tests" in second
    assert "-c constraints.txt" in second


def test_no_line_of_our_readme_is_longer_than_a_screen_is_wide() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 160] == []
