"""Where HTTP comes in: HR admins design, people who run cycles reads."""

from functools import partial
from typing import Any

from chalicelib.kernel.http import Answer, Call, Listing, NoQuery, PageQuery, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, either, hr, hr_admin, scope
from chalicelib.questionnaires import actions
from chalicelib.questionnaires.bodies import CopyQuestionnaireBody, QuestionnaireBody, form_of
from chalicelib.questionnaires.rules import Questionnaire
from chalicelib.questionnaires.store import questionnaire_key
from chalicelib.questionnaires.views import QuestionnaireLine, QuestionnaireView, questionnaire_line, questionnaire_view

routes = Routes("questionnaires")

ONE = "/questionnaires/{questionnaire_id}"
readers = either(hr, scope(CYCLES_READ), scope(CYCLES_WRITE))


@routes.post(
    "/questionnaires",
    allow=hr_admin,
    summary="Design a questionnaire",
    body=QuestionnaireBody,
    answer=QuestionnaireView,
    status=201,
    replay=ONE,
)
def create_questionnaire(call: Call[QuestionnaireBody, NoQuery]) -> Answer:
    """The answer carries the ids that were given."""
    form = form_of(call.body, new_id(call.now), partial(new_id, call.now))
    return _answered(call, actions.create(call.command, form))


@routes.get(
    "/questionnaires",
    allow=readers,
    summary="All questionnaires, the newest first",
    query=PageQuery,
    answer=Listing[QuestionnaireLine],
)
def list_questionnaires(call: Call[Any, PageQuery]) -> Answer:
    """Titles and editions; the questions are in each one."""
    found, after = actions.page(call.reads, limit=call.query.limit, after=call.after)
    return call.listed([questionnaire_line(form) for form in found], after)


@routes.get(
    ONE,
    allow=readers,
    summary="A questionnaire",
    answer=QuestionnaireView,
    prefetch=lambda path: [questionnaire_key(path["questionnaire_id"])],
)
def read_questionnaire(call: Call[Any, NoQuery]) -> Answer:
    """With all its questions."""
    return _answered(call, actions.load(call.reads, call.path["questionnaire_id"]))


@routes.put(
    ONE,
    allow=hr_admin,
    summary="Change a questionnaire that no cycle uses yet",
    body=QuestionnaireBody,
    answer=QuestionnaireView,
    prefetch=lambda path: [questionnaire_key(path["questionnaire_id"])],
)
def save_questionnaire(call: Call[QuestionnaireBody, NoQuery]) -> Answer:
    """Questions keep the ids with which they are sent."""
    old = actions.load(call.reads, call.path["questionnaire_id"])
    call.must_match(old.version, questionnaire_view(old, call.actor))
    wanted = form_of(call.body, old.id, partial(new_id, call.now))
    return _answered(call, actions.save(call.command, old, wanted))


@routes.post(
    f"{ONE}/copy",
    allow=hr_admin,
    summary="Copy a questionnaire as its next edition",
    body=CopyQuestionnaireBody,
    answer=QuestionnaireView,
    status=201,
    prefetch=lambda path: [questionnaire_key(path["questionnaire_id"])],
    replay=ONE,
)
def copy_questionnaire(call: Call[CopyQuestionnaireBody, NoQuery]) -> Answer:
    """The copy's questions keep their ids, so that answers compare from cycle to cycle."""
    source = actions.load(call.reads, call.path["questionnaire_id"])
    return _answered(call, actions.copy(call.command, source, title=call.body.title))


def _answered(call: Call[Any, Any], form: Questionnaire) -> Answer:
    return Answer(questionnaire_view(form, call.actor), form.version, made=form.id)
