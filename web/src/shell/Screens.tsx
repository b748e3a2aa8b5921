import { Suspense } from "react";
import { Route, Switch } from "wouter";

import { isHr, useMe } from "../api/me";
import { NotFound, NotPermitted, Waiting } from "../ui/parts";
import { Features } from "../ui/feature";
import { features } from "./features";

const screens = features.flatMap((feature) => feature.screens);

/** Which screen an address shows; whose screens they are is said to others. */
export function Screens() {
  const me = useMe();
  return (
    <Features value={features}>
      <Suspense fallback={<Waiting />}>
        <Switch>
          {screens.map(({ path, may, show: Show }) => (
            <Route key={path} path={path}>
              {(names) =>
                may?.(me) === false ? <NotPermitted /> : <Show key={Object.values(names).join()} {...names} />
              }
            </Route>
          ))}
          <Route path="/hr/*?">{isHr(me) ? <NotFound /> : <NotPermitted />}</Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </Features>
  );
}
