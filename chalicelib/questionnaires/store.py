"""Where questionnaires are kept: `Q#{id}`, and all of them by age under index 1 `QUESTIONNAIRES`."""

from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import Key, KeyShape, Page, Reads, Row
from chalicelib.questionnaires.rules import Questionnaire

KEYS = (
    KeyShape("Q#{questionnaire}", "A", "what does this questionnaire ask?"),
    KeyShape("QUESTIONNAIRES", "{questionnaire}", "which questionnaires are there?", of_index=1),
)


def questionnaire_key(questionnaire_id: str) -> Key:
    """Return the key of a questionnaire."""
    return Key(f"Q#{questionnaire_id}")


def row(form: Questionnaire) -> Row:
    """Return the row of `form`."""
    return Row.of(questionnaire_key(form.id), form, version=form.version, index1=Key("QUESTIONNAIRES", form.id))


def questionnaire_of(stored: Row) -> Questionnaire:
    """Return the questionnaire of a stored row."""
    return decode(stored.body, Questionnaire)


def find(reads: Reads, questionnaire_id: str) -> Questionnaire | None:
    """Return the questionnaire, where there is one."""
    key = questionnaire_key(questionnaire_id)
    stored = reads.fetch(key).get(key)
    return questionnaire_of(stored) if stored else None


def newest(reads: Reads, *, limit: int, after: str | None) -> Page:
    """Return one page of all, the newest first."""
    return reads.query("QUESTIONNAIRES", limit=limit, after=after, newest_first=True, index=1)
