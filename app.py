"""Creates the Chalice app and registers every noun's routes and events. No rules, no I/O."""

from chalice.app import Chalice

from chalicelib.audit import routes as audit
from chalicelib.cycles import routes as cycles
from chalicelib.home import routes as home
from chalicelib.mail import events as mail_events
from chalicelib.mail import routes as mail
from chalicelib.people import routes as people
from chalicelib.questionnaires import routes as questionnaires
from chalicelib.reviews import cycle_routes
from chalicelib.reviews import routes as reviews
from chalicelib.service import routes as service
from chalicelib.timetable import events as timetable_events

app = Chalice(app_name="throughline", configure_logs=False)

for noun in (service, people, questionnaires, cycles, cycle_routes, reviews, home, mail, audit):
    app.register_blueprint(noun.routes.blueprint)
for events in (timetable_events, mail_events):
    app.register_blueprint(events.blueprint)
