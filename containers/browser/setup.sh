#!/usr/bin/env bash
# Makes sure that there is a Chromium that starts: the system's own, else Playwright's download, else Debian's package.
# Prints which one it is; exits with 1 and says what to do when there is none. Run from the repository's root.
# The stealth engine needs a full Chromium; that there is none is said, and is no failure.
set -euo pipefail

python=.venv/bin/python

# Prints the path of the Chromium that the product would use, if it starts; its libraries may be missing.
usable() {
  local path
  path=$("$python" -m flow_builder.browser.launch "$@" 2>/dev/null) || return 1
  "$path" --version >/dev/null 2>&1 || return 1
  echo "$path"
}

announce() {
  echo "Chromium: $1"
  full
  exit 0
}

# Sees to a full Chromium, with the languages that its pages may ask about.
full() {
  local path
  if ! usable --full >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      export DEBIAN_FRONTEND=noninteractive
      try "Debian's full package, for the stealth engine" \
        sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends chromium chromium-l10n'
    else
      try "Playwright's full download, for the stealth engine" "$python" -m playwright install --no-shell chromium
    fi
  fi
  if path=$(usable --full); then
    echo "Chromium for the stealth engine: $path"
  else
    echo "The stealth engine has no full Chromium; all else works. Install one with: apt-get install chromium chromium-l10n"
  fi
}

try() {
  echo "No such Chromium that starts was found. Trying $1 …"
  shift
  "$@" >"$log" 2>&1 || echo "  That did not work: $(grep -m1 -iE 'error|unable|denied' "$log" || tail -n1 "$log")"
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if path=$(usable); then announce "$path"; fi

try "Playwright's own download" "$python" -m playwright install chromium-headless-shell
if path=$(usable); then announce "$path"; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  try "Debian's package" sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends chromium-headless-shell'
  if path=$(usable); then announce "$path"; fi
fi

cat >&2 <<'MESSAGE'
There is no Chromium on this machine, and none could be installed. Do one of these, then try again:
  Debian or Ubuntu   sudo apt-get install chromium-headless-shell   (or: chromium)
  anywhere           .venv/bin/playwright install --with-deps chromium-headless-shell
  another place      export FLOW_CHROMIUM=/path/to/chromium
MESSAGE
exit 1
