"""What is answered about a review: every part goes through what its caller may see."""

from chalicelib.reviews.views.former import FormerItem, FormerView, former_item, former_view, managers_form
from chalicelib.reviews.views.lists import backup_item, backup_view, case_item, resources_view, review_item, roles_in
from chalicelib.reviews.views.review import (
    actions_view,
    contribution_view,
    notes_view,
    review_view,
    side_view,
    signature_view,
)
from chalicelib.reviews.views.shapes import (
    BackupItem,
    BackupView,
    ContributionView,
    NotesView,
    ResourcesView,
    ReviewItem,
    ReviewView,
    SideView,
)
from chalicelib.reviews.views.team import TeamItem, team_item

__all__ = [
    "BackupItem",
    "BackupView",
    "ContributionView",
    "FormerItem",
    "FormerView",
    "NotesView",
    "ResourcesView",
    "ReviewItem",
    "ReviewView",
    "SideView",
    "TeamItem",
    "actions_view",
    "backup_item",
    "backup_view",
    "case_item",
    "contribution_view",
    "former_item",
    "former_view",
    "managers_form",
    "notes_view",
    "resources_view",
    "review_item",
    "review_view",
    "roles_in",
    "side_view",
    "signature_view",
    "team_item",
]
