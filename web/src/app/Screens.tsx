import { type ComponentType, lazy, Suspense } from "react";
import { Route, Switch } from "wouter";

import { NotFound, NotPermitted, Waiting } from "../ui/parts";
import { isHr, isHrAdmin, useMe } from "./me";
import { routes } from "./routes";

const Home = lazy(() => import("../home/Home"));
const Reviews = lazy(() => import("../reviews/Reviews"));
const Review = lazy(() => import("../reviews/Review"));
const Former = lazy(() => import("../reviews/Former"));
const Team = lazy(() => import("../team/Team"));
const Mails = lazy(() => import("../hr/Mails"));
const Audit = lazy(() => import("../hr/Audit"));
const People = lazy(() => import("../people/People"));
const Profile = lazy(() => import("../people/Profile"));
const Cycles = lazy(() => import("../hr/Cycles"));
const Cycle = lazy(() => import("../hr/Cycle"));
const Wizard = lazy(() => import("../hr/Wizard"));
const Questionnaires = lazy(() => import("../hr/Questionnaires"));
const Designer = lazy(() => import("../hr/Designer"));
const Company = lazy(() => import("../hr/Company"));
const Reflections = lazy(() => import("../reflections/Reflections"));
const Reflection = lazy(() => import("../reflections/Reflection"));
const Record = lazy(() => import("../reflections/Record"));
const Held = lazy(() => import("../hr/Held"));
const SignIns = lazy(() => import("../hr/SignIns"));
const Settings = lazy(() => import("../settings/Settings"));
const Help = lazy(() => import("../help/Help"));
const Import = lazy(() => import("../hr/Import"));

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
