"""The questionnaire of the demo company: every kind of question, with ids that the texts are keyed by."""

from typing import Any

STEPS = [
    {"value": 1, "label": "Not met"},
    {"value": 2, "label": "Partly met"},
    {"value": 3, "label": "Met"},
    {"value": 4, "label": "Exceeded"},
]
RATINGS = [
    {"value": 1, "label": "Well below expectations"},
    {"value": 2, "label": "Below expectations"},
    {"value": 3, "label": "Meets expectations"},
    {"value": 4, "label": "Exceeds expectations"},
    {"value": 5, "label": "Outstanding"},
]
CHART = {"x_label": "Results", "y_label": "Growth"}

FORM: dict[str, Any] = {
    "title": "The year in review",
    "sections": [
        {
            "title": "Looking back",
            "intro": "Focus on the work: what was delivered, for whom, and what it changed.",
            "questions": [
                {
                    "id": "results",
                    "kind": "rich_text",
                    "text": "What was achieved this year?",
                    "help": "Include things others may not have seen. Say who it was for and what has changed.",
                    "for": "both",
                    "required": True,
                },
                {
                    "id": "goals_met",
                    "kind": "rating",
                    "text": "To what extent were the agreed objectives met?",
                    "for": "both",
                    "required": True,
                    "scale": STEPS,
                },
                {
                    "id": "lessons",
                    "kind": "rich_text",
                    "text": "What was difficult, and what came out of it?",
                    "for": "both",
                    "required": True,
                },
                {
                    "id": "customers",
                    "kind": "number",
                    "text": "How many customers did you work with?",
                    "for": "self",
                    "unit": "customers",
                    "min": 0,
                    "max": 500,
                },
            ],
        },
        {
            "title": "How we work",
            "questions": [
                {
                    "id": "values",
                    "kind": "values",
                    "text": "Our values in daily work",
                    "for": "both",
                    "scale": STEPS,
                    "values": [
                        {"id": "open", "label": "Open: we say it early and kindly"},
                        {"id": "reliable", "label": "Reliable: a date is a promise"},
                        {"id": "curious", "label": "Curious: we go and look"},
                    ],
                },
                {
                    "id": "habits",
                    "kind": "checklist",
                    "text": "Habits that help the team",
                    "for": "both",
                    "items": [
                        {"id": "writes_down", "label": "Writes decisions down"},
                        {"id": "asks_early", "label": "Asks for help early"},
                        {"id": "visits", "label": "Visits customers"},
                    ],
                },
                {
                    "id": "strengths",
                    "kind": "multi_choice",
                    "text": "What are this person's greatest strengths?",
                    "for": "manager",
                    "choices": [
                        {"id": "craft", "label": "Craft"},
                        {"id": "care", "label": "Care for customers"},
                        {"id": "team", "label": "Making the team better"},
                    ],
                },
            ],
        },
        {
            "title": "Looking ahead",
            "questions": [
                {
                    "id": "ahead",
                    "kind": "rich_text",
                    "text": "What comes next?",
                    "help": "One or two things, and what would make them possible.",
                    "for": "both",
                    "required": True,
                },
                {
                    "id": "direction",
                    "kind": "single_choice",
                    "text": "In which direction do you want to grow?",
                    "for": "self",
                    "choices": [
                        {"id": "deepen", "label": "Deeper in my field"},
                        {"id": "widen", "label": "Into another field"},
                        {"id": "lead", "label": "Leading others"},
                    ],
                },
                {
                    "id": "place",
                    "kind": "position_2d",
                    "text": "Where do you see yourself?",
                    "for": "self",
                    "x_label": "Comfortable",
                    "y_label": "Challenged",
                },
                {
                    "id": "for_calibration",
                    "kind": "rich_text",
                    "text": "For calibration only",
                    "for": "manager",
                    "reviewee_sees_manager_answer": False,
                },
            ],
        },
    ],
}

INSTRUCTIONS = (
    "<p>Set aside an hour, and look through this year's notes first. Write about <strong>results and "
    "collaboration</strong>, not about character.</p><ul><li>Examples help more than adjectives.</li>"
    "<li>Nothing here should come as a surprise: talk to each other before you share.</li></ul>"
    "<p>Questions about the process? Ask Hana or Felix.</p>"
)
