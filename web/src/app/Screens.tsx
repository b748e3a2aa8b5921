import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";

import { NotFound, Waiting } from "../ui/parts";
import { isHr, isHrAdmin, useMe } from "./me";

const Home = lazy(() => import("../home/Home"));
const Reviews = lazy(() => import("../reviews/Reviews"));
const Review = lazy(() => import("../reviews/Review"));
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
const Import = lazy(() => import("../hr/Import"));

/** Which screen an address shows, among those that are there for whoever asks. Each is a part of its own, loaded when it
 * is wanted; it names its title by `useTitle`. */
export function Screens() {
  const me = useMe();
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/" component={Home} />
        <Route path="/reviews" component={Reviews} />
        <Route path="/reviews/:id">{({ id }) => <Review key={id} id={id} />}</Route>
        <Route path="/reflections" component={Reflections} />
        <Route path="/reflections/new">{() => <Record />}</Route>
        <Route path="/reflections/:id">{({ id }) => <Reflection key={id} id={id} />}</Route>
        <Route path="/reflections/:id/record">{({ id }) => <Record key={id} id={id} />}</Route>
        <Route path="/people" component={People} />
        {isHrAdmin(me) && <Route path="/people/held" component={Held} />}
        <Route path="/people/:id">{({ id }) => <Profile key={id} id={id} />}</Route>
        <Route path="/team" component={Team} />
        {isHrAdmin(me) && <Route path="/hr/import" component={Import} />}
        {isHrAdmin(me) && <Route path="/hr/sign-ins" component={SignIns} />}
        {isHrAdmin(me) && <Route path="/hr/audit" component={Audit} />}
        {isHrAdmin(me) && <Route path="/hr/company" component={Company} />}
        {isHr(me) && <Route path="/hr/*?" component={HrScreens} />}
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}

function HrScreens() {
  return (
    <Switch>
      <Route path="/hr/mails" component={Mails} />
      <Route path="/hr/cycles" component={Cycles} />
      <Route path="/hr/cycles/new">{() => <Wizard />}</Route>
      <Route path="/hr/cycles/:id">{({ id }) => <Cycle key={id} id={id} />}</Route>
      <Route path="/hr/cycles/:id/edit">{({ id }) => <Wizard key={id} id={id} />}</Route>
      <Route path="/hr/questionnaires" component={Questionnaires} />
      <Route path="/hr/questionnaires/new">{() => <Designer />}</Route>
      <Route path="/hr/questionnaires/:id">{({ id }) => <Designer key={id} id={id} />}</Route>
      <Route component={NotFound} />
    </Switch>
  );
}
