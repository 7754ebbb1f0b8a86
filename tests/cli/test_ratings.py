"""supervise ratings: a file comes in whole or not at all, means are told without names."""

from __future__ import annotations

import json
from pathlib import Path

from supervise_tui.domain.six_cs_file import NEEDED
from tests.cli.conftest import Home, Run


def test_a_file_of_several_workers_is_brought_in_and_told_as_means(
    run: Run, home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "sheets.csv"
    head = ",".join([*NEEDED, "worker", "name"])

    def rows(mark: str, worker: str, who: str = "feedback") -> str:
        return f"2/11/2026,{who},{mark},4,4,4,4,4,{worker},Mrs Okafor"

    def ratings(command: str, *more: str | Path) -> tuple[int, str, str]:
        found = run("ratings", command, home.folder, *more, "--passphrase-file", home.passphrase_file)
        return found.status, found.out, found.err

    ania, bethan = "Ania Wójcik-Łęcka", "Bethan Ŵyn-Fôn"
    file.write_text("\n".join([head, rows("9", ania), rows("4", "Nobody")]), encoding="utf-8")
    status, _, err = ratings("import", file)
    assert status == 2
    assert "line 2: Care is no number from 1 to 5." in err
    assert "line 3: There is no worker of that name here." in err
    assert "Okafor" not in err

    good = [rows("5", ania), rows("4", ania), rows("4", ania), rows("2", ania, "self"), rows("3", bethan)]
    file.write_text("\n".join([head, *good]), encoding="utf-8")
    assert ratings("import", file)[:2] == (0, "5 sheets of 2 workers brought in.\n")
    status, out, _ = ratings("import", file, "--json")
    assert json.loads(out) == {"format": 1, "new": 0, "already": 5, "workers": 2}

    assert "care           4.3 (3)   too few (1)" in ratings("list", "--worker", "ania")[1]
    told = json.loads(ratings("list", "--worker", "ania", "--json")[1])
    assert told["year"]["feedback"]["care"] == {"mean": 4.3, "answers": 3, "too_few": False}
    assert told["quarters"]["self"][0] == {
        "quarter": "2026-Q4",
        "means": told["year"]["self"],
    }
    assert "Okafor" not in str(told)
    saved = Path(ratings("list", "--worker", "ania", "--to", tmp_path)[1].strip())
    assert saved.read_bytes().startswith(b"%PDF")

    assert "4.0" in ratings("means")[1]
    service = json.loads(ratings("means", "--json", "--to", tmp_path)[1])
    assert service["quarters"][0]["means"]["care"] == {"mean": 4.0, "answers": 4, "too_few": False}
    assert "Ania" not in Path(service["saved"]).read_text(encoding="utf-8-sig")
