"""Backups of a side, for its author."""

from __future__ import annotations

from typing import Any

from chalicelib.kernel.http import Answer, Call, Listing, PageQuery
from chalicelib.reviews import views
from chalicelib.reviews.actions import texts
from chalicelib.reviews.routes.common import (
    MANAGER_AUTHORS,
    ONE,
    SELF_AUTHOR,
    acting,
    prefetch,
    routes,
    side_shown,
)
from chalicelib.reviews.rules import ReviewAction, SideName
from chalicelib.reviews.views import (
    BackupItem,
    BackupView,
    SideView,
)


@routes.get(
    f"{ONE}/self/backups",
    allow=SELF_AUTHOR,
    summary="My backups of the self-assessment",
    query=PageQuery,
    answer=Listing[BackupItem],
    prefetch=prefetch,
)
def self_backups(call: Call[Any, Any]) -> Answer:
    """The newest first."""
    return _backups(call, SideName.SELF)


@routes.get(
    f"{ONE}/manager/backups",
    allow=MANAGER_AUTHORS,
    summary="My backups of the manager's assessment",
    query=PageQuery,
    answer=Listing[BackupItem],
    prefetch=prefetch,
)
def manager_backups(call: Call[Any, Any]) -> Answer:
    """The newest first."""
    return _backups(call, SideName.MANAGER)


def _backups(call: Call[Any, PageQuery], name: SideName) -> Answer:
    path, asked = call.path, call.query
    listed, after = texts.backups(call.command, path["review_id"], name, limit=asked.limit, after=call.after)
    return call.listed([views.backup_item(entry) for entry in listed], after)


@routes.get(
    f"{ONE}/self/backups/{{n}}",
    allow=SELF_AUTHOR,
    summary="One of my backups of the self-assessment",
    answer=BackupView,
    prefetch=prefetch,
)
def self_backup(call: Call[Any, Any]) -> Answer:
    """What it said then."""
    return _backup(call, SideName.SELF)


@routes.get(
    f"{ONE}/manager/backups/{{n}}",
    allow=MANAGER_AUTHORS,
    summary="One of my backups of the manager's assessment",
    answer=BackupView,
    prefetch=prefetch,
)
def manager_backup(call: Call[Any, Any]) -> Answer:
    """What it said then."""
    return _backup(call, SideName.MANAGER)


def _backup(call: Call[Any, Any], name: SideName) -> Answer:
    return Answer(views.backup_view(texts.backup(call.command, call.path["review_id"], name, call.path["n"])))


@routes.post(
    f"{ONE}/self/backups/{{n}}/restore",
    allow=acting(ReviewAction.SAVE_SELF),
    summary="Take up a backup of the self-assessment",
    answer=SideView,
    prefetch=prefetch,
    replay=f"{ONE}/self",
)
def restore_self(call: Call[Any, Any]) -> Answer:
    """What is there now becomes a backup itself."""
    return _restore(call, SideName.SELF)


@routes.post(
    f"{ONE}/manager/backups/{{n}}/restore",
    allow=acting(ReviewAction.SAVE_MANAGER),
    summary="Take up a backup of the manager's assessment",
    answer=SideView,
    prefetch=prefetch,
    replay=f"{ONE}/manager",
)
def restore_manager(call: Call[Any, Any]) -> Answer:
    """What is there now becomes a backup itself."""
    return _restore(call, SideName.MANAGER)


def _restore(call: Call[Any, Any], name: SideName) -> Answer:
    loaded = texts.restore(call.command, call.path["review_id"], name, call.path["n"])
    return side_shown(loaded, name)
