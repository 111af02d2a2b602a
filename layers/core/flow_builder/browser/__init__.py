"""Pages for nodes: finding and keeping Chromium warm, isolated sessions, targets, extraction in one round trip."""
