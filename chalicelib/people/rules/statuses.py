"""What a row says of whether someone works here: words of status, yes or no, and the date of an end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chalicelib.kernel.errors import BadValue, fault
from chalicelib.people.rules.headings import GONE, LEFT_ON
from chalicelib.people.rules.person import PersonStatus, fold
from chalicelib.people.rules.words import words

_YES = words("""yes true 1 y ja oui si x wahr vrai waar verdadero on""")
_NO = words("""no false 0 n nein non nee falsch faux onwaar falso off""")
_WORKS = words(
    """active a enabled employed current working hired new newhire onboarding preboarding prestart prehire pending
    probation inprobation onprobation probationary trial notice onnotice noticeperiod innotice undernotice
    servingnotice resigning offboarding provisioned staged passwordexpired lockedout recovery pendinguseraction
    confirmed live existing invited accepted joined registered aktiv angestellt beschaftigt probezeit inprobezeit
    eintritt gekundigt inkundigungsfrist actif enposte encontrat present periodedessai activo activa vigente
    empleado contratado enperiododeprueba actief indienst werkzaam werkend"""
)
_ABSENT = words(
    """l leave loa onleave away maternity paternity parental beurlaubt freigestellt karenz krank langzeitkrank ruhend
    arretmaladie debaja bajapormaternidad vacaciones ziek langdurigziek"""
)
_INACTIVE = words("""inactive i notactive inaktiv inactif inactivo inactiva inactief""")
_LEAVES = (
    "leave",
    "absence",
    "sabbatic",
    "furlough",
    "elternzeit",
    "mutterschutz",
    "conge",
    "verlof",
    "excedencia",
    "permiso",
    "garden",
    "bajamedica",
    "urlaub",
)
_DEPARTED = words(
    """terminated termination term t left leaver leavers former formeremployee exemployee ex exited resigned
    resignation retired retiree dismissed deceased separated nolongeremployed notemployed unemployed released
    redundant laidoff discharged ended expired quit departed offboarded withdrawn alumni ausgeschieden ausgetreten
    austritt
    ehemalig ehemalige ehemaliger verstorben rentner parti partie sorti sortie demissionne licencie retraite ancien
    quitte baja cesado cesada despedido despedida terminado terminada jubilado jubilada exempleado finalizado
    uitdienst vertrokken ontslagen gepensioneerd exmedewerker"""
)
_SHUT = words(
    """suspended disabled deactivated deprovisioned archived deleted blocked gesperrt deaktiviert suspendu desactive
    suspendido desactivado geblokkeerd gedeactiveerd"""
)
"""Of an account: it is shut now, whatever end a date names."""
_WORKING, _AWAY, _SHUT_WORD, _OFF, _DEPARTED_WORD = "working", "away", "shut", "off", "departed"
_TYPES = re.compile(
    r"^(regular|permanent|temporary|temp|seasonal|casual|intern|internship|trainee|apprentice|contractor|contract|"
    r"consultant|freelance|freelancer|fulltime|parttime|hourly|salaried|exempt|nonexempt|perdiem|fixedterm|contingent|"
    r"contingentworker|workingstudent|employee|indefinite|ft|pt|fte|"
    r"vollzeit|teilzeit|unbefristet|befristet|werkstudent|werkstudentin|praktikant|praktikantin|auszubildende|azubi|"
    r"minijob|aushilfe|cdi|cdd|stage|stagiaire|alternance|alternant|interim|tempsplein|tempspartiel|"
    r"indefinido|temporal|practicas|becario|autonomo|tiempocompleto|tiempoparcial|jornadacompleta|"
    r"voltijd|fulltijd|deeltijd|vast|stagiair|uitzendkracht|oproepkracht|onbepaaldetijd|bepaaldetijd)"
    r"(fulltime|parttime|regular|temporary|permanent|employee|worker|fixedterm|hourly|salaried|exempt|nonexempt|"
    r"contractor|intern|staff|position|contract|time|\d+h?)*$"
)
_MARKS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"\s+[-–—]\s+|[:/|(),;]")
_WHOSE = re.compile(
    "(employee|employees|worker|staff|member|associate|colleague|mitarbeiter|medewerker|salarie|empleado)$"
)


class UnknownStatus(BadValue):
    """A word of status that we do not know."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EmploymentStatus:
    """What a row says: "active", "left", or "" where it says nothing; the end that it names; a type of employment."""

    status: str = ""
    left_on: str = ""
    employment_type: str = ""


def relationship(said: Iterable[tuple[str, str]], *, today: date | None, begun: str = "") -> EmploymentStatus:
    """Return what the columns of status together say. `said`: kind of column and cell, dates as ISO writes them.

    A past end counts unless the person began again after it (`begun`); one to come keeps active anyone who is only said
    to have left by then.
    """
    words: set[str] = set()
    kind, ends = "", ""
    for column, cell in said:
        if not cell:
            continue
        if column == LEFT_ON:
            ends = max(ends, cell)
            continue
        word, found = _word(column, cell)
        words.add(word)
        kind = kind or found
    past = bool(ends) and today is not None and ends < today.isoformat() and not (begun and begun > ends)
    to_come = bool(ends) and today is not None and ends >= today.isoformat()
    gone = _DEPARTED_WORD in words or (_OFF in words and _AWAY not in words)
    if past or _SHUT_WORD in words or (gone and not to_come):
        return EmploymentStatus(status=PersonStatus.LEFT.value, left_on=ends if past else "", employment_type=kind)
    return EmploymentStatus(status=PersonStatus.ACTIVE.value if words else "", left_on=ends, employment_type=kind)


@lru_cache(maxsize=500)
def _word(column: str, cell: str) -> tuple[str, str]:
    """Return what one cell says, and the type of employment that it names."""
    bare = _MARKS.sub("", fold(cell))
    if bare in _YES or bare in _NO:
        return _truth(column, bare in _YES), ""
    # "A - Active", "Active - Payroll Eligible", "Current employee": the words that we know decide.
    parts = [_MARKS.sub("", fold(part)) for part in _PARTS.split(cell)]
    spellings = (bare, *(part for part in parts if len(part) > 1), _WHOSE.sub("", bare))
    found = next((said for one in spellings if one and (said := _known(one, cell))), None)
    if found is None:
        raise UnknownStatus(fault("unknown_status", value=cell[:60]))
    return found


def _known(bare: str, cell: str) -> tuple[str, str] | None:
    for word, known in ((_WORKING, _WORKS), (_AWAY, _ABSENT), (_SHUT_WORD, _SHUT), (_OFF, _INACTIVE)):
        if bare in known:
            return word, ""
    if bare in _DEPARTED or bare.startswith(("terminated", "former", "resigned")):
        return _DEPARTED_WORD, ""
    if any(part in bare for part in _LEAVES):
        return _AWAY, ""
    return (_WORKING, cell) if _TYPES.match(bare) else None


def _truth(column: str, yes: bool) -> str:
    return (_DEPARTED_WORD if yes else _WORKING) if column == GONE else (_WORKING if yes else _OFF)
