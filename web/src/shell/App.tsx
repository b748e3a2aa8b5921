import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { type Query, QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useLocation } from "wouter";

import { useApiQuery } from "../api/hooks";
import { Problem } from "../api/problem";
import { device } from "../ui/drafts/device";
import { session } from "../api/session/session";
import { Refused, SignIn, SignInAgain, SigningIn } from "../features/signin";
import { ProblemNote } from "../ui/Problem";
import { Toasts } from "../ui/toasts";
import { Waiting } from "../ui/parts";
import { ErrorBoundary } from "./ErrorBoundary";
import { KnowMe } from "../api/me";
import { features } from "./features";
import { Shell } from "./Shell";
import { theme, variables } from "./theme";

const scheme = localStorageColorSchemeManager({ key: "throughline-scheme" });

/** Asks again what failed for a passing reason only. */
const makeClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (count, error) => count < 2 && !(error instanceof Problem && error.status < 500),
      },
    },
  });

/** Everything: colours, sign-in, then the client for the person who is signed in. */
export function App() {
  const [client] = useState(makeClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={client}>
        <Toasts>
          <ErrorBoundary>
            <Door />
          </ErrorBoundary>
        </Toasts>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Some screens are for whoever has their address, as an email gave it; everything else is behind the sign-in. */
function Door() {
  const [path] = useLocation();
  const { show: Show } =
    features.flatMap((feature) => feature.screens).find((one) => one.open && one.path === path) ?? {};
  if (!Show) return <Gate />;
  return (
    <Suspense>
      <Show />
    </Suspense>
  );
}

/** A good login that is not let in, which is no fault and no reason to sign in again. */
const isRefusal = ({ status, code }: Problem): boolean =>
  status === 403 || (status === 401 && code === "issuer_not_allowed");

const failed = (query: Query): boolean => query.state.error !== null;

let started = false;

function Gate() {
  const standing = useSyncExternalStore(session.subscribe, () => session.standing);
  const [, navigate] = useLocation();
  const client = useQueryClient();
  useEffect(() => {
    if (standing === "out") client.clear();
    // After a session that had expired: what could not be saved or read in the meantime.
    if (standing === "in") void device.saveAll().then(() => client.refetchQueries({ predicate: failed }));
  }, [client, standing]);
  useEffect(() => {
    if (started) return;
    started = true;
    void session.start((path) => navigate(path, { replace: true }));
  }, [navigate]);
  if (standing === "in" || standing === "ended") {
    return (
      <>
        <Suspense>{standing === "ended" && <SignInAgain />}</Suspense>
        <SignedIn />
      </>
    );
  }
  if (standing === "starting") return <Opening />;
  return standing === "waiting" ? <SigningIn /> : <SignIn failed={standing === "failed" ? session.reason : null} />;
}

function SignedIn() {
  const me = useApiQuery("GET /me");
  // A session that is over although it was kept; someone who just signed in is told instead of being sent around.
  const over = !me.data && me.error instanceof Problem && me.error.status === 401 && !session.fresh;
  useEffect(() => {
    if (over) void session.signIn(undefined, (address) => location.replace(address));
  }, [over]);
  if (over) return <Opening />;
  if (me.data) {
    return (
      <KnowMe me={me.data}>
        <Shell />
      </KnowMe>
    );
  }
  if (me.error instanceof Problem && isRefusal(me.error)) {
    return (
      <Suspense fallback={<SigningIn />}>
        <Refused problem={me.error} again={me.again} />
      </Suspense>
    );
  }
  if (me.error) {
    return (
      <main className="screen">
        <ProblemNote error={me.error} again={me.again} />
      </main>
    );
  }
  return <Opening />;
}

/** The moment until it is known who is here. */
function Opening() {
  return (
    <main className="screen" id="main">
      <Waiting />
    </main>
  );
}
