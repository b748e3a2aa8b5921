"""What HR systems call their columns, in English, German, French, Spanish and Dutch.

Each field has tiers: where a file has two columns for it, the one of the earlier tier is read. A heading is compared by
its letters and digits alone, without accents, and without what stands in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from chalicelib.people.rules.person import fold
from chalicelib.people.rules.words import words

DISPLAY, PREFERRED, FULL, LEGAL = "display_name", "preferred_name", "full_name", "legal_name"
PREFERRED_FIRST, FIRST, PREFERRED_LAST, LAST = "preferred_first", "first_name", "preferred_last", "last_name"
INFIX = "last_name_prefix"
MANAGER_EMAIL, MANAGER_ID, MANAGER_NAME, MANAGER = "manager_email", "manager_id", "manager_name", "manager"
MANAGER_FIRST, MANAGER_LAST = "manager_first", "manager_last"
STATUS, ACTIVE, GONE, LEFT_ON = "status", "active", "gone", "left_on"

ALIASES: Mapping[str, Sequence[str]] = {
    "email": (
        """work email, work email id, company email id, official email id, work email address, work e mail, email work,
        primary work email, email primary work, work contact work email, business email, business email address,
        business email information email address, company email, company email address, corporate email, office
        email, professional email, work mail, email address work, official email, organization email, dienstliche
        email, dienstliche email adresse, geschäftliche email, geschäftliche email adresse, email geschäftlich,
        email dienstlich, berufliche email, firmen email, email professionnel, email pro, adresse email
        professionnelle, adresse mail professionnelle, courriel professionnel, mail professionnel, correo
        corporativo, correo electrónico corporativo, correo laboral, correo electrónico laboral, correo electrónico
        de trabajo, correo de trabajo, email corporativo, email de trabajo, email de empresa, correo empresa,
        zakelijk emailadres, zakelijke email, zakelijk email, werk email, werk emailadres, email werk, email
        zakelijk""",
        """email, mail, email address, mail address, primary email, primary email address, email id, user email, email
        addr, contact email, emailaddr, email adresse, mailadresse, emails, adresse email, adresse mail, courriel,
        adresse électronique, adresse de courriel, correo, correo electrónico, dirección de correo, dirección de
        correo electrónico, emailadres, e mailadres""",
        """login email, login, login name, user name, user principal name, upn, sign in name, user login, logon name,
        benutzername, anmeldename, nom d'utilisateur, identifiant de connexion, nombre de usuario, gebruikersnaam""",
        """home email, email privé, home email address, email home, personal email, personal email address, private
        email, email primary home, primary home email, secondary email, secondary email address, second email, other
        email, email 2, work secondary email, home secondary email, private email adresse, email privat, email
        personnel, adresse email personnelle, correo personal, correo electrónico personal, email personal, privé
        email, privé emailadres""",
    ),
    DISPLAY: (
        """display name, preferred full name, full name preferred, name to display, anzeigename, nom affiché, nom
        d'affichage, nombre para mostrar, nombre mostrado, weergavenaam""",
    ),
    PREFERRED: (
        """preferred name, preferred, known as, goes by, rufname, bevorzugter name, nom d'usage, nom usuel, nombre
        preferido, nombre de uso, roepnaam, voorkeursnaam""",
    ),
    FULL: (
        """name, full name, employee name, employee full name, worker name, person name, user full name, associate
        name, name of employee, complete name, mitarbeitername, vollständiger name, vor und nachname, vorname und
        nachname, nom complet, nom et prénom, prénom et nom, nom prénom, nombre completo, nombre y apellidos,
        apellidos y nombre, volledige naam, naam, naam medewerker, payroll name, formatted name""",
        """employee, worker, person, associate, colleague, staff member, team member, mitarbeiter, mitarbeiterin,
        mitarbeitende, salarié, collaborateur, employé, empleado, trabajador, medewerker, werknemer""",
    ),
    LEGAL: ("""legal name, legal full name, full legal name, legal name in general display format""",),
    PREFERRED_FIRST: (
        """preferred first name, preferred or chosen first name, chosen first name, chosen name, first name preferred,
        preferred name first name, preferred given name, bevorzugter vorname, prénom d'usage, prénom usuel""",
    ),
    FIRST: (
        """first name, firstname, given name, forename, first, vorname, prénom, prenom, nombre de pila, primer nombre,
        nombres, voornaam""",
        """legal first name, legal name first name, official first name, nombre""",
    ),
    PREFERRED_LAST: ("""preferred last name, last name preferred, preferred name last name, preferred surname""",),
    LAST: (
        """last name, lastname, family name, surname, last, nachname, familienname, nom de famille, apellidos,
        apellido, apellido paterno, primer apellido, achternaam, familienaam""",
        """legal last name, legal name last name, official last name""",
    ),
    INFIX: (
        """tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, last name prefix, surname prefix, family name
        prefix, infix""",
    ),
    MANAGER_EMAIL: (
        """manager email, managers email, manager email address, manager work email, managers work email, manager work
        email address, manager email work, manager primary work email, manager email primary work, supervisor email,
        supervisors email, supervisor email address, supervisor work email, supervisor email work, reports to email,
        reports to email address, reports to work email, reporting to email, reports to mail, reporting manager
        email, line manager email, line managers email, line manager email address, line manager work email, direct
        manager email, direct manager work email, direct supervisor email, manager mail, manager login, manager user
        name, manager upn, manager user principal name, managers mail, email manager, email of manager, manager
        contact email, boss email, email vorgesetzter, email vorgesetzte, vorgesetzter email, vorgesetzte email,
        email des vorgesetzten, vorgesetzten email, email der führungskraft, führungskraft email, email du manager,
        email du responsable, email manager, email responsable, responsable email, email du supérieur, adresse email
        du manager, adresse email du responsable, correo del responsable, correo del supervisor, correo del jefe,
        correo del manager, email del responsable, email del supervisor, correo electrónico del responsable, correo
        electrónico del supervisor, correo electrónico del jefe, correo electrónico del manager, email del manager,
        email leidinggevende, emailadres leidinggevende, leidinggevende email, emailadres manager""",
    ),
    MANAGER_ID: (
        """manager employee id, manager employee number, manager employee no, manager number, manager worker id,
        manager staff id, manager associate id, manager personnel number, managers employee id, manager external id,
        managers employee number, managers id, manager id, manager emp id, manager person id, manager user id,
        manager eid, manager eeid, manager userid, supervisor employee id, supervisor employee number, supervisor
        id, supervisor number, supervisor no, supervisors employee id, supervisors id, reports to id, reports to
        employee id, reports to employee number, reports to associate id, reports to number, reports to position id,
        reports to file number, reporting to id, reporting manager id, reporting manager employee id, reports to
        worker id, reports to user id, line manager id, line manager employee id, line manager employee number, line
        manager number, direct manager id, direct manager employee id, direct supervisor id, boss id, id of manager,
        manager worker employee id, manager reference id, vorgesetzter id, vorgesetzten id, vorgesetzter
        personalnummer, personalnummer vorgesetzter, personalnummer des vorgesetzten, führungskraft id,
        personalnummer der führungskraft, personalnummer führungskraft, id du manager, matricule du manager,
        matricule manager, matricule responsable, matricule du responsable, id responsable, id manager, id del
        responsable, id del supervisor, id supervisor, id del manager, id del jefe, número de empleado del
        supervisor, número de empleado del responsable, personeelsnummer leidinggevende, personeelsnummer manager,
        leidinggevende id, id leidinggevende""",
    ),
    MANAGER_NAME: (
        """manager name, managers name, manager full name, manager display name, manager preferred name, supervisor
        name, supervisors name, supervisor full name, reports to name, reports to full name, reporting manager name,
        line manager name, line managers name, direct manager name, direct supervisor name, name of manager, name of
        supervisor, manager legal name, manager preferred full name, reports to legal name, reporting to name, boss
        name, name des vorgesetzten, name vorgesetzter, name der führungskraft, nom du manager, nom du responsable,
        nom manager, nom responsable, nom du supérieur, nombre del responsable, nombre del supervisor, nombre del
        jefe, nombre del manager, naam leidinggevende, naam manager""",
    ),
    MANAGER: (
        """manager, supervisor, reports to, reporting to, report to, line manager, direct manager, direct supervisor,
        reporting manager, immediate manager, immediate supervisor, workers manager, employees manager, worker
        manager, manager worker, people manager name, primary manager, current manager, boss, primary supervisor,
        supervisor primary, administrative manager, functional manager, department manager, team manager,
        vorgesetzter, vorgesetzte, vorgesetzter in, vorgesetzte r, vorgesetzter vorgesetzte, direkter vorgesetzter,
        direkte vorgesetzte, direkte r vorgesetzte r, direkte führungskraft, disziplinarischer vorgesetzter,
        disziplinarische führungskraft, führungskraft, berichtet an, teamleiter, responsable, responsable
        hiérarchique, responsable direct, manager direct, supérieur, supérieur hiérarchique, n 1, n plus 1,
        superviseur, hiérarchique, rapporte à, responsable directo, supervisor directo, jefe, jefe directo, jefe
        inmediato, gerente, superior, superior inmediato, superior directo, superior jerárquico, reporta a,
        leidinggevende, direct leidinggevende, directe leidinggevende, direct leidinggevenden, teamleider,
        rapporteert aan""",
        """matrix manager, managed by, team lead, parent id""",
    ),
    MANAGER_FIRST: (
        """manager first name, supervisor first name, reports to first name, managers first name, line manager first
        name, manager preferred first name, reporting to first name, reports to legal first name""",
    ),
    MANAGER_LAST: (
        """manager last name, supervisor last name, reports to last name, managers last name, line manager last name,
        manager preferred last name, reporting to last name, reports to legal last name, manager surname""",
    ),
    "title": (
        """job title, job title name, job title description, business title, employee title, working title, work title,
        primary job title, job titles, work job title, external title, stellenbezeichnung, jobtitel,
        berufsbezeichnung, stellentitel, funktionsbezeichnung, intitulé du poste, intitulé de poste, titre du poste,
        titre de poste, libellé du poste, título del puesto, nombre del puesto, denominación del puesto, título de
        trabajo, cargo laboral, functietitel, functieomschrijving, functienaam, functiebenaming""",
        """title, titel, titre, título, puesto, cargo, puesto de trabajo, functie, funktion, poste, fonction, emploi,
        tätigkeit""",
        """position, position title, position name, job position, role title, job role, job name, job, job profile, job
        profile name, designation, occupation, current position, stelle, posición, positie""",
    ),
    "department": (
        """department, department desc, department descr, dept desc, dept descr, department name, department
        description, dept, dept name, home department, home department description, home department name,
        departments, organization department, work department, primary department, current department, abteilung,
        abteilungsname, département, service, departamento, nombre del departamento, afdeling, afdelingsnaam""",
        """division, division name, division description, org unit, organizational unit, organisational unit,
        organization unit, org unit path, business unit, business unit name, business unit description, org level 1,
        supervisory organization, bereich, geschäftsbereich, organisationseinheit, direction, unité, pôle, división,
        área, unidad organizativa, unidad de negocio, divisie, organisatie eenheid, organisatieeenheid,
        bedrijfsonderdeel""",
        """team, sub department, team name, group name, cost center name, cost center description, cost centre name,
        équipe, equipo""",
    ),
    "location": (
        """office, office location, office name, work location, work location name, work location description,
        location, location name, location desc, location descr, location description, site, site name, work site,
        worksite, workplace, work office, physical delivery office name, primary work location, primary location,
        base location, employment location, home work location, location work, standort, büro, buero, bürostandort,
        arbeitsort, arbeitsstätte, betriebsstätte, niederlassung, dienstort, lieu de travail, site de travail,
        bureau, localisation, lieu, établissement, ubicación, oficina, centro de trabajo, lugar de trabajo, sede,
        localización, centro, locatie, werklocatie, kantoor, vestiging, standplaats, werkplek""",
        """work city, office city, city work, branch, branch name, branch office, facility, building, building id,
        building name, campus, filiale, agence, sucursal, filiaal""",
    ),
    "time_zone": (
        """time zone, timezone, tz, iana time zone, iana timezone, time zone id, timezone id, work time zone, site time
        zone, location time zone, office time zone, zeitzone, fuseau horaire, zona horaria, huso horario, tijdzone""",
    ),
    "employment_type": (
        """employment type, employee type, contract type, employment contract, type of employment, worker type, type of
        contract, employment category, engagement type, employment class, beschäftigungsart, anstellungsart,
        vertragsart, beschäftigungsverhältnis, mitarbeitertyp, art der beschäftigung, type de contrat, type
        d'emploi, type de contrat de travail, contrat, tipo de contrato, tipo de empleo, tipo de empleado, contrato,
        contracttype, type contract, soort contract, dienstverband, soort dienstverband, type dienstverband,
        contractsoort, soort medewerker""",
        """worker category, worker category description, worker sub type, worker subtype, time type, full time part
        time, full part time, ft pt, employment terms, position type, job type, employee category, pay class,
        arbeitszeitmodell, temps de travail, jornada""",
    ),
    "start_date": (
        """start date, hire date, hiring date, date of hire, hired date, hired on, date hired, joined, joined on, join
        date, joining date, date joined, date of joining, employment start date, entry date, start, most recent hire
        date, latest hire date, last hire date, company start date, work start date, employment date, date of
        employment, date started, rehire date, hire rehire date, first day, first day of work, eintrittsdatum,
        eintritt, einstellungsdatum, anstelldatum, anstellungsdatum, startdatum, beschäftigungsbeginn, beginn der
        beschäftigung, beginn, date d'embauche, date embauche, date d'entrée, date entrée, date de début, date
        d'arrivée, date de début de contrat, date d'entrée dans la société, fecha de contratación, fecha
        contratación, fecha de alta, fecha de ingreso, fecha de inicio, fecha de incorporación, fecha inicio, fecha
        alta, datum in dienst, indiensttreding, datum indiensttreding, indienst, in dienst, begindatum, datum
        indienst, in dienst sinds, in dienst per""",
        """original hire date, first hire date, original start date, seniority date, service date, continuous service
        date, adjusted service date, benefits service date, date d'ancienneté, fecha de antigüedad, tenure start
        date""",
        """effective date, position start date, job start date, start date in position, position effective date, date
        created in role, fecha efectiva""",
    ),
    "roles": ("""roles, hr role, hr roles, permissions""",),
    "external_id": (
        """external id, employee number, employee no, employee nr, emp no, emp number, personnel number, staff number,
        worker number, personalnummer, personalnr, personal nr, mitarbeiternummer, mitarbeiternr, matricule, numéro
        d'employé, numéro de salarié, numéro employé, número de empleado, nº de empleado, no de empleado, numero
        empleado, personeelsnummer, personeelsnr, medewerkernummer, medewerkersnummer, werknemersnummer""",
        """employee id, employee id in company, emp id, staff id, worker id, associate id, personnel id, employee
        identifier, eeid, employee code, emp code, employee ref, employee reference, staff ref, staff reference,
        emplid, empl id, external user id, employee key, mitarbeiter id, personal id, employee external id, ee id,
        id de empleado, id empleado, id employé, id salarié, identifiant salarié, medewerker id, identificador de
        empleado, código de empleado, code salarié""",
        """id, user id, person id, person number, payroll id, payroll number, file number, hris id, position id,
        workday id, badge id, person id external, user sys id, clock number, payroll file number, object id""",
    ),
    STATUS: (
        """status, empl status, employment status, employee status, assignment status, worker status, position status,
        work status, job status, lifecycle status, life cycle status, user status, account status, hr status,
        employee state, new status, current status, member status, person status, staff status, associate status,
        state of employment, employment state, status in organization, employment status name, employee active
        status, beschäftigungsstatus, mitarbeiterstatus, anstellungsstatus, kontostatus, arbeitsstatus, statut,
        statut du salarié, statut d'emploi, statut employé, statut du collaborateur, estado, estado del empleado,
        estado laboral, estado de empleo, situación, situación laboral, estatus, medewerkerstatus,
        dienstverbandstatus, status medewerker, contractstatus""",
    ),
    ACTIVE: (
        """active, is active, account enabled, enabled, is enabled, active status, currently active, active employee,
        is active employee, currently employed, user active, login enabled, account active, active inactive, active
        yes no, employed, is employed, current employee, is current employee, active user, user enabled, aktiv,
        ist aktiv, actif, est actif, activo, activa, es activo, actief, is actief""",
    ),
    GONE: (
        """terminated, is terminated, suspended, is suspended, block credential, block sign in, sign in blocked,
        blocked, disabled, is disabled, account disabled, inactive, is inactive, archived, is archived, deactivated,
        is deactivated, deleted, is deleted, has left, left, ausgeschieden, inaktiv, gesperrt, inactif, sorti,
        leaver, is leaver, former employee, is former employee, left company, employment ended,
        inactivo, inactief, uit dienst""",
    ),
    LEFT_ON: (
        """termination date, termination date all, date of exit, exit, term date, date of termination, terminated on,
        terminated date, terminated at, end date, employment end date, employment termination date, end of
        employment, end of employment date, last working day, last working date, last day of work, last day worked,
        last day, last day at work, leaving date, leave date, date left, date of leaving, left on, left date, exit
        date, separation date, departure date, offboarding date, termination effective date, effective termination
        date, last date of employment, company end date, work end date, resignation effective date, austrittsdatum,
        austritt, ende der beschäftigung, beschäftigungsende, enddatum, letzter arbeitstag, austritt am, date de
        sortie, date de départ, date de fin, date fin, date départ, date sortie, dernier jour, dernier jour de
        travail, date de fin d'emploi, fecha de baja, fecha baja, fecha de terminación, fecha de salida, fecha de
        fin, fecha fin, fecha de cese, último día, último día de trabajo, fecha de egreso, datum uit dienst, uit
        dienst datum, uitdienstdatum, datum uitdienst, einddatum, laatste werkdag, uitdiensttreding, datum
        uitdiensttreding, einddatum dienstverband""",
    ),
}

SHOWN: Mapping[str, str] = {
    DISPLAY: "name",
    PREFERRED: "first_name",
    FULL: "name",
    LEGAL: "name",
    PREFERRED_FIRST: "first_name",
    PREFERRED_LAST: "last_name",
    INFIX: "last_name",
    MANAGER_FIRST: MANAGER_NAME,
    MANAGER_LAST: MANAGER_NAME,
    ACTIVE: STATUS,
    GONE: STATUS,
}
"""What a column is shown as, where it is not called as the field."""

_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)|\{[^}]*\}")
_INNER = re.compile(r"\[([^\]]+)\]")
_MARKS = re.compile(r"[\W_]+")
_REQUIRED = re.compile(r"\s+(required|optional|mandatory)\s*$", re.IGNORECASE)
_STEPS = re.compile(r"\s*[:>|»/]\s*|\s+[-–—]\s+|(?<=\w)\.(?=\w)")
_PREFIXES = words(
    """employee worker work job employment basic basicinfo basicinformation info user person profile position personal
    organization organizations externalids locations company contact workcontact employmentinformation
    employmentdetails jobinformation jobdetails hr
    personalcontact businesscontact about general generalinformation personalinformation workinformation root name
    names core staff associate member mitarbeiter stammdaten public internal employeeinformation workerdetails data"""
)
_OWNERS = ("employees", "employee", "workers", "worker", "users", "user", "staff", "associates", "associate", "persons",
           "person", "mitarbeiter", "member", "current", "primary", "work")  # fmt: skip
_MANAGERISH = re.compile(
    "manager|managedby|teamlead|^boss|superior|supervisor|superviseur|reportsto|reportingto|reportto|vorgesetzt|"
    "fuhrungskraft|responsable|superieur|leidinggevende|jefe|lineman|reportingline"
)
_NOT_A_MANAGER = re.compile(
    "^(is|has)|^(people|account|project|hiring|hr|product|case)manager|level|flag|yesno|role$|status$|count|total|"
    "number of|directreports|indirect|phone|mobile|picture|photo|url$"
)


_INFERRED = 9
_OF_MANAGERS = (
    (re.compile("mail"), MANAGER_EMAIL),
    (re.compile("(id|ids|number|num|nr|no|nummer|ref|reference|code|key|identifier|matricule)$"), MANAGER_ID),
    (re.compile("name$"), MANAGER_NAME),
)
_END = (
    "(termination|terminated|separation|separated|leaving|offboarding|exit|relieving|departure|deactivation|cessation)"
)
_OF_OTHERS = (
    (re.compile(f"(?<!contract){_END}(date|dt)$|date(of)?{_END}$"), LEFT_ON),
    (
        re.compile("(hire|hired|hiring|joining|joined|join)(date|dt)$|date(of)?(hire|hired|join|joined|joining)$"),
        "start_date",
    ),
    (re.compile("(employment|employee|worker|record|user)status(group|name|label|description|desc)?$"), STATUS),
    (
        re.compile(
            "^(employee|emp|worker|associate|staff|personnel)(ref|reference|xref|payroll|hr|system|unique|record)"
            "?(id|number|no|nr|num|code|key|identifier)$"
        ),
        "external_id",
    ),
)


@lru_cache(maxsize=2_000)
def key(heading: str) -> str:
    """Return what a heading is compared by."""
    return _MARKS.sub("", fold(heading.replace("#", " number ")))


def _tiers() -> Iterator[tuple[str, tuple[str, int]]]:
    for slot, tiers in ALIASES.items():
        for rank, aliases in enumerate(tiers):
            for alias in aliases.split(","):
                yield key(alias), (slot, rank)


_SLOTS: Mapping[str, tuple[str, int]] = dict(reversed(list(_tiers())))


@lru_cache(maxsize=2_000)
def slot_of(heading: str) -> tuple[str, int] | None:
    """Return what a column of this heading holds, and its tier; None where we do not know."""
    return next((_SLOTS[name] for name in _spellings(heading) if name in _SLOTS), None) or _inferred(heading)


def _inferred(heading: str) -> tuple[str, int] | None:
    """Return what a heading that is in no table says by its parts; any column that is in one goes before it."""
    bare = key(_BRACKETS.sub(" ", heading))
    patterns = _OF_MANAGERS if speaks_of_managers(heading) else _OF_OTHERS
    return next(((slot, _INFERRED) for pattern, slot in patterns if pattern.search(bare)), None)


def _spellings(heading: str) -> Iterator[str]:
    """The heading as it stands, without what is in brackets, without what says whose it is, and what is in brackets."""
    plain = _REQUIRED.sub("", _BRACKETS.sub(" ", heading)).strip(" *:")
    yield key(heading)
    yield key(plain)
    steps = _STEPS.split(plain)
    while len(steps) > 1 and (key(steps[0]) in _PREFIXES or steps[0].isdigit()):
        steps = steps[1:]
        yield key(" ".join(steps))
    bare = key(plain)
    for owner in _OWNERS:
        if bare.startswith(owner) and len(bare) > len(owner):
            yield bare.removeprefix(owner)
    for inner in _INNER.findall(heading):
        yield key(inner)


def speaks_of_managers(heading: str) -> bool:
    """Return whether a heading that we do not know looks as if it named someone's manager."""
    bare = key(_BRACKETS.sub(" ", heading))
    return bool(_MANAGERISH.search(bare)) and not _NOT_A_MANAGER.search(bare)
