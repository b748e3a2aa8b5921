import { type ComponentType, lazy, Suspense } from "react";
import { Route, Switch } from "wouter";

import { NotFound, NotPermitted, Waiting } from "../ui/parts";
import { isHr, isHrAdmin, useMe } from "../api/me";
import { routes } from "../ui/routes";

const Home = lazy(() => import("../features/home/Home"));
const Reviews = lazy(() => import("../features/reviews/Reviews"));
const Review = lazy(() => import("../features/reviews/Review"));
const Former = lazy(() => import("../features/reviews/Former"));
const Team = lazy(() => import("../features/team/Team"));
const Mails = lazy(() => import("../features/mail/Mails"));
const Audit = lazy(() => import("../features/audit/Audit"));
const People = lazy(() => import("../features/people/People"));
const Profile = lazy(() => import("../features/people/Profile"));
const Cycles = lazy(() => import("../features/cycles/Cycles"));
const Cycle = lazy(() => import("../features/cycles/Cycle"));
const Wizard = lazy(() => import("../features/cycles/Wizard"));
const Questionnaires = lazy(() => import("../features/questionnaires/Questionnaires"));
const Designer = lazy(() => import("../features/questionnaires/Designer"));
const Company = lazy(() => import("../features/company/Company"));
const Reflections = lazy(() => import("../features/reflections/Reflections"));
const Reflection = lazy(() => import("../features/reflections/Reflection"));
const Record = lazy(() => import("../features/reflections/Record"));
const Held = lazy(() => import("../features/people/Held"));
const SignIns = lazy(() => import("../features/people/SignIns"));
const Settings = lazy(() => import("../features/settings/Settings"));
const Help = lazy(() => import("../features/help/Help"));
const Import = lazy(() => import("../features/people/Import"));

/** Which screen an address shows; whose screens they are is said to others. Each is a part of its own, loaded when it is
 * wanted; it names its title by `useTitle`. */
export function Screens() {
  const me = useMe();
  const admin = isHrAdmin(me);
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path={routes.home} component={Home} />
        <Route path={routes.reviews} component={Reviews} />
        <Route path={routes.review}>{({ id }) => <Review key={id} id={id} />}</Route>
        <Route path={routes.formerReview}>{({ id }) => <Former key={id} id={id} />}</Route>
        <Route path={routes.reflections} component={Reflections} />
        <Route path={routes.newReflection}>{() => <Record />}</Route>
        <Route path={routes.reflection}>{({ id }) => <Reflection key={id} id={id} />}</Route>
        <Route path={routes.recordReflection}>{({ id }) => <Record key={id} id={id} />}</Route>
        <Route path={routes.people} component={People} />
        <Route path={routes.heldChanges} component={only(admin, Held)} />
        <Route path={routes.person}>{({ id }) => <Profile key={id} id={id} />}</Route>
        <Route path={routes.team} component={Team} />
        <Route path={routes.settings} component={Settings} />
        <Route path={routes.help}>{() => <Help />}</Route>
        <Route path={routes.helpFor}>{({ role }) => <Help role={role} />}</Route>
        <Route path={routes.import} component={only(admin, Import)} />
        <Route path={routes.signIns} component={only(admin, SignIns)} />
        <Route path={routes.audit} component={only(admin, Audit)} />
        <Route path={routes.company} component={only(admin, Company)} />
        <Route path="/hr/*?" component={only(isHr(me), HrScreens)} />
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}

const only = (may: boolean, screen: ComponentType): ComponentType => (may ? screen : NotPermitted);

function HrScreens() {
  return (
    <Switch>
      <Route path={routes.mails} component={Mails} />
      <Route path={routes.cycles} component={Cycles} />
      <Route path={routes.newCycle}>{() => <Wizard />}</Route>
      <Route path={routes.cycle}>{({ id }) => <Cycle key={id} id={id} />}</Route>
      <Route path={routes.editCycle}>{({ id }) => <Wizard key={id} id={id} />}</Route>
      <Route path={routes.questionnaires} component={Questionnaires} />
      <Route path={routes.newQuestionnaire}>{() => <Designer />}</Route>
      <Route path={routes.questionnaire}>{({ id }) => <Designer key={id} id={id} />}</Route>
      <Route component={NotFound} />
    </Switch>
  );
}
