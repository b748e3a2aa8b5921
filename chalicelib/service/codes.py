"""Every `code` a problem document may carry, and what it means to a client. The contract lists them.

`tests/architecture/test_codes.py` keeps this table and the refusals in the code the same.
"""

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    # any route
    "internal": "We are at fault; it has been recorded.",
    "invalid": "Input that cannot be accepted; `errors` names each field.",
    "malformed_json": "The body is not JSON.",
    "match_required": "If-Match is missing.",
    "not_allowed": "A party without the right, or a role or scope that this needs.",
    "not_found": "Unknown, or invisible to the caller.",
    "stale": "A newer version was saved; `current` holds it.",
    "throttled": "Too many requests; see Retry-After.",
    "too_large": "More than this route takes.",
    "unavailable": "Temporary trouble; see Retry-After.",
    "unsupported_media_type": "The body is of a type that this route does not take.",
    # who asks
    "idempotency_key_required": "Machine clients send Idempotency-Key with every POST.",
    "idempotency_key_reused": "The key was used for another request.",
    "invalid_token": "The token cannot be trusted, or has expired.",
    "not_authenticated": "Nobody is signed in.",
    "not_in_directory": "The person signed in is not in the company's directory, or has left.",
    # people
    "directory_changing": "A change further up the hierarchy is still being carried out.",
    "email_taken": "Another person has this address.",
    "file_too_large": "The file is larger than an import takes.",
    "import_refused": "The file has problems; nothing was written.",
    "import_running": "Another import is still being carried out.",
    "last_hr_admin": "The company would be left without an HR admin.",
    "left": "The person has left.",
    "too_many_rows": "The file has more rows than an import takes.",
    "yourself": "Not to oneself.",
    # questionnaires
    "questionnaire_in_use": "A cycle uses this version; copy it to change it.",
    "questionnaire_too_large": "The questionnaire is larger than can be kept.",
    # cycles
    "cycle_archived": "The cycle is archived.",
    "cycle_cancelled": "The cycle was cancelled.",
    "cycle_closed": "The cycle is closed.",
    "cycle_is_past": "The whole timeline has passed.",
    "cycle_launched": "This can no longer be changed once the cycle is launched.",
    "cycle_launching": "The cycle is being launched right now.",
    "cycle_not_draft": "Only a draft can be launched.",
    "cycle_not_running": "The cycle does not run.",
    "cycle_state": "The cycle's state does not allow it.",
    "last_participant": "A cycle needs at least one participant.",
    # reviews
    "already_done": "It is marked as done already.",
    "already_shared": "It is shared already.",
    "already_signed": "The caller has signed already.",
    "before_share_from": "A calibrated cycle shares nothing before its date.",
    "before_sign_by": "Only after the sign-by date.",
    "complete": "The review is complete.",
    "deadline_passed": "The side's deadline has passed; HR can grant an extension.",
    "done_box_off": "The cycle has no done box.",
    "incomplete": "Required questions have no answer yet; `errors` names them.",
    "no_open_task": "Nobody here has an open task.",
    "not_a_contributor": "This person does not contribute to the review.",
    "not_both_shared": "Both sides must be shared before the review is signed.",
    "not_calibrated": "The cycle is not calibrated.",
    "not_done": "It is not marked as done.",
    "not_open_yet": "The review's day has not come yet.",
    "not_provided": "HR decided to go on without the self-assessment.",
    "not_shared": "It is not shared.",
    "not_shared_with_you": "This part is not shared with the caller.",
    "not_signed": "Nobody has signed.",
    "notes_off": "The cycle has no private notes.",
    "nothing_written": "Nothing has been written yet.",
    "nudged_today": "At most one nudge a person and task a day.",
    "ratings_off": "The cycle has no ratings.",
    "side_too_large": "The text is longer than can be kept.",
    "signed": "The review has been signed.",
    "withdrawn": "The review was withdrawn.",
    # mail
    "not_parked": "Only a mail that could not be sent can be sent again.",
    "unknown_token": "This link is not one of ours, or it is incomplete.",
}
