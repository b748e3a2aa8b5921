"""Creates the app and names every feature's routes and events; each is loaded when it is asked for. No rules, no I/O."""

import gc

from chalicelib.kernel.http.api import Api

# A cold start makes many objects that stay: looking through them again and again for garbage is a tenth of it.
gc.set_threshold(20_000, 20, 20)

app = Api(
    "throughline",
    features={
        "audit": ["chalicelib.audit.routes"],
        "company": ["chalicelib.company.routes", "chalicelib.scim.token_routes"],
        "cycles": ["chalicelib.cycles.routes", "chalicelib.rollout.routes.cycles", "chalicelib.rollout.routes.runs"],
        "health": ["chalicelib.service.routes"],
        "home": ["chalicelib.home.routes"],
        "mail": ["chalicelib.mail.routes"],
        "mails": ["chalicelib.mail.routes"],
        "me": ["chalicelib.people.routes", "chalicelib.people.account_routes", "chalicelib.people.settings_routes"],
        "openapi.json": ["chalicelib.service.routes"],
        "people": [
            "chalicelib.people.routes",
            "chalicelib.people.held_routes",
            "chalicelib.people.account_routes",
            "chalicelib.people.upload_routes",
            "chalicelib.rollout.routes.leaving",
        ],
        "questionnaires": ["chalicelib.questionnaires.routes"],
        "reflections": ["chalicelib.reflections.routes"],
        "reviews": ["chalicelib.reviews.routes"],
        "runs": ["chalicelib.rollout.routes.runs"],
        "scim": ["chalicelib.scim.routes"],
        "sign-in-refusals": ["chalicelib.people.signin_routes"],
        "team": ["chalicelib.reviews.routes", "chalicelib.rollout.routes.runs"],
    },
    events=[
        "chalicelib.timetable.events",
        "chalicelib.mail.events",
        "chalicelib.files.events",
        "chalicelib.reflections.events",
    ],
)
