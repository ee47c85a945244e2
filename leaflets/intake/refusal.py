"""What a reader raises for a file that is damaged, locked or dangerous; it becomes a finding."""

from leaflets.findings import Finding


class RefusedError(Exception):
    """The file is not read, and why. Never leaves `intake`."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint

    def finding(self, file: str) -> Finding:
        """The refusal as a finding about that file."""
        return Finding(file, 0, self.code, "must fix", self.message, self.hint)


def damaged() -> RefusedError:
    """For a file that its reader cannot make sense of."""
    hint = "Open it in its own program, save it again, or save it as plain text (.txt)."
    return RefusedError("AR-003", "The file is damaged, or not what its name says.", hint)


def unsafe(why: str) -> RefusedError:
    """For a file that was made to do harm, or looks like it; `why` is a short sentence."""
    return RefusedError("AR-003", f"The file is not safe to read. {why}", "Ask the sender for a new one.")
