"""Whole runs of pytest with the plug-in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import List

import pytest
import seatfiller

SUITE = """
    import pathlib
    import pytest
    from licences import seats

    @pytest.mark.parametrize("number", range(16))
    def test_share(seatfiller, number):
        pathlib.Path(f"{number}.url").write_text(seatfiller.server.url)
        assert len(seats(seatfiller.url, "bob@contoso.com")) == 1
        assert seatfiller.requests.count() == 1
"""


def leftovers(suite: pytest.Pytester) -> List[str]:
    """Temporary files of the emulator, whose server removes its own when it ends."""
    return [file.name for file in (suite.path / "temporary").iterdir() if "seatfiller" in file.name]


def servers(suite: pytest.Pytester) -> List[int]:
    """Processes whose temporary files would be in the suite's folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            variables = (folder / "environ").read_bytes()
        except OSError:
            continue
        if f"TMPDIR={suite.path / 'temporary'}/seatfiller-".encode() in variables:
            found.append(int(folder.name))
    return found


def until_gone(suite: pytest.Pytester) -> None:
    deadline = time.monotonic() + 10
    while servers(suite):
        assert time.monotonic() < deadline, f"{servers(suite)} still run"
        time.sleep(0.02)


def plain(text: str) -> str:
    """A report without what differs from run to run."""
    text = re.sub(r"-[0-9a-f]{16}\b", "-RANDOM", text)
    return re.sub(r"continuationToken=\S+", "continuationToken=TOKEN", text)


@pytest.mark.parametrize("arguments", [[], ["-n", "8"], ["-n", "2", "--dist", "loadfile"], ["-n0"]])
def test_the_session_has_one_server_and_leaves_none(
    suite: pytest.Pytester, arguments: List[str]
) -> None:
    suite.makepyfile(SUITE)
    options = ["-W", "error", "--strict-markers", "-p", "no:cacheprovider"]
    suite.runpytest_subprocess(*options, *arguments).assert_outcomes(passed=16)
    urls = [file.read_text() for file in suite.path.glob("*.url")]
    assert (len(urls), len(set(urls))) == (16, 1)
    assert (servers(suite), leftovers(suite)) == ([], [])


def test_a_session_without_worlds_starts_no_server(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEATFILLER_EXECUTABLE", "/nowhere")
    suite.makepyfile("def test_nothing(): pass")
    suite.runpytest_subprocess("-W", "error").assert_outcomes(passed=1)
    suite.runpytest_subprocess("-n", "2", "-W", "error").assert_outcomes(passed=1)
    assert leftovers(suite) == []


def test_a_server_that_does_not_start_is_an_error_with_its_words(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = suite.makefile(".sh", broken="#!/bin/sh\necho 'no memory' >&2\nexit 2\n")
    broken.chmod(0o755)
    monkeypatch.setenv("SEATFILLER_EXECUTABLE", str(broken))
    suite.makepyfile("def test_nothing(seatfiller): pass")
    for arguments in [], ["-n", "1"]:
        result = suite.runpytest_subprocess("-W", "error", *arguments)
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(
            [
                "The fixture `seatfiller` of *::test_nothing: seatfiller did not start (exit code 2).",
                "no memory",
            ]
        )
    assert leftovers(suite) == []


@pytest.mark.parametrize("arguments", [[], ["-n", "1"]])
def test_the_report_of_a_broken_client_shows_what_it_asked_and_what_it_left(
    suite: pytest.Pytester, arguments: List[str]
) -> None:
    suite.makepyfile("""
        import pytest
        from licences import seats, seats_of_first_page

        @pytest.mark.seatfiller(verify=True)
        def test_reads_the_list_whole(seatfiller):
            seatfiller.faults.add(status=503, operation="store.listSeatsOfUser", times=1)
            seats(seatfiller.url, "bob@contoso.com")
            seats_of_first_page(seatfiller.url, "max@contoso.com")
    """)
    result = suite.runpytest_subprocess("-q", "-W", "error", "-p", "no:cacheprovider", *arguments)
    result.assert_outcomes(failed=1)
    report = plain(result.stdout.str())
    shown = report[report.index("Clients have") : report.index("=", report.index("Clients have"))]
    lines = [line.strip("- ") for line in shown.splitlines()]
    title = "Seatfiller's world test_reads_the_list_whole-RANDOM"
    assert lines == [
        "Clients have not read their lists whole:",
        "Traversal 3 of store.listSeatsOfUser (max@contoso.com): abandoned: Page 1 had a"
        " continuationToken; it was never asked for. 235 items were not read.",
        f"{title}: journal",
        "1 GET /V1/Users/bob%40contoso.com/Seats 503 store.listSeatsOfUser fault-1",
        "2 GET /V1/Users/bob%40contoso.com/Seats 200 store.listSeatsOfUser",
        "3 GET /V1/Users/max%40contoso.com/Seats 200 store.listSeatsOfUser",
        f"{title}: traversals",
        "store.listSeatsOfUser max@contoso.com: running; 1 page, 25 items, 235 missed",
        "store.listSeatsOfUser bob@contoso.com: complete; 1 page, 1 item",
    ]


def test_a_test_that_passes_or_is_skipped_reports_nothing(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
        import pytest
        from licences import seats_of_first_page

        @pytest.mark.seatfiller(verify=True)
        @pytest.mark.xfail(strict=True)
        def test_expected(seatfiller):
            seats_of_first_page(seatfiller.url, "max@contoso.com")

        @pytest.mark.seatfiller(verify=True)
        def test_skipped(seatfiller):
            pytest.skip("not now")
    """)
    result = suite.runpytest_subprocess("-rA", "-W", "error")
    result.assert_outcomes(xfailed=1, skipped=1)
    result.stdout.no_fnmatch_line("*Seatfiller's world*")


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        ("sed='a.json'", "unknown keyword 'sed'; did you mean 'seed'?"),
        ("'a.json'", "give 'a.json' a keyword: seed, auth, quirks, verify"),
        ("seed='nowhere.json'", "there is no seed nowhere.json in *"),
        ("seed=7", "seed is a dict, a path or text, not 7"),
        ("auth='closed'", 'auth is "open" or "enforced", not \'closed\''),
        ("quirks=['a']", 'quirks is a dict such as {"store.maxResults": "clamp"}, not [\'a\']'),
        ("verify={'alow': []}", "unknown condition of verify 'alow'; did you mean 'allow'?"),
        ("verify='yes'", "verify is True, False or a dict of conditions, not 'yes'"),
    ],
)
def test_a_mistake_in_a_mark_is_an_error_of_the_setup(
    suite: pytest.Pytester, mark: str, says: str
) -> None:
    suite.makepyfile(f"""
        import pytest

        @pytest.mark.seatfiller({mark})
        def test_nothing(seatfiller):
            pass
    """)
    result = suite.runpytest_inprocess("-W", "error")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"@pytest.mark.seatfiller: {says.replace('[', '[[]')}"])


def test_a_mark_that_the_server_refuses_is_an_error_of_the_setup(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
        import pytest

        @pytest.mark.seatfiller(quirks={"store.maxResult": "clamp"})
        def test_quirk(seatfiller): pass

        @pytest.mark.seatfiller(seed={"elments": {}})
        def test_seed(seatfiller): pass

        @pytest.mark.seatfiller(verify=True)
        def test_no_world(): pass
    """)
    result = suite.runpytest_subprocess("-W", "error")
    result.assert_outcomes(errors=3)
    result.stdout.fnmatch_lines(
        [
            "The fixture `seatfiller` of *::test_quirk: 400 *store.maxResult*",
            "The fixture `seatfiller` of *::test_seed: 422 bad-seed: seed:1:2: unknown member *",
            "@pytest.mark.seatfiller: verify needs the fixture `seatfiller`, which the test does not use",
        ]
    )


def test_a_server_that_runs_is_used_and_left(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
        import os
        import pytest

        def test_server(seatfiller):
            assert seatfiller.server.url == os.environ["EXPECTED"]
            seatfiller.requests.list()

        @pytest.mark.seatfiller(auth="enforced")
        def test_authentication(seatfiller):
            pass
    """)
    with seatfiller.serve(auth="enforced", admin_token="a token") as server:
        suite._monkeypatch.setenv("EXPECTED", server.url)
        suite._monkeypatch.setenv("SEATFILLER_ADMIN_TOKEN", "a token")
        for arguments in [], ["-n", "2"]:
            options = [f"--seatfiller-url={server.url}", "-W", "error", *arguments]
            suite.runpytest_subprocess(*options).assert_outcomes(passed=2)
        suite._monkeypatch.setenv("SEATFILLER_URL", f"{server.url}/__world/default")
        suite.runpytest_subprocess().assert_outcomes(passed=2)
        assert [world.name for world in server.worlds()] == ["default"]
    with seatfiller.serve() as server:
        suite._monkeypatch.setenv("EXPECTED", server.url)
        result = suite.runpytest_subprocess(f"--seatfiller-url={server.url}")
        result.assert_outcomes(passed=1, errors=1)
        result.stdout.fnmatch_lines(
            [f'*the server at {server.url} runs with --auth open, not "enforced"']
        )


def test_a_url_that_is_none_is_a_usage_error(suite: pytest.Pytester) -> None:
    suite.makepyfile("def test_nothing(seatfiller): pass")
    result = suite.runpytest_subprocess("--seatfiller-url=localhost")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: --seatfiller-url: 'localhost' is not the URL of a server*"]
    )
    refused = suite.runpytest_subprocess("--seatfiller-url=http://127.0.0.1:1")
    refused.assert_outcomes(errors=1)
    refused.stdout.fnmatch_lines(["*No Seatfiller answers at http://127.0.0.1:1: *refused*"])


def test_pytest_runs_twice_in_a_process(suite: pytest.Pytester) -> None:
    suite.makepyfile(SUITE)
    script = suite.makefile(
        ".twice",
        script=textwrap.dedent("""
        import gc, pytest, sys
        options = ["-q", "-W", "error", "-p", "no:cacheprovider"]
        codes = [pytest.main(options), pytest.main([*options, "-n", "2"]), pytest.main(options)]
        gc.collect()
        sys.exit(max(codes))
    """),
    )
    result = suite.run(sys.executable, "-W", "error", script)
    assert (result.ret, result.stderr.str()) == (0, "")
    assert (servers(suite), leftovers(suite)) == ([], [])


def test_failures_run_again(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
        def test_passes(seatfiller): pass
        def test_fails(seatfiller): assert seatfiller.requests.list()
    """)
    suite.runpytest_subprocess().assert_outcomes(passed=1, failed=1)
    suite.runpytest_subprocess("--lf").assert_outcomes(failed=1, deselected=0)


def test_a_server_that_dies_is_named_in_the_report(suite: pytest.Pytester) -> None:
    suite.makepyfile("""
        from licences import status

        def test_fails(seatfiller):
            seatfiller.server.shut_down()
            # The status is 0 once the server has gone.
            while status(seatfiller.url, "/V1/Inventory"): pass
            assert False
    """)
    result = suite.runpytest_subprocess("-W", "error", "-n", "1")
    result.assert_outcomes(failed=1, errors=1)
    result.stdout.fnmatch_lines(
        [
            "*- Seatfiller's world test_fails-* -*",
            "No Seatfiller answers at http://127.0.0.1:*",
        ]
    )


@pytest.mark.parametrize("arguments", [[], ["-n", "2"]])
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_server_outlives_its_session(
    suite: pytest.Pytester, arguments: List[str], end: signal.Signals
) -> None:
    suite.makepyfile("""
        import pathlib, time

        def test_waits(seatfiller):
            pathlib.Path("started").touch()
            time.sleep(60)
    """)
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    with suite.popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        deadline = time.monotonic() + 30
        while not (suite.path / "started").exists():
            assert time.monotonic() < deadline
            assert run.poll() is None
            time.sleep(0.02)
        assert servers(suite)
        # Ctrl-C goes to the workers too.
        (os.killpg if end == signal.SIGINT else os.kill)(run.pid, end)
        until_gone(suite)
        run.wait(30)
    if end == signal.SIGINT:
        assert leftovers(suite) == []
