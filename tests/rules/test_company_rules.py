"""What a company sets: the defaults, and what differs between two settings."""

from chalicelib.company.rules import AttachmentRules, Company, ReflectionRules, Rhythm, changed


def test_a_company_that_set_nothing_has_the_defaults() -> None:
    company = Company()
    assert company.version == 0
    assert company.rhythm is Rhythm.OFF
    assert company.reflections == ReflectionRules(
        rhythm=Rhythm.OFF, max_minutes=5, max_megabytes=500, retention_days=None, captions=True
    )
    assert company.attachments == AttachmentRules(reflections=False)


def test_only_what_differs_is_named() -> None:
    old = Company(version=3)
    new = Company(
        reflections=ReflectionRules(rhythm=Rhythm.MONTHLY, retention_days=365, captions=False),
        attachments=AttachmentRules(reflections=True),
        version=4,
    )
    assert changed(old, Company(version=9)) == {}
    assert changed(old, new) == {
        "reflections.rhythm": "monthly",
        "reflections.retention_days": 365,
        "reflections.captions": False,
        "attachments.reflections": True,
    }
    assert changed(new, old)["reflections.retention_days"] == ""


def test_a_feature_that_is_switched_is_told_by_what_it_is_now() -> None:
    off, on = Company(features_off=("feedback", "pitches")), Company(features_off=("pitches",))
    assert changed(off, on) == {"features.feedback": True}
    assert changed(on, off) == {"features.feedback": False}
