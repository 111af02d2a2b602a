"""Which Chromium is chosen."""

from pathlib import Path

import pytest

from flow_builder.browser import launch
from flow_builder.browser.launch import ENV_NAME, find_chromium, find_full_chromium
from flow_builder.errors import HostError


def executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_order_is_environment_shell_playwright_full(tmp_path: Path) -> None:
    chosen = executable(tmp_path / "mine" / "browser")
    shell = executable(tmp_path / "bin" / "chromium-headless-shell")
    own = executable(tmp_path / "cache" / "chromium_headless_shell-9" / "linux" / "headless_shell")
    full = executable(tmp_path / "bin" / "google-chrome")
    env = {"PATH": str(tmp_path / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "cache"), ENV_NAME: str(chosen)}
    assert find_chromium(env).path == str(chosen)
    del env[ENV_NAME]
    assert (find_chromium(env).path, find_chromium(env).kind) == (str(shell), "headless-shell")
    shell.unlink()
    assert (find_chromium(env).path, find_chromium(env).source) == (str(own), "playwright")
    own.unlink()
    assert (find_chromium(env).path, find_chromium(env).kind) == (str(full), "chromium")


def test_none_at_all_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(HostError) as caught:
        find_chromium({"PATH": str(tmp_path), "HOME": str(tmp_path)})
    assert caught.value.code == "browser.missing"
    assert "chromium-headless-shell" in (caught.value.hint or "")


def test_a_wrong_path_in_the_environment_is_not_passed_over(tmp_path: Path) -> None:
    executable(tmp_path / "chromium-headless-shell")
    with pytest.raises(HostError, match=ENV_NAME):
        find_chromium({"PATH": str(tmp_path), ENV_NAME: str(tmp_path / "nothing")})


def test_the_sandbox_is_given_up_for_root_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch.os, "geteuid", lambda: 0)
    assert "--no-sandbox" in launch.launch_flags()
    monkeypatch.setattr(launch.os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in launch.launch_flags()


def test_the_command_prints_the_path_or_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = executable(tmp_path / "chromium")
    monkeypatch.setenv(ENV_NAME, str(path))
    assert launch.main() == 0
    assert capsys.readouterr().out == f"{path}\n"
    monkeypatch.setenv(ENV_NAME, "/nowhere")
    assert launch.main() == 1
    assert "apt-get install" in capsys.readouterr().err


def test_the_stealth_engine_takes_a_full_one_and_no_shell(tmp_path: Path) -> None:
    shell = executable(tmp_path / "bin" / "chromium-headless-shell")
    env = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path), ENV_NAME: str(shell)}
    with pytest.raises(HostError) as caught:
        find_full_chromium(env)
    assert (caught.value.code, "chromium-l10n" in str(caught.value.hint)) == ("browser.missing", True)
    full = executable(tmp_path / "bin" / "chromium")
    assert find_full_chromium(env).path == str(full)
    mine = executable(tmp_path / "mine" / "chrome")
    assert find_full_chromium({**env, ENV_NAME: str(mine)}).path == str(mine)
