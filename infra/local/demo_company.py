"""The demo company: forty people on four levels in three time zones, as HR's export would list them."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

BERLIN, NEW_YORK, SINGAPORE = "Europe/Berlin", "America/New_York", "Asia/Singapore"
_PLACES = {BERLIN: "Berlin", NEW_YORK: "New York", SINGAPORE: "Singapore"}
_COLUMNS = (
    *("email", "name", "manager_email", "title", "department", "location"),
    *("time_zone", "employment_type", "start_date", "roles", "external_id"),
)


@dataclass(frozen=True, slots=True)
class Employee:
    """One row of the export. `months`: for how long they have been here; `boss`: the manager's key."""

    key: str
    name: str
    boss: str
    title: str
    department: str
    zone: str
    months: int
    roles: str = ""
    part_time: bool = False

    @property
    def email(self) -> str:
        """Where they sign in; HR keeps the address of an empty installation."""
        return f"{self.key}@example.test"


COMPANY = (
    Employee("marta", "Marta Kowalczyk", "", "Chief Executive", "Executive", BERLIN, 96),
    # Who reports to the chief executive.
    Employee("daniel", "Daniel Osei", "marta", "Chief Technology Officer", "Engineering", BERLIN, 84),
    Employee("priya", "Priya Raman", "marta", "VP Customer Success", "Customer Success", SINGAPORE, 61),
    Employee("grace", "Grace Whitfield", "marta", "VP Sales", "Sales", NEW_YORK, 47),
    Employee("jonas", "Jonas Brandt", "marta", "Head of Product", "Product", BERLIN, 72),
    Employee("hr", "Hana Reyes", "marta", "Head of People", "People & Finance", BERLIN, 58, "hr_admin"),
    # Who leads a team.
    Employee("lena", "Lena Fischer", "daniel", "Engineering Manager, Routing", "Engineering", BERLIN, 66),
    Employee("arjun", "Arjun Mehta", "daniel", "Engineering Manager, Platform", "Engineering", SINGAPORE, 39),
    Employee("rosa", "Rosa Delgado", "daniel", "Engineering Manager, Mobile", "Engineering", NEW_YORK, 31),
    Employee("weiling", "Tan Wei Ling", "priya", "Support Lead", "Customer Success", SINGAPORE, 44),
    Employee("sam", "Sam O'Connor", "priya", "Onboarding Lead", "Customer Success", NEW_YORK, 28),
    Employee("tyler", "Tyler Brooks", "grace", "Sales Lead, Americas", "Sales", NEW_YORK, 35),
    Employee("katrin", "Katrin Vogel", "grace", "Sales Lead, Europe", "Sales", BERLIN, 52),
    Employee("noor", "Noor Haddad", "jonas", "Design Lead", "Product", BERLIN, 41),
    Employee("felix", "Felix Baumann", "hr", "People Operations", "People & Finance", BERLIN, 26, "hr_assistant"),
    Employee("aoife", "Aoife Byrne", "hr", "Financial Controller", "People & Finance", BERLIN, 33),
    # Routing.
    Employee("emil", "Emil Sørensen", "lena", "Senior Engineer", "Engineering", BERLIN, 55),
    Employee("ana", "Ana Lima", "lena", "Engineer", "Engineering", BERLIN, 30),
    Employee("tomasz", "Tomasz Nowak", "lena", "Engineer", "Engineering", BERLIN, 22),
    Employee("yuki", "Yuki Tanaka", "lena", "Data Scientist", "Engineering", BERLIN, 17, part_time=True),
    # Platform.
    Employee("siti", "Siti Rahman", "arjun", "Site Reliability Engineer", "Engineering", SINGAPORE, 37),
    Employee("kenji", "Kenji Watanabe", "arjun", "Senior Engineer", "Engineering", SINGAPORE, 49),
    Employee("mei", "Mei Chen", "arjun", "Engineer", "Engineering", SINGAPORE, 25),
    Employee("ravi", "Ravi Patel", "arjun", "Engineer", "Engineering", SINGAPORE, 14),
    Employee("amara", "Amara Okafor", "arjun", "Engineer", "Engineering", SINGAPORE, 1),
    # Mobile.
    Employee("marcus", "Marcus Green", "rosa", "Senior Engineer", "Engineering", NEW_YORK, 29),
    Employee("elena", "Elena Petrova", "rosa", "Engineer", "Engineering", NEW_YORK, 19),
    Employee("diego", "Diego Álvarez", "rosa", "Engineer", "Engineering", NEW_YORK, 13),
    # Support and onboarding.
    Employee("nurul", "Nurul Aziz", "weiling", "Support Specialist", "Customer Success", SINGAPORE, 20),
    Employee("jiahui", "Lim Jia Hui", "weiling", "Support Specialist", "Customer Success", SINGAPORE, 15),
    Employee("hassan", "Hassan Ali", "weiling", "Support Engineer", "Customer Success", SINGAPORE, 32),
    Employee("olivia", "Olivia Martin", "sam", "Onboarding Manager", "Customer Success", NEW_YORK, 18),
    Employee("zoe", "Zoë Carter", "sam", "Onboarding Manager", "Customer Success", NEW_YORK, 16),
    # Sales.
    Employee("jamal", "Jamal Washington", "tyler", "Account Executive", "Sales", NEW_YORK, 27),
    Employee("chloe", "Chloe Evans", "tyler", "Account Executive", "Sales", NEW_YORK, 15),
    Employee("ben", "Ben Schwartz", "tyler", "Sales Engineer", "Sales", NEW_YORK, 21),
    Employee("sofia", "Sofia Rossi", "katrin", "Account Executive", "Sales", BERLIN, 24),
    Employee("lukas", "Lukas Weber", "katrin", "Account Executive", "Sales", BERLIN, 38),
    # Design.
    Employee("ines", "Inès Moreau", "noor", "Product Designer", "Product", BERLIN, 23),
    Employee("bjorn", "Björn Lindqvist", "noor", "User Researcher", "Product", BERLIN, 16, part_time=True),
)


def export(today: date, *, years_ago: int = 0) -> str:
    """The directory as CSV; `years_ago` leaves out who had not joined by then."""
    on = today - timedelta(days=365 * years_ago)
    emails = {one.key: one.email for one in COMPANY}
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for number, one in enumerate(COMPANY, start=1001):
        started = today - timedelta(days=round(one.months * 30.4))
        if started <= on:
            contract = "part_time" if one.part_time else "full_time"
            boss, place = emails.get(one.boss, ""), _PLACES[one.zone]
            about = (one.email, one.name, boss, one.title, one.department, place)
            rows.writerow((*about, one.zone, contract, started.isoformat(), one.roles, f"E{number}"))
    return text.getvalue()
