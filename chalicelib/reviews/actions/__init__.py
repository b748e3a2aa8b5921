"""What is done with reviews. Commands fill a transaction; `conclude` commits it, or a page of work does.

Each is loaded when it is asked for: home wants the desk alone, and starts cold (ADR 14).
"""

from typing import TYPE_CHECKING

from chalicelib.kernel.lazily import lazily

if TYPE_CHECKING:
    from chalicelib.reviews.actions.attaching import (
        arrived,
        attach,
        attachment,
        attachment_id_for,
        detach,
        forget_files,
        own_attachments,
    )
    from chalicelib.reviews.actions.commands import (
        add_contributor,
        adjust_rating,
        complete_unsigned,
        extend,
        follow_manager,
        mark_contribution_done,
        mark_done,
        mark_not_provided,
        nudge,
        reassign,
        redate,
        remove_contributor,
        revoke_signatures,
        share,
        sign,
        unshare,
        withdraw,
    )
    from chalicelib.reviews.actions.committing import conclude, put, record_reading
    from chalicelib.reviews.actions.desks import desk
    from chalicelib.reviews.actions.files import Command, File, ahead, opened
    from chalicelib.reviews.actions.reading import Resources, Wanted, mine, resources, review, side
    from chalicelib.reviews.actions.teams import Asked, Member, team
    from chalicelib.reviews.actions.writing import (
        Sent,
        backup,
        backups,
        contribution,
        notes,
        restore,
        save_contribution,
        save_notes,
        save_side,
    )

__getattr__ = lazily(
    __name__,
    {
        "attaching": (
            "arrived",
            "attach",
            "attachment",
            "attachment_id_for",
            "detach",
            "forget_files",
            "own_attachments",
        ),
        "commands": (
            "add_contributor",
            "adjust_rating",
            "complete_unsigned",
            "extend",
            "follow_manager",
            "mark_contribution_done",
            "mark_done",
            "mark_not_provided",
            "nudge",
            "reassign",
            "redate",
            "remove_contributor",
            "revoke_signatures",
            "share",
            "sign",
            "unshare",
            "withdraw",
        ),
        "committing": ("conclude", "put", "record_reading"),
        "desks": ("desk",),
        "files": ("Command", "File", "ahead", "opened"),
        "reading": ("Resources", "Wanted", "mine", "resources", "review", "side"),
        "teams": ("Asked", "Member", "team"),
        "writing": (
            "Sent",
            "backup",
            "backups",
            "contribution",
            "notes",
            "restore",
            "save_contribution",
            "save_notes",
            "save_side",
        ),
    },
)

__all__ = [
    "Asked",
    "Command",
    "File",
    "Member",
    "Resources",
    "Sent",
    "Wanted",
    "add_contributor",
    "adjust_rating",
    "ahead",
    "arrived",
    "attach",
    "attachment",
    "attachment_id_for",
    "backup",
    "backups",
    "complete_unsigned",
    "conclude",
    "contribution",
    "desk",
    "detach",
    "extend",
    "follow_manager",
    "forget_files",
    "mark_contribution_done",
    "mark_done",
    "mark_not_provided",
    "mine",
    "notes",
    "nudge",
    "opened",
    "own_attachments",
    "put",
    "reassign",
    "record_reading",
    "redate",
    "remove_contributor",
    "resources",
    "restore",
    "review",
    "revoke_signatures",
    "save_contribution",
    "save_notes",
    "save_side",
    "share",
    "side",
    "sign",
    "team",
    "unshare",
    "withdraw",
]
