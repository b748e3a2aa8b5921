"""What is wrong with a field of a request, a row of a file, a recording or a participant, by code."""

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    # any field
    "required": "This field is required.",
    "required.new_person": "A new person needs a name.",
    "body_required": "A body is required.",
    "unknown_field": "This field doesn't exist here.",
    "repeated_parameter": "Send this parameter only once.",
    "unfit": "This value can't be accepted: {said}.",
    "wrong_type": "Expected {type}, not {given}.",
    "empty": "This can't be empty.",
    "control_characters": "Remove line breaks and invisible characters.",
    "too_long": "Use at most {most} characters.",
    "too_many": "Use at most {most}.",
    "too_small": "Enter a number no smaller than {least}.",
    "too_great": "Enter a number no greater than {most}.",
    "length": "Use {least} to {most} characters.",
    "unknown_value": "{value} isn't one of the allowed values.",
    "not_a_day": "Enter a date such as 2026-12-31.",
    "not_an_instant": "Enter a time such as 2026-12-31T09:00:00Z.",
    "not_a_number": "Enter a number.",
    "not_a_list": "Send a list of IDs.",
    "not_a_key": "Use at most {most} visible characters.",
    "used_before": "This key was used for a different request.",
    "foreign_cursor": "This cursor belongs to a different list.",
    "in_the_past": "This date has passed.",
    "repeated": "This is listed twice.",
    "name_differs": "Type the name exactly as it is shown.",
    "unknown_person": "This person isn't in the directory.",
    "too_many_to_sort": "Lists of more than {most} can be sorted only by name.",
    # people and their fields
    "people_or_everyone": "Choose people, or everyone.",
    "email_taken": "Someone else has this email.",
    "email_taken.returning": "This email belongs to {name}, who returns in row {row}.",
    "employee_id_taken": "{name} has this employee ID.",
    "not_a_text": "Enter text.",
    "not_a_text.control": "Remove line breaks and invisible characters.",
    "not_a_text.formula": "This looks like a formula. Text can't start with = + - @, a tab or a line break.",
    "not_a_text.long": "Use at most {most} characters.",
    "not_an_address": "Enter a valid email address.",
    "not_an_address.formula": (
        "This looks like a formula. An email address can't start with = + - @, a tab or a line break."
    ),
    "not_a_date": "“{value}” isn't a date. Use the format 2026-01-31.",
    "not_a_date.serial": "“{value}” is a spreadsheet serial number. Format the column as dates.",
    "not_a_date.years": "Enter a date between {least} and {most}.",
    "ambiguous_dates": "“{value}” could start with the day or the month. Choose the date format.",
    "ambiguous_dates.mixed": (
        "“{value}”: some dates start with the day, others with the month. Choose the date format."
    ),
    "unknown_feature": "This isn't a feature that can be switched off.",
    "unknown_time_zone": "“{value}” isn't an IANA time zone such as Europe/Berlin.",
    "no_time_zone": "Enter a time zone, or set one for the company, the location or the department.",
    "no_time_zone.rows": (
        "{n} people have no time zone. Set one for the company, a location or a department, or add a column."
    ),
    "no_time_zone.rows.one": (
        "1 person has no time zone. Set one for the company, a location or a department, or add a column."
    ),
    "unknown_role": "“{value}” isn't a role. Use {roles:or}.",
    "hr_roles": "Only HR admins can assign or remove HR roles.",
    "last_hr_admin": "The last HR admin can't lose the role.",
    "own_manager": "People can't be their own manager.",
    "manager_left": "{name} has left.",
    "manager_leaves": "{name} isn't in the file and would be marked as left.",
    "manager_unknown": "No one in the file or the directory is named “{value}”.",
    "manager_unknown.address": "{value} isn't in the file or the directory.",
    "manager_unknown.id": "No one in the file or the directory has the ID “{value}”.",
    "manager_ambiguous": "“{name}” matches {count} people. Use the manager's email or employee ID.",
    "manager_loop": "This would be a circular reporting line: {people}.",
    "manager_loop.below": "{manager} reports to {name}, so this would be a circular reporting line.",
    "too_many_levels": "There can be at most {most} levels of managers.",
    "too_many_levels.below": "Someone below would have more than {most} levels of managers above them.",
    # the rows and columns of a directory file
    "no_identity_column": "The header has no column with email addresses or employee IDs.",
    "column_twice": "Two columns contain the {field}: “{heading}” is the second.",
    "manager_column_unknown": (
        "“{heading}” seems to contain managers. Choose whether it holds emails, employee IDs or names."
    ),
    "columns_form": "Send a JSON object of headings and fields.",
    "columns_field": "“{value}” isn't a field. The fields are {fields}.",
    "not_csv": "This row can't be read as CSV.",
    "not_csv.quote": "A quotation mark is opened in this row and never closed.",
    "not_csv.said": "This row can't be read as CSV: {said}.",
    "too_many_cells": "This row has {cells} cells, but the header has {most}.",
    "example_row": "The template's example was skipped.",
    "summary_row": "A summary row was skipped.",
    "guest": "A guest account was skipped.",
    "unknown_status": "“{value}” isn't a known status. Use active or left, or ignore this column.",
    "repeated.person": "This row is about {name}, like row {row}.",
    "repeated.row": "{value} is already in row {row}.",
    "employee_id_differs": "This employee ID belongs to {name}, but the email belongs to {holder}.",
    "employee_id_differs.address": "The email belongs to {name}, whose employee ID is {id}.",
    "employee_id_of_leaver": (
        "This employee ID belongs to {name}, who has left. Use a new employee ID, or reactivate {name} first."
    ),
    "address_of_leaver": "This email belongs to {name}, who left on {day}. Allow reuse to give it to a new person.",
    "address_of_leaver.leaving": (
        "This email belongs to {name}, who leaves in this file. Allow reuse to give it to a new person."
    ),
    "address_taken": "This row takes over the email of {name}, who has left.",
    "address_waits": "This row waits for the email until another HR admin confirms that {name} leaves.",
    "address_waits.about_a_role_holder": (
        "This row waits for the email of someone with an HR role. Another HR admin has to confirm it."
    ),
    "address_waits.about_somebody_above": (
        "This row waits for the email of someone above you. Another HR admin has to confirm it."
    ),
    "address_waits.about_yourself": "This row waits for your own email. Another HR admin has to confirm it.",
    "left_already": "{name} has already left.",
    "stays_left": "{name} has left. Only a row with the status active brings them back.",
    "unknown_leaver": "This person has left and was never in the directory, so no one was added.",
    "unknown_leaver.address": "This person has left. The email now belongs to {name}, who isn't affected.",
    "more": "… and {n} more.",
    # cycles
    "not_a_year": "Enter a date between {least} and {most}.",
    "before": "This can't be before {earlier}, {day}.",
    "not_between": "This must be between {first} and {last}.",
    "days": "Enter {least} to {most} days.",
    "steps": "Use {least} to {most} steps.",
    "value_twice": "The value {value} is used twice.",
    "not_a_time": "Enter a time such as 09:00.",
    "repeated_number": "Enter each number only once.",
    "participants": "Choose everyone, a filter, or a list of people.",
    "no_condition": "Add at least one condition.",
    "unknown_questionnaire": "This questionnaire doesn't exist.",
    # questionnaires and their answers
    "too_many_questions": "A questionnaire can have at most {most} questions.",
    "id_twice": "The ID {id} is used twice.",
    "not_an_id": "An ID has 1 to 64 letters, digits, underscores or hyphens.",
    "required_for_kind": "This field is required for {kind} questions.",
    "not_for_kind": "This field doesn't apply to {kind} questions.",
    "less_than_min": "The maximum can't be less than the minimum.",
    "unknown_question": "This question isn't part of the form.",
    "unknown_choice": "This isn't one of the options.",
    "not_on_scale": "This isn't on the scale.",
    "not_a_position": "Send a position with x and y.",
    "outside_chart": "The position is outside the chart. Use values from 0 to 1.",
    "not_ratings_by_value": "Send one rating for each value.",
    # reviews
    "manager_side_only": "Only the manager's assessment has this.",
    "no_chart": "This cycle doesn't have a chart.",
    "no_ratings": "This cycle doesn't have ratings.",
    "after_closing": "The extension must end before the cycle closes.",
    "not_later": "Choose a date after the current one, {day}.",
    "person_left": "This person has left.",
    "own_reviewer": "People can't review themselves.",
    "reviewer_already": "This person is already the reviewer.",
    "has_a_side": "The reviewee and the reviewer can't be contributors.",
    "contributes_already": "This person is already a contributor.",
    "unknown_reflection": "This reflection doesn't exist, or you can't see it.",
    "past_the_end": "This is after the end of the recording.",
    # files and recordings
    "unknown_type": "This file type isn't supported. Supported types: {allowed}.",
    "matroska": "Some browsers can't play MKV files. In OBS, choose File > Remux Recordings and upload the MP4 file.",
    "unknown_file": "This file wasn't uploaded here by you.",
    "file_not_ready": "This file hasn't been uploaded, or wasn't accepted.",
    "sizes": "Send one size for each part number, in the same order.",
    "part_size": "Part {part} of this recording must be {most} bytes.",
    "piece_part": "Send pieces of part {part}, the first one that hasn't arrived, or of the one after it.",
    "piece_at": "A piece begins at a multiple of {step} bytes within its part.",
    "piece_size": "This is more than the recording may have.",
    "unknown_recording": "This recording wasn't uploaded here by you.",
    "two_of_a_kind": "Use one screen and one camera recording at most.",
}

FILES: Mapping[str, str] = {
    "empty": "The file is empty. Choose another file.",
    "type_not_allowed": "This file type isn't supported. Save the file as one of the supported types.",
    "wrong_type": (
        "The file's content doesn't match its type. Save it again in the right format, or choose another file."
    ),
    "matroska": "Some browsers can't play MKV files. In OBS, choose File > Remux Recordings and upload the MP4 file.",
    "wrong_codec": "Browsers can't play this video. Save it as MP4 with H.264 and upload it again.",
    "unreadable": "The file is damaged or isn't what its name says. Save it again, or choose another file.",
    "truncated": "The end of the file is missing. Upload the complete file.",
    "trailing_data": "The file has extra data at the end. Save it again and upload it.",
    "no_video": "The file has no video. Record or choose one with video.",
    "no_frames": "The recording has nothing to play. Record it again.",
    "no_key_frame": "The recording can't be played from the start. Record it again.",
    "too_long": "The recording is too long. Shorten it, or record two.",
    "location_track": "The video records its location throughout. Export it without location and upload it again.",
    "location_kept": "The file may contain a location. Save it without metadata and upload it again.",
    "too_large": "The file is too large. Choose a smaller file.",
    "macros": "The document contains macros. Save it without macros and upload it again.",
}
"""Why a file isn't accepted."""

RECORDINGS: Mapping[str, str] = {
    "lost": "The recording wasn't uploaded completely. Record or upload it again.",
    "too_large": "The recording is larger than your company's limit of {megabytes} MB.",
    "too_long": "The recording is longer than your company's limit of {minutes} minutes. Shorten it, or record two.",
}

NOTICES: Mapping[str, str] = {
    "cut_at_limit": (
        "The recording is {recorded_ms:time} long. Your company's limit is {limit_ms:time}, and the rest was cut off."
    ),
    "sound_not_decodable": "Browsers can't play the sound of this video ({codec}). Export it with AAC to be heard.",
    "sound_not_everywhere": (
        "Some colleagues' browsers can't play the sound of this video ({codec}). Export it with AAC to be heard."
    ),
    "picture_not_everywhere": (
        "Some colleagues' browsers can't show this video ({codec}). Record here, or export it as MP4 with H.264."
    ),
    "picture_ends_early": "The picture ends {seconds} seconds before the sound.",
    "sound_ends_early": "The sound ends {seconds} seconds before the picture.",
    "location_removed": "The location was removed from this video.",
    "unequal_tracks": "Part of this recording is missing compared to the {other_kind} recording.",
}
"""What someone should know about a recording that was accepted."""

PARTICIPANTS: Mapping[str, str] = {
    "no_manager": "Has no manager.",
    "no_manager.left": "Their manager, {manager}, has left.",
    "manager_loop": "Is part of a circular reporting line.",
    "manager_loop.of_manager": "Their manager, {manager}, is part of a circular reporting line.",
    "left": "Has left the company.",
    "left.of_manager": "Their manager, {manager}, has left the company.",
    "in_open_cycle": "Has an unfinished review in another cycle.",
    "unknown_time_zone": "Has no valid time zone (“{zone}”).",
    "unknown_time_zone.of_manager": "Their manager, {manager}, has no valid time zone (“{zone}”).",
    "no_email": "Has no email address.",
    "no_email.of_manager": "Their manager, {manager}, has no email address.",
    "unknown_person": "Isn't in the directory.",
    "error": "The review couldn't be created.",
}
"""Why someone has no review in a cycle."""

ENDED: Mapping[str, str] = {
    "left": "The person has left the company.",
    "removed": "The person was removed from the cycle.",
    "cycle_cancelled": "The cycle was cancelled.",
}
"""Why a review was withdrawn."""

WORDS: Mapping[str, str] = {
    # who
    "reviewee": "the reviewee",
    "reviewer": "the reviewer",
    "contributor": "a contributor",
    "upline": "a manager above the reviewer",
    "hr_admin": "an HR admin",
    "hr_assistant": "an HR assistant",
    "hr": "HR",
    "automation": "HR's own system",
    "signed_in": "someone who is signed in",
    # dates of a cycle
    "from": "the first day",
    "opens_on": "the opening date",
    "self_due_on": "the self-assessment deadline",
    "manager_due_on": "the manager's deadline",
    "share_from": "the share-from date",
    "sign_due_on": "the sign-by date",
    "closes_on": "the closing date",
    # what a launched cycle keeps
    "questionnaire_id": "questionnaire",
    "timeline.time_zone": "time zone",
    "timeline.opens_on": "opening date",
    "options.ratings": "ratings",
    "options.chart_2d": "2D chart",
    "options.private_notes": "private notes",
    "options.self_visible": "visibility of the self-assessment",
    "options.calibration": "calibration",
    "options.hr_reads_notes": "whether HR reads notes",
    # kinds of question
    "rich_text": "text",
    "single_choice": "single-choice",
    "multi_choice": "multiple-choice",
    "position_2d": "2D position",
}
"""Words of the API in sentences; the others read as they are, without underscores."""
