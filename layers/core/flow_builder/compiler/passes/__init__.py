"""The compiler's passes: one public function `(draft, context) -> draft` per file."""
