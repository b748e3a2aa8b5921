"""Creates the app: which features answer below the first step of a path, and which handle events. No rules, no I/O."""

import gc

from chalicelib.kernel.http.api import Api
from chalicelib.wiring import feature

# A cold start makes many objects that stay: looking through them again and again for garbage is a tenth of it.
gc.set_threshold(20_000, 20, 20)

app = Api(
    "throughline",
    feature=feature,
    paths={
        "audit": ["audit"],
        "company": ["company", "scim"],
        "cycles": ["cycles", "rollout"],
        "exports": ["exports"],
        "health": ["service"],
        "holds": ["erasure"],
        "home": ["home"],
        "mail": ["mail"],
        "mails": ["mail"],
        "me": ["people"],
        "openapi.json": ["service"],
        "people": ["people", "rollout", "erasure", "exports"],
        "questionnaires": ["questionnaires"],
        "reflections": ["reflections"],
        "reviews": ["reviews"],
        "runs": ["rollout"],
        "scim": ["scim"],
        "sign-in-refusals": ["people"],
        "team": ["reviews", "rollout"],
        "year": ["year"],
    },
    events=["timetable", "mail", "files", "reflections"],
)
