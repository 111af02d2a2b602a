"""What becomes of the dialogs a page opens: alerts, questions, prompts, and "leave this page?"."""

from playwright.async_api import Dialog

from flow_builder.browser.finding import Log


class Dialogs:
    """One session's way to answer dialogs; by default they are dismissed and logged."""

    async def answer(self, dialog: Dialog, log: Log) -> None:
        """Answers a dialog, which blocks its page until then."""
        log(f"A dialog was closed: {dialog.message}", kind=dialog.type)
        # Dismissing "leave this page?" would keep the page from navigating or closing.
        await (dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())
